from collections import Counter

from retrieval.store.bags import Analyzer, Bags, digest_of, keep_bags, kept_bags
from retrieval.store.database import Database


class Counting:
    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()

    def __call__(self, text: str) -> tuple[str, ...]:
        self.calls[text] += 1
        return tuple(text)


async def kept(database: Database, version: str) -> dict[int, str]:
    async with database.reading() as connection:
        return await kept_bags(connection, version)


async def keep(database: Database, bags: Bags) -> None:
    async with database.transaction() as connection:
        await keep_bags(connection, bags.version, bags.made)


async def test_a_text_is_analysed_once(database: Database) -> None:
    terms = Counting()
    first = Bags(Analyzer("1", terms), {})
    assert [*first("甲乙")] == [*first("甲乙")] == ["甲", "乙"]
    await keep(database, first)
    second = Bags(Analyzer("1", terms), await kept(database, "1"))
    assert [*second("甲乙")] == ["甲", "乙"]
    assert second.made == {}
    assert terms.calls == {"甲乙": 1}


async def test_a_text_without_terms_is_kept_as_such(database: Database) -> None:
    terms = Counting()
    first = Bags(Analyzer("1", terms), {})
    assert [*first("")] == []
    await keep(database, first)
    assert [*Bags(Analyzer("1", terms), await kept(database, "1"))("")] == []
    assert terms.calls == {"": 1}


async def test_gives_the_bags_of_some_texts(database: Database) -> None:
    bags = Bags(Analyzer("1", tuple), {})
    for text in "甲乙丙":
        bags(text)
    await keep(database, bags)
    async with database.reading() as connection:
        some = await kept_bags(connection, "1", ["乙", "丁"])
    assert some == {digest_of("乙"): "乙"}


async def test_bags_of_another_version_are_not_used_and_go(database: Database) -> None:
    old = Bags(Analyzer("1", tuple), {})
    old("甲")
    await keep(database, old)
    assert await kept(database, "2") == {}
    await keep(database, Bags(Analyzer("2", tuple), {}))  # nothing was made: nothing goes
    assert await kept(database, "1") != {}
    new = Bags(Analyzer("2", tuple), {})
    new("乙")
    await keep(database, new)
    assert await kept(database, "1") == {}
    assert await kept(database, "2") == {digest_of("乙"): "乙"}


def test_a_digest_fits_a_column_and_is_the_same_in_every_process() -> None:
    assert digest_of("二七区") == -382868954506653677

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from retrieval.model import Article, Bulletin, Evidence, PrintedDate, StoredArticle
from retrieval.names.name import NameKind
from retrieval.store.adding import Added, IncomingPage, add_page
from retrieval.store.changes import changed_lots, gone_since
from retrieval.store.database import Database
from tests.retrieval.store.contents import contents

Prose = Callable[..., str]
NOW = datetime(2022, 10, 27, 8, tzinfo=UTC)


def issue(day: int, evidence: Evidence = Evidence.PATH) -> PrintedDate:
    return PrintedDate(10, day, evidence, 2022, evidence)


def page(
    *articles: Article, day: int | None = None, label: str | None = None, name: str = "a"
) -> Bulletin:
    return Bulletin(name, None if day is None else issue(day), label, articles)


async def add(database: Database, bulletin: Bulletin, file: str = "a.md") -> Added:
    incoming = IncomingPage.of(bulletin, file)
    async with database.transaction() as transaction:
        return await add_page(transaction, incoming, NOW)


async def articles(database: Database) -> list[StoredArticle]:
    return [*(await contents(database)).articles.values()]


async def ids(database: Database) -> dict[str, int]:
    return {stored.article.title: stored.id for stored in await articles(database)}


@pytest.fixture
def three(prose: Prose) -> tuple[Article, ...]:
    return tuple(Article(title, paragraphs=(prose(title),)) for title in "甲乙丙")


async def test_all_that_is_printed_is_kept(database: Database, prose: Prose) -> None:
    whole = Article(
        "甲 乙",
        "乙",
        ("景静", "朱翔宇"),
        ("阿·买买提",),
        ("张娅",),
        "新华社",
        PrintedDate(10, 25, Evidence.TEXT, 2022, Evidence.PATH),
        "A05版",
        (prose("a"), "一、\n二、", "“引号”\u3000𠮷"),
    )
    bare = Article("丙")
    await add(database, page(whole, bare, day=27, label="A05版"))
    first, second = await articles(database)
    assert (first.article, second.article) == (whole, bare)
    [printing] = first.printings
    assert (printing.bulletin, printing.date, printing.page) == ("a", issue(27), "A05版")
    assert [stored.printings[0].position for stored in (first, second)] == [0, 1]


@pytest.mark.parametrize("file", ["a", "copy"])
@pytest.mark.parametrize(("day", "label"), [(27, "A05版"), (27, None), (None, None)])
async def test_the_same_page_twice_changes_nothing(
    database: Database, three: tuple[Article, ...], day: int, label: str, file: str
) -> None:
    bulletin = page(*three, day=day, label=label)
    first = await add(database, bulletin)
    before = await contents(database)
    assert first == Added(first.page_id, new=3)
    again = await add(database, replace(bulletin, name=file), f"folder/{file}.md")
    assert again == Added(first.page_id, unchanged=3)
    assert await contents(database) == before


async def test_a_page_without_any_letters_is_the_same_twice(database: Database) -> None:
    await add(database, page(Article("!!")))
    assert (await add(database, page(Article("!!")))).unchanged == 1


async def test_a_corrected_page_replaces_its_former_self(
    database: Database, three: tuple[Article, ...], prose: Prose
) -> None:
    await add(database, page(*three, day=27, label="第5版"))
    before = await ids(database)
    corrected = Article("乙(更正)", paragraphs=(three[1].body[:150] + prose("x", 50),))
    rewritten = Article("丙", paragraphs=(prose("y"),))
    added = await add(
        database,
        page(corrected, Article("丁", paragraphs=(prose("z"),)), rewritten, day=27, label="05"),
    )
    assert added == Added(added.page_id, new=1, changed=2, unchanged=0, removed=1)
    after = await ids(database)
    assert after["乙(更正)"] == before["乙"]
    assert after["丙"] == before["丙"]
    assert after["丁"] > max(before.values())
    assert "甲" not in after


async def test_date_and_place_make_the_page_whatever_its_text_is(
    database: Database, three: tuple[Article, ...], prose: Prose
) -> None:
    await add(database, page(*three, day=27, label="A05版"))
    await add(database, page(Article("新", paragraphs=(prose("n"),)), day=27, label="A5"), "b.md")
    assert [*await ids(database)] == ["新"]


async def test_another_day_or_place_is_another_page(
    database: Database, three: tuple[Article, ...], prose: Prose
) -> None:
    for at, (day, label) in enumerate([(27, "A05版"), (28, "A05版"), (27, "A06版")]):
        own = Article(f"独家{at}", paragraphs=(prose(f"{at}"),))
        await add(database, page(*three, own, day=day, label=label))
    assert len(await ids(database)) == 6
    assert len((await articles(database))[0].printings) == 3


async def test_two_papers_may_share_a_day_and_a_place(
    database: Database, three: tuple[Article, ...], prose: Prose
) -> None:
    await add(database, page(*three, day=27, label="1", name="二七报"))
    other = Article("新", paragraphs=(prose("n"),))
    await add(database, page(other, day=27, label="1", name="金水报"))
    assert len(await ids(database)) == 4
    # Each is corrected on its own; a name read wrong on the same text is no third paper.
    assert (await add(database, page(other, day=27, label="1", name="金水报"))).unchanged == 1
    misread = await add(database, page(*three, day=27, label="1", name="二士报"))
    assert (misread.new, misread.unchanged) == (0, 3)


async def test_without_a_date_most_of_the_text_makes_the_page(
    database: Database, three: tuple[Article, ...], prose: Prose
) -> None:
    first = await add(database, page(*three))
    corrected = Article("丙", paragraphs=(prose("新"),))
    second = await add(database, page(*three[:2], corrected, name="b"), "other/b.md")
    assert second == Added(first.page_id, changed=1, unchanged=2)
    third = await add(database, page(Article("丁", paragraphs=(prose("d"),))))
    assert third.page_id != first.page_id
    assert len(await ids(database)) == 4


async def test_a_part_of_a_page_does_not_replace_the_whole(
    database: Database, three: tuple[Article, ...]
) -> None:
    await add(database, page(*three))
    part = await add(database, page(three[0], name="part"), "part.md")
    assert (part.new, part.unchanged, part.removed) == (0, 1, 0)
    assert [len(stored.printings) for stored in await articles(database)] == [2, 1, 1]


async def test_a_date_known_later_is_added_and_stays_known(
    database: Database, three: tuple[Article, ...]
) -> None:
    first = await add(database, page(*three))
    dated = await add(database, page(*three, day=27, label="A05版"), "2022-10-27/A05.md")
    again = await add(database, page(*three, name="c"), "c.md")
    assert first.page_id == dated.page_id == again.page_id
    [printing] = (await articles(database))[0].printings
    assert (printing.bulletin, printing.date, printing.page) == ("a", issue(27), "A05版")


@pytest.mark.parametrize("said", [None, PrintedDate(10, 25, Evidence.TEXT)])
async def test_a_storys_day_that_the_issue_says_stays_known(
    database: Database, prose: Prose, said: PrintedDate | None
) -> None:
    day = PrintedDate(10, 25, Evidence.TEXT, 2022, Evidence.PATH)
    known = Article("甲", date=day, page="A05版", paragraphs=(prose("a"),))
    await add(database, page(known, day=27, label="A05版"))
    said_less = Article("甲", date=said, paragraphs=(prose("a"),))
    assert (await add(database, page(said_less), "b.md")).unchanged == 1
    assert (await articles(database))[0].article == known


async def test_a_day_that_the_text_no_longer_tells_goes(database: Database, prose: Prose) -> None:
    printed = PrintedDate(10, 25, Evidence.TEXT, 2022, Evidence.TEXT)
    await add(database, page(Article("甲", date=printed, paragraphs=(prose("a"),))))
    corrected = Article("甲", date=PrintedDate(10, 26, Evidence.TEXT), paragraphs=(prose("a"),))
    assert (await add(database, page(corrected))).changed == 1
    assert str((await articles(database))[0].article.date) == "10-26"


async def test_a_story_of_two_bulletins_is_kept_once_and_known_in_both(
    database: Database, prose: Prose
) -> None:
    text = prose("story", 300)
    early = Article("甲", paragraphs=(text[:100] + "错" + text[101:], "完"))
    late = Article("甲的另一题", paragraphs=(text,))
    newer = await add(database, page(late, Article("乙", paragraphs=(prose("b"),)), day=28))
    older = await add(database, page(Article("丙", paragraphs=(prose("c"),)), early, day=27))
    assert (older.new, older.changed) == (1, 1)
    [stored] = [one for one in await articles(database) if len(one.printings) == 2]
    assert stored.article == late
    assert [printing.page_id for printing in stored.printings] == [newer.page_id, older.page_id]
    assert [str(printing.date) for printing in stored.printings] == ["2022-10-28", "2022-10-27"]


async def test_a_story_taken_off_one_page_stays_as_the_other_prints_it(
    database: Database, prose: Prose
) -> None:
    text = prose("story", 300)
    early = Article("旧题", paragraphs=(text,))
    other = Article("乙", paragraphs=(prose("b"),))
    await add(database, page(early, day=27, label="1"))
    await add(database, page(Article("新题", paragraphs=(text,)), other, day=28, label="1"))
    before = await ids(database)
    added = await add(database, page(other, day=28, label="1"))
    assert added.removed == 0
    assert await ids(database) == {"旧题": before["新题"], "乙": before["乙"]}


async def test_a_recurrent_title_makes_no_story_of_two_bulletins(
    database: Database, prose: Prose
) -> None:
    for day in (27, 28):
        weather = Article("天气预报", paragraphs=(prose(f"{day}"),))
        assert (await add(database, page(weather, day=day))).new == 1


async def test_a_new_story_under_a_shared_storys_title_is_new(
    database: Database, prose: Prose
) -> None:
    for day in (27, 28):
        await add(database, page(Article("简讯", paragraphs=(prose("a"),)), day=day, label="1"))
    new = Article("简讯", paragraphs=(prose("b"),))
    assert (await add(database, page(new, day=28, label="1"))).new == 1
    assert [len(stored.printings) for stored in await articles(database)] == [1, 1]


async def test_stories_with_one_title_keep_their_ids(database: Database, prose: Prose) -> None:
    shorts = [Article("简讯", paragraphs=(prose(seed),)) for seed in "abc"]
    await add(database, page(*shorts, day=27, label="1"))
    before = {stored.article.body: stored.id for stored in await articles(database)}
    await add(database, page(*reversed(shorts), day=27, label="1"))
    assert {stored.article.body: stored.id for stored in await articles(database)} == before


async def test_a_story_that_stands_on_a_page_twice_is_kept_once(
    database: Database, three: tuple[Article, ...]
) -> None:
    bulletin = page(*three, three[0], day=27, label="1")
    assert (await add(database, bulletin)).new == 3
    assert (await add(database, bulletin)).unchanged == 3


async def test_articles_that_prove_to_be_one_story_become_one(
    database: Database, prose: Prose
) -> None:
    text = prose("story", 300)
    garbled = "".join(c if at % 3 else "口" for at, c in enumerate(text))
    await add(database, page(Article("甲", paragraphs=(text,)), day=27, label="1"))
    await add(database, page(Article("甲", paragraphs=(garbled,)), day=28, label="1"))
    first, second = [stored.id for stored in await articles(database)]
    await add(database, page(Article("甲", paragraphs=(text,)), day=28, label="1"))
    now = await contents(database)
    assert [*now.articles] == [first]
    assert now.moved == {second: first}
    assert len(now.articles[first].printings) == 2


async def test_ids_are_never_given_twice(database: Database, prose: Prose) -> None:
    given: list[int] = []
    for seed in "abc":
        await add(database, page(Article(seed, paragraphs=(prose(seed),)), day=27, label="1"))
        given.extend((await ids(database)).values())
    assert len(set(given)) == 3


async def test_a_page_that_fails_half_way_changes_nothing(
    database: Database, three: tuple[Article, ...], prose: Prose
) -> None:
    await add(database, page(*three, day=27, label="1"))
    before = await contents(database)
    async with database.transaction() as transaction:
        await transaction.execute("CREATE UNIQUE INDEX one_title ON printing (title)")
    bad = [Article(title, paragraphs=(prose(f"{at}"),)) for at, title in enumerate("丁戊戊")]
    with pytest.raises(sqlite3.IntegrityError):
        await add(database, page(*bad, day=27, label="1"))
    assert await contents(database) == before
    assert (await articles(database)) == [*before.articles.values()]


async def test_what_changed_is_all_that_is_read_again(
    database: Database, three: tuple[Article, ...], prose: Prose
) -> None:
    await add(database, page(*three, day=27, label="1"))
    before = await contents(database)
    await add(database, page(Article("丁", paragraphs=(prose("d"),)), day=28, label="1"))
    async with database.reading() as view:
        lots = [lot async for lot in changed_lots(view, before.revision)]
    assert [[one.stored.article.title for one in lot] for lot in lots] == [["丁"]]


async def test_what_was_deleted_is_listed(database: Database, prose: Prose) -> None:
    await add(database, page(Article("甲", paragraphs=(prose("a"),)), day=27, label="1"))
    before = await contents(database)
    [first] = before.articles
    await add(database, page(Article("乙", paragraphs=(prose("b"),)), day=27, label="1"))
    async with database.reading() as view:
        assert await gone_since(view, before.revision) == [first]
        assert await gone_since(view, before.revision + 1) == []


async def test_names_are_extracted_once_for_an_article_and_go_with_it(
    database: Database, prose: Prose
) -> None:
    signed = Article("甲", reporters=("景静",), paragraphs=(prose("a"),))
    for day in (27, 28):
        await add(database, page(signed, day=day, label="1"))
    extracted = [(name.text, name.kind) for name in (await contents(database)).names]
    assert extracted.count(("景静", NameKind.REPORTER)) == 1
    for day in (27, 28):
        await add(database, page(Article("乙", paragraphs=(prose(f"{day}"),)), day=day, label="1"))
    names = [name.text for name in (await contents(database)).names]
    assert "景静" not in names

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from retrieval.errors import PageUnknown
from retrieval.identity.which_page import Verdict
from retrieval.model import Article, Bulletin, Evidence, PrintedDate, StoredArticle
from retrieval.model.pages import PageName
from retrieval.names.name import NameKind
from retrieval.store.adding import Added, IncomingPage, add_page, place_page
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


async def add(
    database: Database,
    bulletin: Bulletin,
    file: str = "a.md",
    replacing: int | None = None,
    digest: bytes | None = None,
) -> Added:
    incoming = IncomingPage.of(bulletin, file, digest=digest)
    async with database.transaction() as transaction:
        place = await place_page(transaction, incoming, replacing)
        return await add_page(transaction, incoming, NOW, place)


def counts(added: Added) -> tuple[int, int, int, int]:
    return added.new, added.changed, added.unchanged, added.removed


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
    assert (printing.paper, printing.date, printing.page) == ("a", issue(27), "A05版")
    assert [stored.printings[0].position for stored in (first, second)] == [0, 1]


@pytest.mark.parametrize("file", ["a", "copy"])
@pytest.mark.parametrize(("day", "label"), [(27, "A05版"), (27, None), (None, None)])
async def test_the_same_page_twice_changes_nothing(
    database: Database, three: tuple[Article, ...], day: int, label: str, file: str
) -> None:
    bulletin = page(*three, day=day, label=label)
    first = await add(database, bulletin)
    before = await contents(database)
    assert (first.verdict, counts(first)) == (Verdict.NEW, (3, 0, 0, 0))
    again = await add(database, bulletin, f"folder/{file}.md")
    assert (again.page_id, counts(again)) == (first.page_id, (0, 0, 3, 0))
    assert (again.verdict, again.replaced) == (Verdict.SAME, None)
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
    assert (added.verdict, counts(added)) == (Verdict.SAME, (1, 2, 0, 1))
    assert added.replaced == PageName(added.page_id, "a", "2022-10-27", "第5版", "a.md")
    assert added.name == PageName(added.page_id, "a", "2022-10-27", "05", "a.md")
    after = await ids(database)
    assert after["乙(更正)"] == before["乙"]
    assert after["丙"] == before["丙"]
    assert after["丁"] > max(before.values())
    assert "甲" not in after


async def test_a_misnamed_page_without_a_story_in_common_does_not_erase_the_page_of_that_name(
    database: Database, three: tuple[Article, ...], prose: Prose
) -> None:
    first = await add(database, page(*three, day=27, label="A05版"), "2022-10-27/A05.md")
    new = page(Article("新", paragraphs=(prose("n"),)), day=27, label="A5")
    added = await add(database, new, "2022-10-27/A05.md")
    assert (added.verdict, counts(added)) == (Verdict.DOUBTFUL, (1, 0, 0, 0))
    assert added.meant == first.name
    assert [*await ids(database)] == ["甲", "乙", "丙", "新"]


async def test_a_page_is_the_new_version_of_the_one_that_somebody_names(
    database: Database, three: tuple[Article, ...], prose: Prose
) -> None:
    first = await add(database, page(*three, day=27, label="A05版"))
    before = await ids(database)
    other = page(Article("甲", paragraphs=(prose("n"),)), day=28, label="B1")
    added = await add(database, other, "b.md", first.page_id)
    assert (added.page_id, added.verdict) == (first.page_id, Verdict.SAME)
    assert (added.replaced, counts(added)) == (first.name, (0, 1, 0, 2))
    assert await ids(database) == {"甲": before["甲"]}


async def test_a_page_that_is_not_there_is_not_replaced(
    database: Database, three: tuple[Article, ...]
) -> None:
    with pytest.raises(PageUnknown):
        await add(database, page(*three), replacing=7)
    assert await ids(database) == {}


async def test_a_page_kept_in_doubt_replaces_the_other_when_its_bytes_come_in_to_do_so(
    database: Database, three: tuple[Article, ...], prose: Prose
) -> None:
    first = await add(database, page(*three, day=27, label="A05版"))
    await add(database, page(three[2], day=28, label="A05版"), "c.md")
    before = await ids(database)
    mended = Article("丙", paragraphs=(prose("丙", 150) + "改" * 9,))
    bulletin = page(mended, Article("丁", paragraphs=(prose("d"),)), day=29, label="A05版")
    second = await add(database, bulletin, "b.md", digest=b"2" * 32)
    assert second.new == 2
    kept = await ids(database)
    added = await add(database, bulletin, "b.md", first.page_id, b"2" * 32)
    assert (added.page_id, added.absorbed) == (first.page_id, second.page_id)
    after = await ids(database)
    assert after["丁"] == kept["丁"]
    moved = (await contents(database)).moved
    assert [*moved.values()] == [before["丙"]]
    assert {printing.page_id for one in await articles(database) for printing in one.printings} == {
        first.page_id,
        2,
    }


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
    # A third paper's page may say all that another's does.
    third = await add(database, page(*three, day=27, label="1", name="二士报"), "c.md")
    assert (third.verdict, third.new, third.unchanged) == (Verdict.NEW, 0, 3)


async def test_without_a_date_likeness_is_a_doubt_and_replaces_nothing(
    database: Database, three: tuple[Article, ...], prose: Prose
) -> None:
    first = await add(database, page(*three))
    corrected = Article("丙", paragraphs=(prose("新"),))
    second = await add(database, page(*three[:2], corrected), "other/b.md")
    assert (second.verdict, counts(second)) == (Verdict.DOUBTFUL, (1, 0, 2, 0))
    assert second.meant == first.name
    third = await add(database, page(Article("丁", paragraphs=(prose("d"),))))
    assert third.verdict is Verdict.NEW
    assert len(await articles(database)) == 5


async def test_without_a_date_what_stands_at_the_same_path_is_the_same_page(
    database: Database, three: tuple[Article, ...], prose: Prose
) -> None:
    first = await add(database, page(*three), "inbox/b.md")
    corrected = Article("丙", paragraphs=(prose("新"),))
    second = await add(database, page(*three[:2], corrected), "inbox/b.md")
    assert (second.page_id, counts(second)) == (first.page_id, (0, 1, 2, 0))


async def test_pasted_text_comes_from_nowhere(
    database: Database, three: tuple[Article, ...], prose: Prose
) -> None:
    await add(database, page(three[0]), "")
    second = await add(database, page(Article("甲", paragraphs=(prose("n"),))), "")
    assert (second.verdict, second.new) == (Verdict.NEW, 1)
    assert second.name is not None
    assert second.name.file is None


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
    again = await add(database, page(*three), "c.md")
    assert first.page_id == dated.page_id == again.page_id
    [printing] = (await articles(database))[0].printings
    assert (printing.paper, printing.date, printing.page) == ("a", issue(27), "A05版")


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
    assert (older.new, older.changed) == (1, 0)
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
    other = page(Article("乙", paragraphs=(prose("b"),)), day=27, label="1")
    await add(database, other, replacing=1)
    async with database.reading() as view:
        assert await gone_since(view, before.revision) == [first]
        assert await gone_since(view, before.revision + 1) == []


async def test_names_are_extracted_once_for_an_article_and_go_with_it(
    database: Database, prose: Prose
) -> None:
    signed = Article("甲", reporters=("景静",), paragraphs=(prose("a"),))
    for day in (27, 28):
        await add(database, page(signed, day=day, label="1"))
    learnt = [(name.text, name.kind) for name in (await contents(database)).names]
    assert learnt.count(("景静", NameKind.REPORTER)) == 1
    for number, day in enumerate((27, 28), 1):
        other = page(Article("乙", paragraphs=(prose(f"{day}"),)), day=day, label="1")
        await add(database, other, replacing=number)
    names = [name.text for name in (await contents(database)).names]
    assert "景静" not in names


async def test_a_page_that_is_held_back_and_its_section_come_with_the_printing(
    database: Database, three: tuple[Article, ...]
) -> None:
    held = Bulletin("晚报", issue(27), "A05版", three[:1], "民生")
    await add(database, held)
    async with database.transaction() as transaction:
        await transaction.execute("UPDATE page SET held = 1")
    [stored] = await articles(database)
    [printing] = stored.printings
    assert (printing.section, printing.held) == ("民生", True)

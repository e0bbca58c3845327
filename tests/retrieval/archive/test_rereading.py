"""A paper's habits are learnt from its pages, and stored pages are read again by them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.archive.changes import ArchiveChanges
from retrieval.errors import PageRefused
from retrieval.identity.page import Page
from retrieval.model import Article
from retrieval.model.pages import Stated
from retrieval.reading.decode import text_page
from retrieval.store.adding import IncomingPage, add_page
from retrieval.store.database import Database
from retrieval.store.sources import PageSource
from retrieval.store.transaction import Transaction, View
from retrieval.store.undo import Change

NOW = datetime(2022, 10, 27, 8, 30, tzinfo=UTC)
HEAD, FOOT = "潮起东方 声传滨海", "有话您说 六楼北屋收"
STORIES = (
    ("渔港码头添新吊机", "本报讯 渔港码头的两台新吊机开始干活，渔船靠岸后卸鱼快了一倍。"),
    ("旧纺织厂改成图书馆", "本报讯 旧纺织厂空了九年，改成了图书馆，周末开到晚上十点。"),
    ("山村通了公交车", "本报讯 石门村通了公交车，一天四趟，到镇上的票价是两元。"),
    ("校园农场丰收", "本报讯 实验小学的校园农场收了八百斤白菜，一半送到了养老院。"),
)
REST = "来的人都说，这件事盼了好多年，今年总算办成了，往后还要办得更好。"


def page(at: int, head: str = HEAD, foot: str = FOOT) -> bytes:
    title, text = STORIES[at]
    return f"{head}\n\n# {title}\n\n{text}\n\n{REST}\n\n{foot}\n".encode()


def path(at: int, paper: str = "滨海新声报") -> str:
    return f"{paper}/2022-10-2{at + 1}/A05.md"


class Hook:
    """Counts what it is told."""

    def __init__(self) -> None:
        self.calls: list[ArchiveChanges] = []

    async def wants_changes(self, view: View) -> bool:
        del view
        return True

    async def on_changes(self, transaction: Transaction, changes: ArchiveChanges) -> None:
        del transaction
        self.calls.append(changes)


@pytest.fixture
def hook() -> Hook:
    return Hook()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "a.db") as database:
        yield database


@pytest.fixture
async def archive(database: Database, hook: Hook) -> Archive:
    return await Archive.over(database, hook=hook, clock=lambda: NOW)


async def told(archive: Archive, article_id: int) -> tuple[str, ...]:
    article = (await archive.article(article_id)).article
    return (article.title, *article.paragraphs)


async def filled(archive: Archive, count: int = 3) -> list[int]:
    """Add pages and return the numbers of their only stories."""
    for at in range(count):
        await archive.add_page(page(at), path(at))
    return list(range(1, count + 1))


async def test_what_three_pages_of_a_paper_have_is_left_out_of_the_fourth(archive: Archive) -> None:
    await filled(archive, 4)
    first, fourth = await told(archive, 1), await told(archive, 4)
    assert HEAD in " ".join(first)
    assert FOOT in " ".join(first)
    assert fourth == (STORIES[3][0], STORIES[3][1], REST)


async def test_another_paper_has_habits_of_its_own(archive: Archive) -> None:
    await filled(archive, 3)
    await archive.add_page(page(3), path(3, "海港晚报"))
    assert HEAD in " ".join(await told(archive, 4))


async def test_pages_of_no_known_paper_share_the_habits_of_their_folder(archive: Archive) -> None:
    for at in range(3):
        await archive.add_page(page(at), f"scans/2022-10-2{at + 1}/A05.md")
    other = await archive.read_page(text_page(page(3), "other/2022-10-24/A05.md"))
    same = await archive.read_page(text_page(page(3), "scans/2022-10-24/A05.md"))
    assert HEAD in other.bulletin.articles[0].title
    assert same.bulletin.articles[0].title == STORIES[3][0]


async def test_pages_without_paper_and_folder_have_no_habits(archive: Archive) -> None:
    for at in range(3):
        await archive.add_page(page(at), f"{at}.md")
    read = await archive.read_page(text_page(page(3), "3.md"))
    assert HEAD in read.bulletin.articles[0].title


async def test_the_same_bytes_change_nothing_whatever_was_learnt_since(
    archive: Archive, hook: Hook
) -> None:
    await filled(archive, 4)
    before, calls = await told(archive, 1), len(hook.calls)
    added = await archive.add_page(page(0), path(0))
    assert (added.unchanged, added.changed) == (1, 0)
    assert await told(archive, 1) == before
    assert len(hook.calls) == calls


async def test_a_preview_says_what_would_change_and_changes_nothing(archive: Archive) -> None:
    await filled(archive)
    before, revision = await told(archive, 1), await archive.revision()
    found = await archive.reread(1)
    assert found is not None
    title = STORIES[0][0]
    assert [after for _, after in found.retitled] in ([], [title])
    assert set(found.left_out) == {HEAD, FOOT}
    assert (found.new, found.gone, found.split, found.joined) == ((), (), (), ())
    assert await told(archive, 1) == before
    assert await archive.revision() == revision


async def test_pages_read_again_keep_their_ids_and_nobody_is_told(
    archive: Archive, hook: Hook
) -> None:
    ids = await filled(archive)
    calls = len(hook.calls)
    for page_id in await archive.pages_to_reread():
        previewed = await archive.reread(page_id)
        assert await archive.reread(page_id, store=True) == previewed
    for at, article_id in enumerate(ids):
        assert await told(archive, article_id) == (*STORIES[at], REST)
    assert len(hook.calls) == calls
    assert [
        hit.citation.article_id for hit in (await archive.ask("图书馆周末开到几点")).hits[:1]
    ] == [2]


async def test_a_page_read_again_reads_the_same_the_next_time(archive: Archive) -> None:
    await filled(archive)
    assert (await changes(archive, store=True)) == [True, True, True]
    assert (await changes(archive, store=True)) == [False, False, False]


async def changes(archive: Archive, *, store: bool) -> list[bool]:
    found = [await archive.reread(one, store=store) for one in await archive.pages_to_reread()]
    return [one is not None and one.is_change for one in found]


async def test_a_change_after_a_page_was_read_again_tells_of_that_change_alone(
    archive: Archive, hook: Hook
) -> None:
    await filled(archive)
    await changes(archive, store=True)
    hook.calls.clear()
    await archive.add_page(
        page(0).replace(b"\xe4\xb8\xa4\xe5\x8f\xb0", b"\xe4\xb8\x89\xe5\x8f\xb0"), path(0)
    )
    [call] = hook.calls
    assert [story.stored.id for story in call.stories] == [1]
    before = call.stories[0].before
    assert before is not None
    assert before.article.title == STORIES[0][0]


async def test_a_correction_stays_where_its_paragraph_does(archive: Archive) -> None:
    await filled(archive)
    await archive.correct(1, REST, REST.replace("好多年", "许多年"))
    await archive.reread(1, store=True)
    assert "许多年，今年" in (await told(archive, 1))[2]


async def stored(database: Database, text: str, *articles: Article) -> list[int]:
    """Store a page as another version of the rules read it; return the numbers of its stories."""
    known = Page(path(0), "滨海新声报", "A05版", None)
    incoming = IncomingPage.of_articles(known, articles)
    source = PageSource(text, Stated())
    async with database.transaction() as transaction:
        incoming = IncomingPage(incoming.page, incoming.stories, incoming.learnt_by, source)
        added = await add_page(transaction, incoming, NOW)
        rows = await transaction.fetch_all(
            "SELECT article_id FROM printing WHERE page_id = ? ORDER BY position", (added.page_id,)
        )
    return [int(article_id) for (article_id,) in rows]


ONE, OTHER = STORIES[0], STORIES[1]
LONG = "码头负责人说，吊机是今年夏天订的，一共花了三百二十万元，年底还要再添一台。"


async def test_a_correction_moves_with_its_words_to_what_the_paragraph_is_now(
    archive: Archive, database: Database
) -> None:
    text = f"# {ONE[0]}\n\n{ONE[1]}\n\n{LONG}\n"
    [number] = await stored(database, text, Article(ONE[0], paragraphs=(f"{ONE[1]}{FOOT}", LONG)))
    shown = f"{ONE[1]}{FOOT}"
    await archive.correct(number, shown, shown.replace("两台", "三台"))
    found = await archive.reread(1, store=True)
    assert found is not None
    assert found.is_change
    first = (await told(archive, number))[1]
    assert first.startswith(ONE[1].replace("两台", "三台"))
    assert FOOT not in first


async def test_a_page_stays_as_it_is_where_a_correction_would_be_lost(
    archive: Archive, database: Database
) -> None:
    text = f"# {ONE[0]}\n\n{ONE[1]}\n\n{LONG}\n"
    [number] = await stored(database, text, Article(ONE[0], paragraphs=(ONE[1], LONG, REST)))
    await archive.correct(number, REST, REST.replace("好多年", "许多年"))
    before, revision = await told(archive, number), await archive.revision()
    with pytest.raises(PageRefused, match="更正对不上"):
        await archive.reread(1, store=True)
    assert await told(archive, number) == before
    assert await archive.revision() == revision


async def test_a_story_that_is_part_of_another_now_is_opened_by_its_id(
    archive: Archive, database: Database
) -> None:
    text = f"# {ONE[0]}\n\n{ONE[1]}\n\n{LONG}\n\n{REST}\n"
    one, other = await stored(
        database,
        text,
        Article(ONE[0], paragraphs=(ONE[1], LONG)),
        Article("来的人都说", paragraphs=(REST,)),
    )
    await archive.correct(other, REST, REST.replace("好多年", "许多年"))
    found = await archive.reread(1, store=True)
    assert found is not None
    assert found.joined == (("来的人都说", ONE[0]),)
    assert (await archive.article(other)).id == one
    assert "许多年，今年" in (await told(archive, one))[3]


async def test_what_was_one_story_is_told_to_be_split(archive: Archive, database: Database) -> None:
    text = f"# {ONE[0]}\n\n{ONE[1]}\n\n{LONG}\n\n# {OTHER[0]}\n\n{OTHER[1]}\n"
    [number] = await stored(
        database, text, Article(ONE[0], paragraphs=(ONE[1], LONG, OTHER[0], OTHER[1]))
    )
    found = await archive.reread(1, store=True)
    assert found is not None
    assert found.split == ((ONE[0], OTHER[0]),)
    assert await told(archive, number) == (ONE[0], ONE[1], LONG)


async def test_pages_are_chosen_by_paper_and_day(archive: Archive) -> None:
    await filled(archive, 3)
    await archive.add_page(page(3), path(3, "海港晚报"))
    since = datetime(2022, 10, 22, tzinfo=UTC).date()
    assert list(await archive.pages_to_reread("滨海新声报")) == [1, 2, 3]
    assert list(await archive.pages_to_reread(None, since)) == [2, 3, 4]


async def test_a_page_whose_text_was_not_kept_is_left_until_it_comes_again(
    archive: Archive, database: Database
) -> None:
    await filled(archive, 3)
    async with database.transaction() as transaction:
        await transaction.execute("DELETE FROM page_source WHERE id = 1")
    assert (await archive.pages_to_reread())[1] is False
    assert await archive.reread(1, store=True) is None
    await archive.add_page(page(0), path(0))
    assert (await archive.pages_to_reread())[1] is True


async def test_a_page_that_goes_takes_what_it_told_of_its_paper_along(archive: Archive) -> None:
    await filled(archive)
    await archive.withdraw_page(2)
    await archive.add_page(page(3), path(3))
    assert HEAD in " ".join(await told(archive, 4))


async def test_an_undone_change_gives_the_former_text_back(archive: Archive) -> None:
    made: list[Change] = []

    async def record(transaction: Transaction, change: Change) -> None:
        del transaction
        made.append(Change.of_text(change.text))

    await filled(archive)
    await archive.add_page(page(0, foot="天天向上"), path(0), record)
    await archive.undo(made[0], record)
    found = await archive.reread(1)
    assert found is not None
    assert set(found.left_out) == {HEAD, FOOT}


async def test_a_page_that_replaces_another_brings_its_text(archive: Archive) -> None:
    one, other = (f"# {title}\n\n{text}\n".encode() for title, text in STORIES[:2])
    await archive.add_page(one, path(0))
    doubtful = await archive.add_page(other, path(0))
    assert doubtful.page_id == 2
    await archive.replace_page(2, 1)
    found = await archive.reread(1)
    assert found is not None
    assert not found.is_change

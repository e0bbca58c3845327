"""What an earlier version replaced with another page is given back, once and to nobody's alert."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.services.former_pages import give_back_former_pages
from bot.store.check import RULES
from bot.store.schema import steps
from bot.store.uploads import ReadPage, insert_upload, keep_change
from retrieval.archive import Archive, check
from retrieval.reading.decode import text_page
from retrieval.store.database import Database
from retrieval.store.transaction import Transaction
from retrieval.store.undo import Change

NOW = int(datetime(2022, 10, 27, tzinfo=UTC).timestamp())
NOTICE = (
    "# 停电通知\n\n因线路检修，10月{}日8时至17时，马寨镇、侯寨乡及大学路沿线部分居民用户将停电。\n"
)
FIRST, SECOND = (NOTICE.format(day).encode() for day in (29, 30))
MENDED = FIRST.replace("马寨镇".encode(), "马赛镇".encode())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    async with Database.open(path, steps()) as opened:
        yield opened


async def _keep(number: int, transaction: Transaction, change: Change) -> None:
    await keep_change(transaction, number, 0, change)


async def replaced(database: Database, page: bytes, other: bytes) -> Archive:
    """An archive in which an upload replaced a page, as earlier versions let it do."""
    archive = await Archive.over(database)
    await archive.add_page(page, "a.md")
    async with database.transaction() as transaction:
        pages = [ReadPage(text_page(other, "b.md"), 1)]
        number = await insert_upload(transaction, 7, pages, [], NOW)
    await archive.add_page(other, "b.md", partial(_keep, number), replacing=1)
    return archive


async def bodies(archive: Archive) -> list[str]:
    await archive.refresh()
    return sorted([hit.passage.text for hit in (await archive.search("停电")).hits])


async def test_a_notice_that_another_replaced_is_there_again_and_check_names_it(
    database: Database, path: Path
) -> None:
    archive = await replaced(database, FIRST, SECOND)
    assert len(await bodies(archive)) == 1
    await give_back_former_pages(database, NOW)
    first, second = await bodies(archive)
    assert "29日" in first
    assert "30日" in second
    report = check(path, steps(), RULES)
    assert [page.file for page in report.given_back] == ["a.md"]
    assert report.findings == ()


async def test_the_story_has_the_number_that_it_had(database: Database) -> None:
    archive = await replaced(database, FIRST, SECOND)
    await give_back_former_pages(database, NOW)
    await archive.refresh()
    assert "29日" in (await archive.article(1)).article.body
    assert "30日" in (await archive.article(2)).article.body


async def test_it_is_done_once(database: Database, path: Path) -> None:
    archive = await replaced(database, FIRST, SECOND)
    await give_back_former_pages(database, NOW)
    [page] = check(path, steps(), RULES).given_back
    await archive.withdraw_page(page.page_id)
    await give_back_former_pages(database, NOW)
    assert check(path, steps(), RULES).given_back == ()


async def test_a_former_version_of_the_same_page_stays_replaced(
    database: Database, path: Path
) -> None:
    archive = await replaced(database, FIRST, MENDED)
    await give_back_former_pages(database, NOW)
    assert len(await bodies(archive)) == 1
    assert check(path, steps(), RULES).given_back == ()


async def test_a_page_that_came_in_again_meanwhile_is_not_given_back(
    database: Database, path: Path
) -> None:
    archive = await replaced(database, FIRST, SECOND)
    await archive.add_page(FIRST, "a.md")
    await give_back_former_pages(database, NOW)
    assert check(path, steps(), RULES).given_back == ()


async def test_nothing_stays_where_it_is_stopped_in_the_middle(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killed(*_: object) -> None:
        raise RuntimeError

    await replaced(database, FIRST, SECOND)
    with monkeypatch.context() as patched:
        patched.setattr("bot.services.former_pages.note_given_back", killed)
        with pytest.raises(RuntimeError):
            await give_back_former_pages(database, NOW)
    assert check(path, steps(), RULES).given_back == ()
    await give_back_former_pages(database, NOW)
    assert len(check(path, steps(), RULES).given_back) == 1

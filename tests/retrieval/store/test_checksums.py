import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.store.checking import RULES, Finding, findings, schemas
from retrieval.store.checksums import CHECKED, make_checksums
from retrieval.store.database import Database
from retrieval.store.migrations import shipped
from retrieval.store.transfer import export_lines, import_lines
from retrieval.store.undo import Change

NAME = "2022-10-27/A05.md"
PAGE = """# 樱桃沟修路

本报讯 区长王建国谈樱桃沟，樱桃沟的事办得很好。

记者 景静

# 面条厂增产

本报讯 面条厂增产三成，工人都很高兴。
""".encode()
LATER = PAGE.replace("很高兴".encode(), "笑开了花".encode())
NOW = datetime(2022, 10, 27, tzinfo=UTC)


def found(path: Path) -> list[Finding]:
    with closing(sqlite3.connect(path)) as connection:
        return list(findings(connection, schemas(connection), RULES, shipped()))


def wrong(path: Path) -> list[str]:
    return [finding.what for finding in found(path)]


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(statement).rowcount > 0


def lacking(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        tables = " UNION ALL ".join(f"SELECT checksum FROM {table}" for table in CHECKED)  # noqa: S608
        return connection.execute(tables).fetchall().count((None,))


async def fill(path: Path) -> None:
    """Store a page, with a correction."""
    async with Archive.open(path) as archive:
        await archive.add_page(PAGE, NAME)
        paragraph = (await archive.paragraphs(2))[0]
        await archive.correct(2, paragraph.printed, "面条厂增产两成。", made_by=7)


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    await fill(tmp_path / "archive.db")
    return tmp_path / "archive.db"


def flip(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert len(old) == len(new)
    assert old in data
    path.write_bytes(data.replace(old, new))


async def test_what_was_stored_and_corrected_is_as_it_was_stored(path: Path) -> None:
    assert wrong(path) == []
    assert lacking(path) == 0


@pytest.mark.parametrize(
    "changed",
    [
        "title = '樱桃沟修桥'",
        "subtitle = '又一条'",
        "reporters = '[\"别人\"]'",
        "label = 'A06'",
        "paragraphs = replace(paragraphs, '王建国', '王建民')",
        "month = 1, day = 2, day_from = 'text'",
    ],
)
async def test_an_article_that_reads_otherwise_is_named_with_its_page(
    changed: str, path: Path
) -> None:
    change(path, f"UPDATE printing SET {changed} WHERE article_id = 1")  # noqa: S608 (ours)
    [told] = found(path)
    assert told.what.startswith("article 1 “樱桃沟修")
    assert told.what.endswith(f"page 1 (2022-10-27 A05版 {NAME}) is not as it was stored")
    assert not told.mendable


async def test_a_bit_that_the_disk_flipped_in_a_text_is_found(path: Path) -> None:
    flip(path, "三成，工人".encode(), "三成，工仈".encode())
    assert [what[:9] for what in wrong(path)] == ["article 2"]


async def test_bytes_that_are_no_text_any_more_are_found_and_named(path: Path) -> None:
    flip(path, "面条厂增产".encode(), b"\xff" * 15)
    told = wrong(path)
    assert any("article 2" in what for what in told)


async def test_a_page_and_a_correction_that_read_otherwise_are_named(path: Path) -> None:
    change(path, "UPDATE page SET label = 'A06'")
    change(path, "UPDATE correction SET text = '面条厂增产九成。'")
    page, correction = found(path)
    assert page.what == f"page 1 (2022-10-27 A06 {NAME}) is not as it was stored"
    assert correction.what == "correction 1 of article 2 is not as it was stored"


async def test_the_first_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    stories = (f"# 第{number}条消息\n\n本报讯 今天是第{number}天。\n" for number in range(23))
    async with Archive.open(path) as archive:
        await archive.add_page("\n".join(stories).encode(), NAME)
    change(path, "UPDATE printing SET source = '别处'")
    told = found(path)
    assert len(told) == 21
    assert (told[-1].what, told[-1].count) == ("more that is not as it was stored", 3)


async def test_a_page_that_is_added_again_mends_it_under_the_same_ids(path: Path) -> None:
    change(path, "UPDATE printing SET title = '樱桃沟修桥' WHERE article_id = 1")
    change(path, "UPDATE page SET label = 'A06'")
    async with Archive.open(path) as archive:
        await archive.add_page(PAGE, NAME)
    assert wrong(path) == []
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT article_id, title FROM printing ORDER BY position")
        assert rows.fetchall() == [(1, "樱桃沟修路"), (2, "面条厂增产")]


async def test_what_came_in_before_there_were_any_gets_its_checksums_at_the_next_start(
    path: Path,
) -> None:
    for table in CHECKED:
        change(path, f"UPDATE {table} SET checksum = NULL")  # noqa: S608 (ours)
    assert wrong(path) == []
    async with Archive.open(path):
        pass
    assert lacking(path) == 0
    assert wrong(path) == []


async def test_more_than_a_lot_is_made_lot_by_lot(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.store.checksums._LOT", 1)
    change(path, "UPDATE printing SET checksum = NULL")
    async with Database.open(path) as database:
        await make_checksums(database)
    assert lacking(path) == 0


async def test_an_undone_change_leaves_the_checksums_right(path: Path) -> None:
    changes: list[Change] = []

    async def record(_: object, change: Change) -> None:
        changes.append(change)

    async with Archive.open(path) as archive:
        await archive.add_page(LATER, NAME, record)
        assert wrong(path) == []
        await archive.undo(changes[0], record)
    assert wrong(path) == []
    assert lacking(path) == 0


async def test_an_import_makes_them(path: Path, tmp_path: Path) -> None:
    async with Database.open(path) as database, database.reading() as view:
        lines = [line async for line in export_lines(view)]
    copy = tmp_path / "copy.db"
    async with Database.open(copy) as database, database.transaction() as transaction:
        await import_lines(transaction, lines)
    assert lacking(copy) == 0
    assert wrong(copy) == []

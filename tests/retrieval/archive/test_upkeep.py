import asyncio
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.archive import Archive, serving
from retrieval.archive.upkeep import CheckReport, IndexState, check, repair
from retrieval.errors import ArchiveUnavailable
from retrieval.store.lock import ArchiveLocked, locked
from retrieval.store.migrations import shipped
from tests.examples import examples

STORY = """# {0}

本报讯 区长王建国谈{0}，{0}的事办得很好，大家看在眼里，都说{0}是一件实事。

记者 景静
"""
STEPS = shipped()
HARM = (
    "DELETE FROM article WHERE id = 1",
    "DELETE FROM printing WHERE article_id = 2",
    "DELETE FROM article",
    "DELETE FROM analyzer",
    "DELETE FROM revision",
    "DELETE FROM name",
    "INSERT INTO moved_article VALUES (88, 77)",
    "INSERT INTO sketch VALUES (1, 77)",
    "INSERT INTO name VALUES (77, '王建国', 'person', NULL)",
    "INSERT INTO cut VALUES (77, 1, x'01')",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two pages, one of them printed over, that nobody has open."""
    path = tmp_path_factory.mktemp("whole") / "archive.db"

    async def fill() -> None:
        async with Archive.open(path) as archive:
            for name, titles in (
                ("2022-10-27/A05.md", ["樱桃沟修路", "面条厂增产"]),
                ("2022-10-28/A01.md", ["城市书房开放", "樱桃沟修路"]),
            ):
                await archive.add_page("\n".join(map(STORY.format, titles)).encode(), name)

    asyncio.run(fill())
    return path


@pytest.fixture
def path(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "archive.db"))


def harm(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def printed(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT * FROM printing JOIN page ON page_id = page.id"
        ).fetchall()


def wrong(report: CheckReport) -> list[str]:
    return [finding.what for finding in report.findings]


def test_a_sound_archive_has_no_findings(path: Path) -> None:
    report = check(path, STEPS)
    assert report.sound
    assert (report.pages, report.articles, report.printings) == (2, 3, 4)
    assert [(s.room, s.number, s.known) for s in report.schemas] == [
        ("retrieval.store", len(STEPS), len(STEPS))
    ]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("DELETE FROM article WHERE id = 1", "printing without article"),
        ("DELETE FROM printing WHERE article_id = 2", "article without printing"),
        ("DELETE FROM analyzer", "cut without analyzer"),
        ("DELETE FROM printing WHERE article_id = 2", "sketch without printing"),
        ("INSERT INTO moved_article VALUES (88, 77)", "moved_article without article"),
        ("UPDATE page_line SET page_id = page_id + 99", "page_line without page"),
        ("UPDATE page_source SET id = id + 99", "page_source without page"),
    ],
)
def test_orphans_are_found_and_a_repair_mends_them(statement: str, found: str, path: Path) -> None:
    harm(path, statement)
    assert found in wrong(check(path, STEPS))
    assert repair(path, STEPS).sound


def test_an_article_that_its_printings_lack_is_written_again_under_its_id(path: Path) -> None:
    harm(path, "DELETE FROM article WHERE id = 1")

    async def found() -> int:
        async with Archive.open(path) as archive:
            (hit,) = (await archive.search("樱桃沟")).hits
            return hit.citation.article_id

    repair(path, STEPS)
    assert asyncio.run(found()) == 1


def test_a_page_that_is_lost_is_told_and_its_printings_stay(path: Path) -> None:
    harm(path, "DELETE FROM page WHERE id = 1")
    report = repair(path, STEPS)
    assert wrong(report) == ["printing without page"]
    assert not report.findings[0].mendable
    assert report.printings == 4


@settings(max_examples=examples(40))
@given(st.lists(st.sampled_from(HARM), min_size=1, max_size=4, unique=True))
def test_a_repair_mends_all_that_it_says_and_takes_nothing_that_was_printed(
    whole: Path, statements: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(whole, folder))
        harm(path, *statements)
        before = printed(path)
        report = repair(path, STEPS)
        assert not [finding for finding in report.findings if finding.mendable]
        assert printed(path) == before
        assert repair(path, STEPS) == report


def test_an_index_of_sqlite_that_is_not_its_tables_is_made_again(path: Path) -> None:
    harm(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = 'CREATE INDEX page_by_date ON page (file)'"
        " WHERE name = 'page_by_date'",
    )
    assert [finding.mendable for finding in check(path, STEPS).findings][:1] == [True]
    assert repair(path, STEPS).sound


def test_a_damaged_file_is_told_and_not_touched(path: Path) -> None:
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        [(root,)] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'printing'")
        [(size,)] = connection.execute("PRAGMA page_size")
    at = (root - 1) * size
    path.write_bytes(whole[:at] + b"\xff" * size + whole[at + size :])
    harmed = path.read_bytes()
    with pytest.raises(ArchiveUnavailable, match="damaged; put a copy of it back"):
        check(path, STEPS)
    with pytest.raises(ArchiveUnavailable, match="damaged; put a copy of it back"):
        repair(path, STEPS)
    assert path.read_bytes() == harmed


def test_a_repair_waits_for_no_bot(path: Path) -> None:
    with locked(path):
        assert check(path, STEPS).sound
        with pytest.raises(ArchiveLocked):
            repair(path, STEPS)


def test_what_is_no_archive_is_not_checked(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnavailable, match="no archive here yet"):
        check(tmp_path / "archive.db", STEPS)
    (tmp_path / "other.db").write_bytes(b"")
    with pytest.raises(ArchiveUnavailable, match="another program's"):
        check(tmp_path / "other.db", STEPS)


@pytest.fixture
def indexed(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive whose index is on disk."""
    monkeypatch.setattr(serving, "WORTH_SAVING", 1)
    refresh(path)
    return path


def refresh(path: Path) -> None:
    async def refreshed() -> None:
        async with Archive.open(path) as archive:
            await archive.refresh()

    asyncio.run(refreshed())


def test_the_index_is_compared_with_the_archive(path: Path, indexed: Path) -> None:
    assert check(indexed, STEPS).index is IndexState.CURRENT
    harm(path, "INSERT INTO revision (number) VALUES (99)")
    assert check(path, STEPS).index is IndexState.BEHIND
    harm(path, "DELETE FROM revision", "INSERT INTO revision (number) VALUES (99)")
    assert check(path, STEPS).index is IndexState.FOREIGN
    assert check(path, STEPS).sound
    assert repair(path, STEPS).index is IndexState.NONE


def test_a_damaged_index_is_found_and_goes_when_it_is_repaired(indexed: Path) -> None:
    file = max(
        indexed.with_name("archive.db-index").rglob("*.npy"), key=lambda file: file.stat().st_size
    )
    file.write_bytes(file.read_bytes()[:-1] + b"\x7f")
    report = check(indexed, STEPS)
    assert report.index is IndexState.DAMAGED
    assert wrong(report) == ["the index on disk is damaged"]
    assert repair(indexed, STEPS).sound
    refresh(indexed)
    assert check(indexed, STEPS).index is IndexState.CURRENT

"""What every released version wrote opens in this one: see tests/fixtures/schemas."""

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.check import RULES
from bot.store.schema import ROOM, steps
from retrieval.archive import Archive
from retrieval.archive.upkeep import check
from retrieval.errors import ArchiveUnavailable
from retrieval.store.database import Database
from retrieval.store.migrations import ARCHIVE, Migration, shipped

ROOT = Path(__file__).parents[3]
RELEASED = sorted((ROOT / "tests" / "fixtures" / "schemas").glob("*.sql"))
HOW = """\
no dump of the newest schema in tests/fixtures/schemas: once the migration is final, add one with
.venv/bin/python tests/fixtures/schemas/dump.py >tests/fixtures/schemas/archive-{}-bot-{}.sql"""


def opened(path: Path, migrations: tuple[Migration, ...] | None = None) -> None:
    """Open the archive, which brings its schema up to date."""

    async def open_and_close() -> None:
        async with Database.open(path, steps() if migrations is None else migrations):
            pass

    asyncio.run(open_and_close())


def restored(dump: Path, path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    return path


def schema(path: Path) -> dict[str, str]:
    """What was said to make each table, index and trigger, by its name, spaces folded."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        return {name: " ".join(re.sub(r"--.*", "", sql).split()) for name, sql in rows}


def test_the_newest_schema_has_its_dump() -> None:
    newest = {room: max(s.number for s in steps() if s.room == room) for room in (ARCHIVE, ROOM)}
    first_lines = [dump.read_text(encoding="utf-8").partition("\n")[0] for dump in RELEASED]
    dumped = [dict(re.findall(r"([a-z.]+) (\d+)", line)) for line in first_lines]
    expected = {room: str(number) for room, number in newest.items()}
    assert expected in dumped, HOW.format(*newest.values())


@pytest.mark.parametrize("dump", RELEASED, ids=lambda dump: dump.stem)
def test_what_was_released_comes_to_the_schema_of_a_new_file(dump: Path, tmp_path: Path) -> None:
    old = restored(dump, tmp_path / "old.db")
    opened(old)
    opened(tmp_path / "new.db")
    assert schema(old) == schema(tmp_path / "new.db")


@pytest.mark.parametrize("dump", RELEASED, ids=lambda dump: dump.stem)
def test_what_was_released_is_sound_and_answers(dump: Path, tmp_path: Path) -> None:
    old = restored(dump, tmp_path / "old.db")
    opened(old)
    report = check(old, steps(), RULES)
    assert report.findings == ()
    assert report.articles > 0

    async def answered() -> bool:
        async with Archive.open(old) as archive:
            return (await archive.ask("樊惠林到郑州大学看了什么？")).answered

    assert asyncio.run(answered())


@pytest.mark.parametrize("dump", RELEASED, ids=lambda dump: dump.stem)
def test_nothing_of_people_and_deliveries_is_lost(dump: Path, tmp_path: Path) -> None:
    old = restored(dump, tmp_path / "old.db")
    tables = ("chat", "subscription", "notice", "delivery", "matched")
    query = " UNION ALL ".join(f"SELECT count(*) FROM {name}" for name in tables)  # noqa: S608
    with closing(sqlite3.connect(old)) as connection:
        before = connection.execute(query).fetchall()
    opened(old)
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute(query).fetchall() == before
    assert min(before) > (0,)


@pytest.mark.parametrize("room", [ARCHIVE, ROOM])
def test_a_file_of_a_newer_version_is_refused_whichever_room_is_newer(
    room: str, tmp_path: Path
) -> None:
    path = tmp_path / "archive.db"
    number = max(step.number for step in steps() if step.room == room) + 1
    later = Migration(room, number, "later", "CREATE TABLE later (a TEXT) STRICT;")
    opened(path, (*steps(), later))
    before = path.read_bytes()
    told = rf"archive\.db: .*schema {number}.* up to {number - 1}; install the newer version"
    with pytest.raises(ArchiveUnavailable, match=told):
        opened(path)
    assert path.read_bytes() == before


def test_commands_that_need_the_archive_alone_leave_the_bots_tables(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    opened(path)
    before = schema(path)
    opened(path, shipped())
    assert schema(path) == before


def test_a_file_of_the_schema_before_is_checked_as_it_is(tmp_path: Path) -> None:
    dump = next(one for one in RELEASED if one.name == "archive-4-bot-10.sql")
    report = check(restored(dump, tmp_path / "a.db"), steps(), RULES)
    assert [one.what for one in report.findings] == []

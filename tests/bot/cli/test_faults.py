"""Disks and files as they fail: a line says what to do, and nothing that was stored is lost."""

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.commands import main
from retrieval.store import database

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "data" / "samples"
ARCHIVE = Path("data/bulletins.db")
PAGE, LATER = SAMPLES / "2022-10-27" / "A01.md", SAMPLES / "2022-10-27" / "A02.md"
EVERY = ["ask 樊惠林", f"ingest {LATER}", "check", "backup copy.bak", "export copy.jsonl"]


def in_space(space: Sequence[str], here: Path, script: str) -> str:
    """Run a script of the shell where it may mount, `bot` being ours; give what it printed."""
    bot = f'bot() {{ {sys.executable} -m bot "$@" 2>&1; }}; cd {here}; export PYTHONPATH={ROOT};'
    done = subprocess.run(
        [*space, bot + script], capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def one_line(printed: str, *words: str) -> None:
    assert len(printed.strip().splitlines()) == 1, printed
    assert all(word in printed for word in words), printed


def test_on_a_full_disk_a_page_is_refused_and_what_was_stored_answers(
    space: Sequence[str], here: Path
) -> None:
    (here / "data").mkdir()
    printed = in_space(
        space,
        here,
        f"""
        mount -t tmpfs -o size=2m none data
        bot ingest {PAGE} >/dev/null
        cat /dev/zero >data/filler 2>/dev/null || true
        bot ingest {LATER} || echo status $?
        echo ---
        bot ask 樊惠林 || true
        echo ---
        rm data/filler
        bot ask 樊惠林到郑州大学看了什么 | head -1
        bot ingest {LATER}
        bot check | tail -1
        """,
    )
    refused, asked, after = printed.split("---\n")
    one_line(asked, "the disk is full; make room")
    told, _, status = refused.strip().rpartition("\n")
    one_line(told, "bulletins.db", "the disk is full; make room")
    assert status == "status 1"
    assert after.startswith("1. 樊惠林")
    assert after.endswith("没有发现问题。\n")


@pytest.mark.parametrize("command", ["backup full/copy", "export full/copy"])
def test_a_copy_that_finds_the_disk_full_leaves_nothing_there(
    command: str, space: Sequence[str], here: Path
) -> None:
    (here / "full").mkdir()
    printed = in_space(
        space,
        here,
        f"""
        bot ingest {SAMPLES} >/dev/null
        mount -t tmpfs -o size=8k none full
        bot {command} || echo status $?
        ls full
        """,
    )
    told, _, status = printed.strip().rpartition("\n")
    one_line(told, "full/copy")
    assert status == "status 1"


def test_from_a_disk_that_can_only_be_read_copies_are_made_and_writing_is_refused(
    space: Sequence[str], here: Path
) -> None:
    printed = in_space(
        space,
        here,
        f"""
        bot ingest {PAGE} >/dev/null
        mount --bind data data
        mount -o remount,ro,bind data
        bot ingest {LATER} || echo status $?
        bot check | tail -1
        bot backup copy.bak
        mount -o remount,rw,bind data
        bot check | tail -1
        """,
    )
    refused, status, *rest = printed.strip().splitlines()
    one_line(refused, "bulletins.db", "check the path and who may write there")
    assert status == "status 1"
    assert rest[0] == rest[2] == "没有发现问题。"
    assert "copy.bak" in rest[1]


LEAVE_LOG = (
    "import os, sqlite3; c = sqlite3.connect('data/bulletins.db', isolation_level=None);"
    "c.execute('PRAGMA journal_mode = WAL');"
    "c.execute('INSERT INTO revision (number) VALUES (99)'); os._exit(0)"
)


@pytest.mark.parametrize(
    ("log", "last", "disk"),
    [("pass", 1, "mount -o remount,ro data"), (LEAVE_LOG, 99, "cat /dev/zero >data/filler")],
)
def test_a_copy_is_made_from_a_disk_that_takes_nothing_more(
    log: str, last: int, disk: str, space: Sequence[str], here: Path
) -> None:
    (here / "data").mkdir()
    printed = in_space(
        space,
        here,
        f"""
        mount -t tmpfs -o size=2m none data
        bot ingest {PAGE} >/dev/null
        {sys.executable} -c "{log}"
        rm -f data/bulletins.db-shm
        {disk} 2>/dev/null || true
        bot backup copy.bak
        bot check | tail -1
        """,
    )
    copied, found = printed.strip().splitlines()
    assert copied.startswith("已备份到 copy.bak")
    full = "问题：the disk is full × 1（磁盘满了，腾出空间再试）"
    assert found == (full if "filler" in disk else "没有发现问题。")
    with closing(sqlite3.connect(here / "copy.bak")) as copy:
        assert copy.execute("SELECT max(number) FROM revision").fetchall() == [(last,)]
    assert sorted(one.name for one in here.iterdir()) == ["copy.bak", "data"]


@pytest.mark.usefixtures("here")
def test_an_archive_that_another_keeps_locked_is_told_and_nothing_comes_in_by_halves(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.0)
    main(["ingest", str(PAGE)])
    capsys.readouterr()
    with closing(sqlite3.connect(ARCHIVE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert main(["ingest", str(LATER)]) == 1
        one_line(capsys.readouterr().err, "kept the archive locked; try again")
        assert main(["ask", "樊惠林"]) == 0
    capsys.readouterr()
    assert main(["ingest", str(LATER)]) == 0
    assert capsys.readouterr().out.startswith("新增 2 篇")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("command", EVERY)
def test_a_damaged_archive_is_refused_by_every_command_with_the_way_to_restore(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", str(PAGE)])
    main(["backup", "sound.bak"])
    whole = ARCHIVE.read_bytes()
    ARCHIVE.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    capsys.readouterr()
    assert main(command.split()) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    one_line(printed.err, "bulletins.db", "with `restore`")
    assert not list(Path().glob("copy*"))
    assert main(["restore", "sound.bak"]) == 0
    assert main(["check"]) == 0


def whole_schema_page(path: Path) -> bytearray:
    main(["ingest", str(PAGE)])
    main(["backup", "sound.bak"])
    return bytearray(path.read_bytes())


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("damage", ["no words", "no text", "no page", "no page size"])
@pytest.mark.parametrize("command", [*EVERY, "check --repair", "check --json"])
def test_a_damaged_schema_page_ends_every_command_in_a_sentence(
    command: str, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = whole_schema_page(ARCHIVE)
    size = int.from_bytes(whole[16:18], "big")
    if damage == "no words":
        whole = whole.replace(b"CREATE TABLE", b"CREATE TABEL")
    elif damage == "no text":  # what is not even UTF-8
        whole = whole.replace(b"CREATE TABLE", b"CREATE \xff\xfe\xff\xfe\xff")
    elif damage == "no page":
        whole[100:size] = bytes(size - 100)
    else:
        whole[16:18] = b"\x00\x03"
    ARCHIVE.write_bytes(whole)
    capsys.readouterr()
    assert main(command.split()) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    one_line(printed.err, "bulletins.db", "restore")
    assert main(["restore", "sound.bak"]) == 0
    assert main(["check"]) == 0


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("table", ["page", "printing", "revision", "delivery"])
def test_a_dropped_table_is_told_by_check_with_the_way_to_restore(
    table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", str(PAGE)])
    main(["backup", "sound.bak"])
    with closing(sqlite3.connect(ARCHIVE)) as connection, connection:
        connection.execute(f"DROP TABLE {table}")
    capsys.readouterr()
    for command in ("check", "check --repair"):
        assert main(command.split()) == 1
        printed = capsys.readouterr()
        assert printed.err == ""
        assert (
            f"问题：table {table} is missing × 1（修不了，请从备份恢复（restore））" in printed.out
        )
    main(["ask", "樊惠林"])
    assert len(capsys.readouterr().err.splitlines()) <= 1
    assert main(["restore", "sound.bak"]) == 0
    assert main(["check"]) == 0


@pytest.mark.usefixtures("here")
def test_without_the_table_of_versions_an_archive_is_damaged_and_not_another_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["ingest", str(PAGE)])
    with closing(sqlite3.connect(ARCHIVE)) as connection, connection:
        connection.execute("DROP TABLE migration")
    capsys.readouterr()
    assert main(["check"]) == 1
    one_line(capsys.readouterr().err, "bulletins.db", "with `restore`")

"""What each trouble does, and to whom."""

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.preview.server import Afterwards, Call
from bot.preview.wire import Dropped, Page, Parameters, Refusal
from retrieval.errors import PageRefused
from retrieval.reading.page import read_page
from tests.end_to_end.running import ROOT
from tests.soak.troubles import Away, BadPages, Sky, damage

DICE = random.Random(1)  # noqa: S311 (no secret)
FULL = """
from pathlib import Path
from tests.soak.troubles import fill, make_room, small_disk

disk = Path("disk")
with small_disk(disk) as why_not:
    assert why_not == "", why_not
    fill(disk)
    try:
        (disk / "one").write_bytes(b"x")
    except OSError as error:
        print(error.strerror)
    make_room(disk)
    (disk / "two").write_bytes(b"x")
print(list(disk.iterdir()))
"""


async def well(_call: Call) -> Afterwards | None:
    return None


def call(method: str, chat: int = 7) -> Call:
    return Call(method, Parameters({"chat_id": chat}))


@pytest.mark.parametrize(
    ("away", "lost"),
    [
        (Away.NOT, []),
        (Away.FOR_SENDING, ["sendMessage", "editMessageText"]),
        (Away.WHOLLY, ["sendMessage", "editMessageText", "getUpdates"]),
    ],
)
async def test_no_call_gets_through_that_telegram_is_away_for(away: Away, lost: list[str]) -> None:
    sky, failed = Sky(well, DICE, away), []
    for method in ("sendMessage", "editMessageText", "getUpdates"):
        try:
            await sky(call(method))
        except (Refusal, Page, Dropped):
            failed.append(method)
    assert (failed, sky.lost) == (lost, len(lost))


async def test_the_bot_may_not_write_where_it_is_silenced_and_may_elsewhere() -> None:
    sky = Sky(well, DICE, silenced={-7})
    await sky(call("sendMessage", 7))
    await sky(call("getChatMember", -7))
    with pytest.raises(Refusal, match="not enough rights"):
        await sky(call("sendMessage", -7))
    assert sky.refused == 1


def test_none_of_the_bad_pages_is_a_page(tmp_path: Path) -> None:
    pages = BadPages(tmp_path, DICE)
    pages.lay()
    pages.lay()
    assert len(set(pages.names)) == len(pages.names) == len(list(tmp_path.iterdir()))
    for name in pages.names:
        with pytest.raises(PageRefused):
            read_page((tmp_path / name).read_bytes(), name)


def test_every_file_of_an_index_is_another_afterwards_and_as_large(tmp_path: Path) -> None:
    files = {tmp_path / "a": b"abc", tmp_path / "b": b"x", tmp_path / "empty": b""}
    for path, data in files.items():
        path.write_bytes(data)
    assert damage(tmp_path, DICE) == 2
    assert [path.stat().st_size for path in files] == [3, 1, 0]
    assert [path.read_bytes() == data for path, data in files.items()] == [False, False, True]


def test_a_disk_is_full_until_room_is_made_and_gone_afterwards(
    space: Sequence[str], tmp_path: Path
) -> None:
    done = subprocess.run(
        [*space, 'exec "$@"', "sh", sys.executable, "-c", FULL],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == ["No space left on device", "[]"], done.stderr

"""Troubles of the larger sort: Telegram is away for a while, rights are taken, the disk is full.

And those of a moment: the index on disk is damaged, pages come in that can't be read.
"""

import os
import random
import shutil
import subprocess
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from bot.preview.server import Afterwards, Call, Fault
from bot.preview.wire import Dropped, Page, Refusal, bad
from retrieval.reading.decode import MAX_PAGE_BYTES

DISK_BYTES = 96_000_000
_FILLER = "filler"
_GIVES = "getUpdates"
_WRITING = frozenset({"sendMessage", "sendDocument", "sendChatAction"})
_NO_RIGHTS = "not enough rights to send text messages to the chat"


class Away(Enum):
    """What Telegram is away for."""

    NOT = auto()
    FOR_SENDING = auto()  # updates still come
    WHOLLY = auto()


@dataclass(slots=True)
class Sky:
    """A `Fault` over another one: no call gets through that Telegram is ``away`` for.

    In chats that are ``silenced`` the bot may not write. ``lost`` and ``refused`` count the calls
    that met either.
    """

    beneath: Fault
    dice: random.Random
    away: Away = Away.NOT
    silenced: Collection[int] = ()
    lost: int = 0
    refused: int = 0

    async def __call__(self, call: Call) -> Afterwards | None:
        """Do to the call what is to be done now. Raises Refusal, Dropped or Page."""
        if self.away is Away.WHOLLY or (self.away is Away.FOR_SENDING and call.method != _GIVES):
            self.lost += 1
            raise _lost(self.dice)
        chat = call.parameters.text("chat_id")
        if call.method in _WRITING and chat in map(str, self.silenced):
            self.refused += 1
            raise bad(_NO_RIGHTS)
        return await self.beneath(call)


def _lost(dice: random.Random) -> Exception:
    page = "<html>\r\n<head><title>502 Bad Gateway</title></head></html>\r\n"
    return dice.choice((Refusal(502, "Bad Gateway"), Page(502, page), Dropped()))


@dataclass(slots=True)
class BadPages:
    """Files that are no pages, laid into the inbox. ``names`` are those laid so far."""

    inbox: Path
    dice: random.Random
    names: list[str] = field(default_factory=list)

    def lay(self) -> None:
        """Lay one of each sort."""
        number = len(self.names)
        noise = self.dice.randbytes(4000)
        self._lay(f"noise{number}.md", noise.replace(b"\x00", b"\x01"))
        self._lay(f"zeros{number}.txt", b"\x00" + noise)
        self._lay(f"picture{number}.md", b"\x89PNG\r\n\x1a\n" + noise)
        self._lay(f"blank{number}.md", b" \n\n")
        self._lay(f"site{number}.md", "<!DOCTYPE html><html><body>樱桃沟</body></html>".encode())
        self._lay(f"large{number}.md", b"", MAX_PAGE_BYTES + 1)

    def _lay(self, name: str, data: bytes, size: int | None = None) -> None:
        part = self.inbox / f"{name}.part"
        part.write_bytes(data)
        if size is not None:
            os.truncate(part, size)
        part.rename(self.inbox / name)
        self.names.append(name)


@contextmanager
def small_disk(folder: Path) -> Iterator[str]:
    """Mount a disk of `DISK_BYTES` at ``folder``; yield why that can't be, empty if it is done.

    It takes a root, of a namespace of its own at least:
    ``unshare --user --map-root-user --mount``.
    """
    folder.mkdir()
    command = (
        shutil.which("mount") or "mount",
        "-t",
        "tmpfs",
        "-o",
        f"size={DISK_BYTES}",
        "soak",
        str(folder),
    )
    try:
        done = subprocess.run(command, capture_output=True, check=False, text=True)
    except FileNotFoundError:
        yield "there is no mount(8)"
        return
    if done.returncode:
        yield done.stderr.strip()
        return
    try:
        yield ""
    finally:
        subprocess.run((shutil.which("umount") or "umount", "--lazy", str(folder)), check=False)


def fill(disk: Path) -> None:
    """Leave no room on a disk."""
    with (disk / _FILLER).open("ab", buffering=0) as filler, suppress(OSError):
        while filler.write(bytes(1 << 16)):
            pass


def make_room(disk: Path) -> None:
    """Take away what `fill` has written."""
    (disk / _FILLER).unlink()


def damage(index: Path, dice: random.Random) -> int:
    """Flip a byte in every file of an index; return in how many."""
    files = [path for path in index.rglob("*") if path.is_file() and path.stat().st_size]
    for path in files:
        with path.open("r+b") as file:
            at = dice.randrange(path.stat().st_size)
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ 0xFF]))
    return len(files)

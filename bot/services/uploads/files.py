"""What an admin sends, as files under the names by which its pages are known.

A picture that Telegram made smaller has no name of its own; it is called a photo, which says
nothing of the page, as the name of pasted text says nothing.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.services.uploads.pasting import NAME
from retrieval.model.files import File

MAX_BYTES = 20_000_000
"""Of a file that a bot can fetch (https://core.telegram.org/bots/api#getfile)."""
MOST_AT_ONCE = 3 * MAX_BYTES
"""Of all files of an album, which are kept in memory until they are read."""
PHOTO = "照片.jpg"
"""What a photo is called; ``Photo.jpg`` in English."""
SMALL = 1600
"""Pixels of a page's longer side, below which its words can hardly be read."""

_DAY = re.compile(r"\d{4}[-._年]?\d{1,2}[-._月]?\d{1,2}日?")
_PHOTO = re.compile(r"(?:照片|Photo)(?:\(\d+\))?\.jpg")


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent, with its name."""

    name: str
    data: bytes


def filed(sent: Sequence[SentFile], day: str = "") -> list[File]:
    """Return files as they are read, in their order, no two under one name.

    All of it lies in a folder called by ``day``, if it is given. What is in an archive that is
    called by a day lies in a folder of that day.
    """
    names: set[str] = set()
    files = []
    for one in sent:
        name = _free(_path(_printable(one.name), day), names)
        names.add(name)
        files.append(File(name, _reader(one.data)))
    return files


def day_in(text: str) -> str:
    """Return a text that is a day and nothing else, or else an empty one."""
    text = text.strip()
    return text if _DAY.fullmatch(text) else ""


def is_photo(name: str) -> bool:
    """Return whether a page came as a picture that Telegram made smaller."""
    return _PHOTO.fullmatch(PurePosixPath(name).name) is not None


def says_nothing(name: str) -> bool:
    """Return whether a page's name was not given by its sender."""
    return name == NAME or is_photo(name)


def _printable(name: str) -> str:
    """Return a name as it can be kept: what is no character is a question mark."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _path(name: str, day: str) -> str:
    path = PurePosixPath(name)
    if path.suffix.lower() == ".zip":
        return day or day_in(path.stem) or name
    return f"{day}/{name}" if day else name


def _free(name: str, taken: set[str]) -> str:
    path = PurePosixPath(name)
    numbered = (str(path.with_name(f"{path.stem}({at}){path.suffix}")) for at in range(2, 10_000))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def _reader(data: bytes) -> Callable[[], bytes]:
    return lambda: data

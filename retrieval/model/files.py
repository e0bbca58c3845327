"""A file that comes in, and how much of it is read."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class File:
    """A file by its path as given; ``read`` returns its bytes.

    It raises PageRefused where it can't be read, or is larger than a file may be.
    """

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is read of what comes in.

    A file has at most ``size`` bytes, an archive ``entries`` files and ``unpacked`` bytes in all of
    them; ``pages`` are those of one PDF or of one file of pictures; ``pixels`` those of a picture
    as it is kept, whatever it is made smaller to; ``seconds`` of processor time and ``memory`` in
    bytes are for reading the words of one picture.
    """

    size: int = 128 * 1024**2
    entries: int = 5_000
    unpacked: int = 256 * 1024**2
    pages: int = 64
    pixels: int = 100_000_000
    seconds: int = 180
    memory: int = 3 * 1024**3


BOUNDS = Bounds()
"""What holds where nobody says otherwise."""

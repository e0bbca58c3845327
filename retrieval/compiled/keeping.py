"""What is made once, at set-up or by the first start, and read by every start after that.

It lies beside the program, or where ``NUMBA_CACHE_DIR`` says, or in the user's cache: written to
the first of these that can be, in the order ``NUMBA_CACHE_DIR``, program, user, and read from the
first that has it. That is where numba would keep what it compiles. The setting is numba's own, and
the only one that is read in this package, but for ``XDG_CACHE_HOME``, which says where the user's
cache is. A file's name says all that it was made of, so that nothing is ever out of date.
"""

import contextlib
import hashlib
import os
import uuid
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

_DIGEST = 16  # bytes at the end of a file, over all before
_SETTING = "NUMBA_CACHE_DIR"


def kept(name: str) -> memoryview | None:
    """Return what is kept under a name, mapped; None where nothing is, or it is damaged."""
    for folder in _folders():
        with contextlib.suppress(OSError, ValueError):  # an empty file can't be mapped
            with (folder / name).open("rb") as file:
                whole = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
            if _digest(whole[:-_DIGEST]) == whole[-_DIGEST:]:
                return whole[:-_DIGEST]
    return None


def keep(name: str, data: bytes) -> Path | None:
    """Keep something under a name; return where, None where no folder can be written.

    Others that keep the same at once do no harm, and a process that is killed leaves nothing that
    is taken for whole.
    """
    for folder in _folders():
        draft = folder / f"{name}.{uuid.uuid4().hex}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(data + _digest(data))
            draft.replace(folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            continue
        return folder / name
    return None


def _folders() -> Iterator[Path]:
    if said := os.environ.get(_SETTING):
        yield Path(said)
    yield Path(__file__).with_name("__pycache__")
    with contextlib.suppress(RuntimeError):  # there is no home
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bulletin-bot"


def _digest(data: bytes | memoryview) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()

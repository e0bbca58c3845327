"""Segments on disk before their index is: in a folder of drafts inside the index's own.

Whoever made them may die; drafts that nobody holds are removed by the next who saves the index.
"""

import contextlib
import fcntl
import shutil
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Self

import numpy.typing as npt

from retrieval.index.array_files import Arrays, mapped, write
from retrieval.index.document_store import DocumentStore
from retrieval.index.inverted import InvertedIndex
from retrieval.index.lookups import Lookups
from retrieval.index.segment import Segment

PREFIX = "drafts."
_LOCK = "lock"


class Drafts:
    """The drafts of an index in ``folder``. There is no folder of them before the first.

    As a context it goes at its end. What is mapped stays readable.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"{PREFIX}{uuid.uuid4().hex}"
        self._held = contextlib.ExitStack()
        self._groups: dict[int, tuple[Segment, list[Path]]] = {}  # a segment keeps its id

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def mapped(self, segment: Segment) -> Segment:
        """Write a segment and return it mapped. Raises OSError."""
        self._hold()
        parts = segment.inverted, segment.documents, segment.lookups
        groups = [self._path / uuid.uuid4().hex for _ in parts]
        inverted, documents, lookups = map(_mapped, groups, [part.arrays() for part in parts])
        found = Segment(
            InvertedIndex.from_arrays(inverted),
            DocumentStore.from_arrays(documents),
            Lookups.from_arrays(lookups),
            segment.deleted,
        )
        self._groups[id(found)] = found, groups
        return found

    def keep_only(self, segments: Iterable[Segment]) -> None:
        """Remove what was written of other segments."""
        kept = set(map(id, segments))
        for gone in self._groups.keys() - kept:
            for group in self._groups.pop(gone)[1]:
                shutil.rmtree(group, ignore_errors=True)

    def _hold(self) -> None:
        if not self._path.exists():
            self._path.mkdir(parents=True)
            self._held.callback(shutil.rmtree, self._path, ignore_errors=True)
            lock = self._held.enter_context((self._path / _LOCK).open("wb"))
            fcntl.flock(lock, fcntl.LOCK_EX)


def _mapped(group: Path, arrays: Mapping[str, npt.NDArray[Any]]) -> Arrays:
    write(group, arrays)
    return mapped(group, arrays)


def remove_unless_held(path: Path) -> None:
    """Remove a folder of drafts, unless somebody holds it."""
    with contextlib.suppress(OSError), (path / _LOCK).open("rb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
    shutil.rmtree(path, ignore_errors=True)

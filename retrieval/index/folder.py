"""The index on disk: a folder of arrays that are mapped, and a manifest of what is valid.

The folder can always be made again from the database, so whatever is doubtful counts as absent: a
manifest of another format, analyzer or database, a file that is missing, of another size, or does
not have its checksum. A manifest replaces the other in one step, after all that it names has
been written; so a process that dies on the way leaves the index as it was, or nothing.

The checksums of a large index take seconds, and are verified later (`sound`).
"""

import contextlib
import fcntl
import os
import shutil
import uuid
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import msgspec
import numpy as np

from retrieval.index.array_files import Arrays, file_of, group_of, mapped, write, write_through
from retrieval.index.document_store import DocumentStore
from retrieval.index.drafts import PREFIX, Drafts, remove_unless_held
from retrieval.index.inverted import InvertedIndex
from retrieval.index.lookups import Lookups
from retrieval.index.segment import Segment
from retrieval.names.layer import NameLayer

FORMAT = 5
_MANIFEST = "manifest.json"
_AT_ONCE = 64_000_000  # bytes whose checksums are verified when the folder is opened


@dataclass(frozen=True, slots=True)
class Index:
    """The segments and layers of names of an archive in the state that ``mark`` stands for.

    A mark is of one state of one database.
    """

    mark: str
    segments: tuple[Segment, ...]
    layers: tuple[NameLayer, ...]


class Condition(StrEnum):
    """The condition of an index on disk."""

    NONE = "none"  # it is small, or not written yet
    OTHER = "other"  # of another format or analyzer
    SOUND = "sound"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class _Written:
    """What a manifest of any format says of itself."""

    format: object
    version: object


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What is valid: the groups of arrays by what they are, each file's size and checksum."""

    format: int
    version: str
    mark: str
    inverted: list[str]
    documents: list[str]
    layers: list[str]
    deleted: list[list[int]]
    files: dict[str, list[int]]
    lookups: list[str] = field(default_factory=list)


class Folder:
    """The folder at ``path``, for indexes made by ``version`` of the analyzer."""

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._version = version

    def open(self) -> Index | None:
        """Map the index; None where there is none, or none that can be trusted."""
        for _ in range(2):  # another process may replace it meanwhile
            try:
                manifest = self._manifest()
                return None if manifest is None else self._index(manifest)
            except Exception:  # noqa: BLE001, S112 (damaged bytes may raise whatever there is)
                continue
        return None

    def sound(self) -> bool:
        """Read every file and return whether each has its checksum; true where there are none."""
        return self.condition()[0] is not Condition.DAMAGED

    def condition(self) -> tuple[Condition, str]:
        """Return how the index on disk is, every file read, and its mark where it has one."""
        try:
            manifest = self._manifest()
            if manifest is None:
                there = (self._path / _MANIFEST).exists()
                return (Condition.OTHER if there else Condition.NONE), ""
            if all(
                _checksum(self._path / name) == checksum
                for name, (_, checksum) in manifest.files.items()
            ):
                return Condition.SOUND, manifest.mark
        except Exception:  # noqa: BLE001, S110 (as above)
            pass
        return Condition.DAMAGED, ""

    def save(self, index: Index) -> Index | None:
        """Write an index and return it mapped; None where another process is writing one.

        What lies in the folder already is not written again. Raises OSError.
        """
        self._path.mkdir(parents=True, exist_ok=True)
        with self.writing() as ours:
            if not ours:
                return None
            last = self._manifest_or_none()
            before = {} if last is None else last.files
            files: dict[str, list[int]] = {}
            groups = [
                *(segment.inverted.arrays() for segment in index.segments),
                *(segment.documents.arrays() for segment in index.segments),
                *(segment.lookups.arrays() for segment in index.segments),
                *(layer.arrays() for layer in index.layers),
            ]
            names = [self._written(arrays, before, files) for arrays in groups]
            count = len(index.segments)
            manifest = _Manifest(
                FORMAT,
                self._version,
                index.mark,
                names[:count],
                names[count : 2 * count],
                names[3 * count :],
                [segment.deleted.tolist() for segment in index.segments],
                files,
                names[2 * count : 3 * count],
            )
            draft = self._path / f"{_MANIFEST}.{uuid.uuid4().hex}"
            _write(draft, msgspec.json.encode(manifest))
            draft.replace(self._path / _MANIFEST)
            _sync(self._path)
            self._sweep(set(names))
        return self.open()

    @contextlib.contextmanager
    def writing(self) -> Iterator[bool]:
        """Keep others from writing; yield False where another process writes just now."""
        with (self._path / "lock").open("wb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def drafts(self) -> Drafts:
        """Return where segments are written before the index is saved."""
        return Drafts(self._path)

    def clear(self) -> None:
        """Remove the index."""
        (self._path / _MANIFEST).unlink(missing_ok=True)

    def _manifest(self) -> _Manifest | None:
        """Read the manifest; None where there is none, or it is another version's."""
        try:
            data = (self._path / _MANIFEST).read_bytes()
        except FileNotFoundError:
            return None
        written = msgspec.json.decode(data, type=_Written)
        if (written.format, written.version) != (FORMAT, self._version):
            return None
        return msgspec.json.decode(data, type=_Manifest)

    def _manifest_or_none(self) -> _Manifest | None:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            return self._manifest()
        return None

    def _index(self, manifest: _Manifest) -> Index:
        sizes = ((self._path / name).stat().st_size for name in manifest.files)
        recorded = [size for size, _ in manifest.files.values()]
        if list(sizes) != recorded:
            raise ValueError("a file has another size than it had")
        if sum(recorded) <= _AT_ONCE and not self.sound():
            raise ValueError("a file has changed")
        stores = [
            DocumentStore.from_arrays(self._mapped(name, DocumentStore.__slots__))
            for name in manifest.documents
        ]
        found = [
            Lookups.from_arrays(self._mapped(name, Lookups.__slots__)) for name in manifest.lookups
        ] or map(Lookups.of, stores)  # an index from before there were any on disk
        segments = [
            Segment(
                InvertedIndex.from_arrays(self._mapped(inverted, InvertedIndex.__slots__)),
                documents,
                lookups,
                np.array(deleted, np.int32),
            )
            for inverted, documents, lookups, deleted in zip(
                manifest.inverted, stores, found, manifest.deleted, strict=True
            )
        ]
        for segment in segments:
            segment.check()
        layers = [
            NameLayer.of_arrays(self._mapped(name, NameLayer.__dataclass_fields__))
            for name in manifest.layers
        ]
        return Index(manifest.mark, tuple(segments), tuple(layers))

    def _mapped(self, group: str, names: Iterable[str]) -> Arrays:
        return mapped(self._path / group, names)

    def _written(
        self, arrays: Arrays, before: Mapping[str, list[int]], files: dict[str, list[int]]
    ) -> str:
        """Write a group of arrays, unless they are mapped from here, or from drafts in here."""
        source = group_of(next(iter(arrays.values())))
        group = self._path.resolve() / (source.name if source else uuid.uuid4().hex)
        if source is None or not source.is_dir():
            write(group, arrays)
        elif source.parent.parent == group.parent:
            source.rename(group)
        elif source != group:  # another index's
            group = group.with_name(uuid.uuid4().hex)
            write(group, arrays)
        if source != group:
            write_through(group, arrays)
        for name in arrays:
            file = file_of(group, name)
            entry = f"{group.name}/{file.name}"
            files[entry] = before.get(entry) or [file.stat().st_size, _checksum(file)]
        return group.name

    def _sweep(self, kept: set[str]) -> None:
        """Remove what no manifest names any more; what is mapped stays readable until let go."""
        for path in self._path.iterdir():
            if path.name.startswith(PREFIX):
                remove_unless_held(path)
            elif path.is_dir() and path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)
            elif path.name.startswith(f"{_MANIFEST}."):
                path.unlink(missing_ok=True)


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
    return value


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Write a folder's entries through to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

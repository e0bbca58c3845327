"""Files of the inbox that belong together: a page of the Web and those that it is made of.

An e-paper comes as a folder, a file at a time. Each of its pages is put together of several files,
so whichever of them comes, all are read; and its pictures and styles are parts of it.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot.model.file_names import key_of, shown_name
from bot.services.inbox.files import Stamp, contents, files_in
from retrieval.errors import PageRefused
from retrieval.formats import READ, FileKind, kind_of, linked_names, parts_of
from retrieval.model.files import Bounds, File

MOST = 2_000
"""Files that are read together."""

_SHOWN = frozenset({FileKind.PICTURE, FileKind.PDF})
_NUMBER = re.compile(r"\d+")
_PAGES = (".htm", ".html", ".shtml", ".xhtml", ".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that are read together, by path, and how those of several were then."""

    files: tuple[File, ...]
    stamps: Mapping[Path, Stamp] = field(default_factory=dict)


class Units:
    """What belongs together in ``folder``. It reads files, so it runs in a thread."""

    def __init__(self, folder: Path, bounds: Bounds) -> None:
        self._folder = folder
        self._bounds = bounds
        self._read: dict[Path, Mapping[Path, Stamp]] = {}  # of the unit that a file was read with
        self._parts: dict[
            Path, tuple[dict[Path, Stamp], frozenset[str]]
        ] = {}  # by the folder right below

    def is_part(self, path: Path, data: bytes) -> bool:
        """Return whether a file is only a part of a page that is laid beside it."""
        top, kind = self._top(path), _kind(data, path.name)
        if top is None or (kind in READ and kind not in _SHOWN):
            return False
        found = {one: stamp for one, stamp in files_in(top) if one.name.lower().endswith(_PAGES)}
        if kind is not None and kind not in READ:
            return any(one != path for one in found)
        known = self._parts.get(top)
        if known is None or known[0] != found:
            names = [self._name(one) for one, _ in files_in(top)]
            parts = parts_of([self._file(one) for one in sorted(found)], names)
            known = self._parts[top] = found, parts
        return self._name(path) in known[1]

    def unit(self, path: Path, data: bytes) -> Unit:
        """Return what is to be read with a file, itself included.

        It is empty where all of it was read together already, and is as it was then.
        """
        name = self._name(path)
        if _kind(data, name) is not FileKind.HTML:
            return Unit((File(name, lambda: data),))
        found = dict(self._linked(path, data))
        if self._read.get(path) == found:
            return Unit(())
        return Unit(tuple(self._file(one) for one in sorted(found)), found)

    def leads_on(self, path: Path, data: bytes) -> bool:
        """Return whether a file is a page of the Web that links to others beside it.

        Where such a page holds no story it is an index, and no failure.
        """
        name = self._name(path)
        if _kind(data, name) is not FileKind.HTML:
            return False
        names = (self._name(one) for one, _ in files_in(self._top(path) or self._folder))
        linked = linked_names(data, name)
        return any(one in linked and one.lower().endswith(_PAGES) for one in names)

    def read(self, unit: Unit) -> None:
        """Record that all of a unit was read."""
        self._read.update(dict.fromkeys(unit.stamps, unit.stamps))

    def _linked(self, path: Path, data: bytes) -> Iterator[tuple[Path, Stamp]]:
        """Yield the pages that a page links to, those that these link to, and so on.

        Only those of its own issue: their folders have the same numbers.
        """
        stamps = dict(files_in(self._top(path) or self._folder))
        names = {self._name(one): one for one in stamps}
        waiting: deque[tuple[Path, Callable[[], bytes]]] = deque([(path, lambda: data)])
        seen = {path}
        while waiting and len(seen) < MOST:
            here, read = waiting.popleft()
            if here in stamps:
                yield here, stamps[here]
            try:
                linked = linked_names(read(), self._name(here))
            except (OSError, PageRefused):
                continue
            for name in sorted(linked & names.keys()):
                other = names[name]
                own = _numbers(other) == _numbers(path)
                if own and other not in seen and name.lower().endswith(_PAGES):
                    seen.add(other)
                    waiting.append((other, self._file(other).read))

    def _top(self, path: Path) -> Path | None:
        """Return the folder right below the inbox that a file lies in; None for the inbox."""
        parts = path.relative_to(self._folder).parts
        return self._folder / parts[0] if len(parts) > 1 else None

    def _name(self, path: Path) -> str:
        return shown_name(key_of(path.relative_to(self._folder)))

    def _file(self, path: Path) -> File:
        return File(self._name(path), partial(contents, path, self._bounds))


def _kind(data: bytes, name: str) -> FileKind | None:
    try:
        return kind_of(data, name)
    except PageRefused:
        return None


def _numbers(path: Path) -> list[str]:
    return _NUMBER.findall(str(path.parent))

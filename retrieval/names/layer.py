"""Names in arrays: a small inverted index from aliases to names.

A **layer** holds names with how often each is introduced; a count may be negative, where the names
of a deleted article are taken from an earlier layer (`retrieval.names.gazetteer` adds layers up).
The **key** of a name is its compact string; keys are numbered by how often they are introduced, the
most often first, then by code points. For each kind of alias (see `retrieval.names.aliases`)
two arrays side by side hold the aliases' hashes, rising, and the numbers of the keys that bear
them, in the order in which they are returned.
"""

import functools
import operator
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from retrieval.names.name import Name, NameKind

KINDS = tuple(NameKind)
"""A kind is kept as its place here, and a set of kinds as a byte with these bits."""
PERSON = 1 << KINDS.index(NameKind.PERSON) | 1 << KINDS.index(NameKind.REPORTER)
REPORTER = 1 << KINDS.index(NameKind.REPORTER)
PLACE = 1 << KINDS.index(NameKind.PLACE)


def kinds_of(names: Iterable[Name]) -> int:
    """Return the set of the kinds of some names."""
    return functools.reduce(operator.or_, (1 << KINDS.index(name.kind) for name in names), 0)


def printed_most(names: Mapping[Name, int]) -> str:
    """Return the text that is counted most often, of equals the first by code points, or ""."""
    texts: Counter[str] = Counter()
    for name, count in names.items():
        texts[name.text] += count
    return min(texts, key=lambda text: (-texts[text], text), default="")


@dataclass(frozen=True, eq=False)
class NameLayer:
    """Some names, in arrays; see `retrieval.names.making`. It may have none.

    Only what is introduced more often than never has aliases; the others have but their key. The
    tables ``openings``, ``findable`` and ``misspellable`` are key filters.
    """

    strings: NDArray[np.uint8]  # UTF-8: the keys by number, then other printed texts and posts
    string_bounds: NDArray[np.uint32]
    # Of each key, by what is introduced more often than never: its kinds, how often it is in all,
    # and the place of the string that is printed most often.
    kinds: NDArray[np.uint8]
    weights: NDArray[np.int32]
    printed: NDArray[np.uint32]
    record_bounds: NDArray[np.uint32]  # of each key's records: the names that are compact this key
    record_texts: NDArray[np.uint32]  # places of strings
    record_posts: NDArray[np.int32]  # places of strings, or -1
    record_kinds: NDArray[np.uint8]
    record_counts: NDArray[np.int32]
    key_hashes: NDArray[np.uint32]
    key_bearers: NDArray[np.uint32]
    address_hashes: NDArray[np.uint32]
    address_bearers: NDArray[np.uint32]
    office_hashes: NDArray[np.uint32]
    office_bearers: NDArray[np.uint32]
    misspelt_hashes: NDArray[np.uint32]
    misspelt_bearers: NDArray[np.uint32]
    short_hashes: NDArray[np.uint32]
    short_bearers: NDArray[np.uint32]
    openings: NDArray[np.uint8]  # by the hash of two characters: the longest that they open
    findable: NDArray[np.uint8]  # bits
    misspellable: NDArray[np.uint8]  # bits

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Make a layer of what `arrays` returned, maybe mapped from a file; read nothing."""
        return cls(**arrays)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all that the layer is, by name; numbers in the machine's byte order."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self.kinds)

    def key(self, number: int) -> str:
        """Return the key of a number."""
        return self._string(number)

    def summary(self, number: int) -> tuple[str, int, int]:
        """Return what of a key is printed most often, its kinds, and its weight."""
        views = self._views
        return self._string(views.printed[number]), views.kinds[number], views.weights[number]

    def number(self, key: str, hashed: int) -> int | None:
        """Return the number of a key, whose hash is given, or None where it is not here."""
        hashes, bearers = self._views.key_hashes, self._views.key_bearers
        at = bisect_left(hashes, hashed)
        while at < len(hashes) and hashes[at] == hashed:
            if self._string(bearers[at]) == key:
                return bearers[at]
            at += 1
        return None

    def records(self, number: int) -> Iterator[tuple[Name, int]]:
        """Yield the names of a key, each with how often it is introduced, never 0; in no order."""
        views = self._views
        for at in range(views.record_bounds[number], views.record_bounds[number + 1]):
            post = views.record_posts[at]
            yield (
                Name(
                    self._string(views.record_texts[at]),
                    KINDS[views.record_kinds[at]],
                    None if post < 0 else self._string(post),
                ),
                views.record_counts[at],
            )

    def counted(self) -> Iterator[tuple[Name, int]]:
        """Yield all names, each with its count: what a layer like this one is made of."""
        for number in range(len(self)):
            yield from self.records(number)

    def addressed(self, hashed: int) -> NDArray[np.uint32]:
        """Return the keys that may bear an address, in order."""
        return self.address_bearers[_range(self._views.address_hashes, hashed)]

    def holding(self, hashed: int) -> NDArray[np.uint32]:
        """Return the keys that may hold an office, in order."""
        return self.office_bearers[_range(self._views.office_hashes, hashed)]

    def shortened(self, hashed: int) -> NDArray[np.uint32]:
        """Return the keys that an abbreviation may stand for, in order."""
        return self.short_bearers[_range(self._views.short_hashes, hashed)]

    def misspelt(self, patterns: NDArray[np.uint32]) -> tuple[list[int], list[int]]:
        """Return where those stand who may bear each pattern; for `misspelling`."""
        starts = np.searchsorted(self.misspelt_hashes, patterns, "left")
        ends = np.searchsorted(self.misspelt_hashes, patterns, "right")
        return starts.tolist(), ends.tolist()

    def misspelling(self, ranges: Iterable[tuple[int, int]]) -> NDArray[np.uint32]:
        """Return the keys that stand in ranges that `misspelt` returned, in order, each once."""
        found = [self.misspelt_bearers[start:end] for start, end in ranges if start < end]
        if len(found) == 1:
            return found[0]
        return np.unique(np.concatenate(found)) if found else self.misspelt_bearers[:0]

    def _string(self, place: int) -> str:
        bounds = self._views.string_bounds
        raw = self._views.strings[bounds[place] : bounds[place + 1]]
        return str(raw, "utf-8", "surrogatepass")

    @functools.cached_property
    def _views(self) -> "_Views":
        return _Views(*(memoryview(getattr(self, name)) for name in _Views._fields))


class _Views(NamedTuple):
    """Arrays of a layer as what is read one number at a time: twice as fast as by numpy."""

    key_hashes: memoryview
    key_bearers: memoryview
    kinds: memoryview
    weights: memoryview
    printed: memoryview
    record_bounds: memoryview
    record_texts: memoryview
    record_posts: memoryview
    record_kinds: memoryview
    record_counts: memoryview
    string_bounds: memoryview
    strings: memoryview
    address_hashes: memoryview
    office_hashes: memoryview
    short_hashes: memoryview


def _range(hashes: memoryview, hashed: int) -> slice:
    start = bisect_left(hashes, hashed)
    there = start < len(hashes) and hashes[start] == hashed
    return slice(start, bisect_right(hashes, hashed, start) if there else start)

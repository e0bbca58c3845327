"""Which substrings of a compact line may mean a name: candidates, by the hashes of all at once."""

import functools
import itertools
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from retrieval.names import hashes, key_filter
from retrieval.names.aliases import REORDERED, surname
from retrieval.names.layers import Layers

_SIZES = tuple(reversed(REORDERED))
# The patterns of a substring, in order: its size, and which place is out (its size: the order).
_COLUMNS = [(size, place) for size in _SIZES for place in range(size + 1)]


def findable(line: str, layered: Layers) -> Iterator[tuple[int, int]]:
    """Yield start and length of what may be found, from left to right, the longest first."""
    if len(line) < 2 or not layered.layers:  # noqa: PLR2004 (no name is shorter)
        return iter(())
    codes = hashes.codes_of(line)
    opened = hashes.openings(codes)
    longest = functools.reduce(
        np.maximum, (key_filter.at(table, opened) for table in layered.openings)
    )
    starts = np.flatnonzero(longest)
    if not len(starts):
        return iter(())
    longest = np.minimum(longest[starts], len(line) - starts)
    lengths = np.arange(longest.max(), 1, -1)
    rows = hashes.windows(codes, starts, int(lengths[0])).cumsum(axis=1)
    substrings = hashes.halved(rows[:, lengths - 1])
    passing = functools.reduce(
        np.logical_or, (key_filter.passing(table, substrings) for table in layered.findable)
    )
    row, column = np.nonzero(passing & (lengths <= longest[:, None]))
    return zip(starts[row].tolist(), lengths[column].tolist(), strict=True)


def misspellable(line: str, layered: Layers) -> Iterator[tuple[int, int, list[NDArray[np.uint32]]]]:
    """Yield start and length of what may be misspelt, the longest first, and for what names.

    For each layer the numbers of keys. Of a substring that does not open with a surname, the
    pattern without its last character is left out: a place's last character says what it is
    (二七区 is not 二七路 misspelt).
    """
    if len(line) < REORDERED[0] or not layered.layers:
        return
    rows = hashes.windows(hashes.codes_of(line), np.arange(len(line)), REORDERED[-1])
    patterns = hashes.patterns(rows, _SIZES)
    passing = functools.reduce(
        np.logical_or, (key_filter.passing(table, patterns) for table in layered.misspellable)
    )
    row, column = np.nonzero(passing)
    ranges = [layer.misspelt(patterns[row, column]) for layer in layered.layers]
    hits = (
        (start, *_COLUMNS[at], which)
        for which, (start, at) in enumerate(zip(row.tolist(), column.tolist(), strict=True))
        if any(starts[which] < ends[which] for starts, ends in ranges)
    )
    for (start, size), group in itertools.groupby(hits, key=lambda hit: hit[:2]):
        named = surname(line[start : start + size])
        kept = [which for _, _, out, which in group if named or out != size - 1]
        if kept and start + size <= len(line):
            yield (
                start,
                size,
                [
                    layer.misspelling((starts[which], ends[which]) for which in kept)
                    for layer, (starts, ends) in zip(layered.layers, ranges, strict=True)
                ],
            )

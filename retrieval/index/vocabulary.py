"""Which two characters stand side by side in print, by the terms of two characters."""

from collections.abc import Sequence

import numpy as np

from retrieval.analysis.keys import CHARACTER_BITS
from retrieval.index.inverted import InvertedIndex
from retrieval.index.kernel import Keys
from retrieval.index.postings import Mask

_CHARACTER = (1 << CHARACTER_BITS) - 1


class Vocabulary:
    """The pairs of neighbours in segments. Characters are given as code points."""

    def __init__(self, segments: Sequence[InvertedIndex]) -> None:
        self._segments = segments

    def following(self, character: str) -> str:
        """Return the characters that stand right after a Chinese one somewhere in print."""
        first = ord(character) << 2 * CHARACTER_BITS
        found = [np.empty(0, np.int64)]
        for segment in self._segments:
            start, end = np.searchsorted(
                segment.keys, [first + 1, first + (1 << 2 * CHARACTER_BITS)]
            )
            found.append(segment.keys[start:end] >> CHARACTER_BITS & _CHARACTER)
        return "".join(map(chr, np.unique(np.concatenate(found)).tolist()))

    def known(self, first: Keys | int, second: Keys | int) -> Mask:
        """Return whether each of some pairs is in print; one of the two may be the same in all."""
        keys = np.atleast_1d(first << 2 * CHARACTER_BITS | second << CHARACTER_BITS)
        known = np.zeros(len(keys), np.bool_)
        for segment in (one for one in self._segments if len(one.keys)):
            at = np.searchsorted(segment.keys, keys)
            known |= segment.keys[np.minimum(at, len(segment.keys) - 1)] == keys
        return known

    def often(self, first: Keys, second: Keys) -> Keys:
        """Return how often each of the first characters stands before each of the second.

        In so many passages, deleted ones counted: what stands in none else is found out later.
        """
        before, after = first << 2 * CHARACTER_BITS, second << CHARACTER_BITS
        often = np.zeros((len(first), len(second)), np.int64)
        for segment in self._segments:
            opening = np.searchsorted(segment.keys, before)
            opened = np.searchsorted(segment.keys, before + (1 << 2 * CHARACTER_BITS))
            there = np.flatnonzero(opening < opened)
            if len(there):
                keys = (before[there, None] | after[None, :]).ravel()
                _, starts, ends = segment.posting_ranges(keys)
                often[there] += (ends - starts).reshape(len(there), -1)
        return often

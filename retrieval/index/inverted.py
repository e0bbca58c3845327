"""An **inverted index**: the postings of some passages as arrays, never changed once made.

Arrays lie in memory or are mapped from disk; nothing here depends on which. Passages are numbered
from 0 within their segment.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from retrieval.index import counting
from retrieval.index.kernel import UNIT, Counts, Floats, Ids, Keys

K1 = 0.4
B = 0.3
TITLE_WEIGHT = 0.5

_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Bags:
    """The tokens of some texts as keys, text after text; ``lengths[i]`` of them are text i's."""

    lengths: npt.NDArray[np.int32]
    keys: Keys

    @property
    def starts(self) -> Keys:
        """Where each text's tokens start, and where the last one's end."""
        return _starts(self.lengths)


class PostingRanges(NamedTuple):
    """Where the postings of some terms are: ``[starts, ends)``; ``rows`` are the terms' own.

    The range of an unknown term is empty, and its row means nothing.
    """

    rows: Keys
    starts: Keys
    ends: Keys


@dataclass(frozen=True, slots=True)
class InvertedIndex:
    """The postings of term ``keys[t]`` (ascending) are those at ``[starts[t], starts[t + 1])``.

    ``ids`` are passages, ascending within a term; ``tf`` counts `kernel.UNIT` ths; ``lengths``
    are the tokens of each passage. ``peaks[t]`` is the most of tf / (tf + norm) in term t, where
    norm is ``norm[0] + norm[1] * length``.
    """

    keys: Keys
    starts: Keys
    ids: Ids
    tf: Counts
    lengths: Ids
    peaks: Floats
    norm: Floats

    @classmethod
    def of(
        cls,
        passages: Bags,
        titles: Bags,
        article_of: Ids,
        title_weight: float = TITLE_WEIGHT,
    ) -> Self:
        """Count passages' tokens, each with its article's title's; ``titles`` are by article."""
        tokens = np.concatenate([passages.keys, titles.keys])
        numbers = np.empty(len(tokens), np.int32)
        keys = np.empty(len(tokens), np.int64)
        table = np.empty(1 << (2 * len(tokens) + 1).bit_length(), np.int32)
        found = counting.number(tokens, table, numbers, keys)
        order = np.argsort(keys[:found])
        rank = np.empty(found, np.int32)
        rank[order] = np.arange(found, dtype=np.int32)
        numbers = rank[numbers]
        body, title = np.split(numbers, [len(passages.keys)])
        sources = body, passages.starts, title, titles.starts, article_of
        units = round(title_weight * UNIT)
        last = np.empty(found, np.int32)
        counts = np.zeros(found, np.int64)
        nothing = np.empty(0, np.int32), np.empty(0, np.uint16)
        counting.post(*sources, units, last, counts, *nothing, True)
        starts = _starts(counts)
        ids, tf = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.uint16)
        counting.post(*sources, units, last, starts[:-1].copy(), ids, tf, False)
        return cls(
            keys[:found][order],
            starts,
            ids,
            tf,
            passages.lengths,
            *_peaks(starts, ids, tf, passages.lengths),
        )

    @classmethod
    def merged(cls, indexes: Sequence[Self], renumbered: Sequence[Ids], lengths: Ids) -> Self:
        """Make one of several; ``renumbered`` is each one's passages' new numbers, -1 for none.

        New numbers ascend from one to the next; ``lengths`` are by new numbers. A term of
        which no posting stays is left out.
        """
        # To sort is several times as fast here as np.unique, which hashes.
        keys = np.sort(np.concatenate([np.empty(0, np.int64), *(s.keys for s in indexes)]))
        keys = keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys
        rows = [np.empty(len(index.keys), np.int64) for index in indexes]
        counts = np.zeros(len(keys), np.int64)
        for index, at, to in zip(indexes, rows, renumbered, strict=True):
            counting.find_rows(index.keys, keys, at)
            counting.count_kept(at, index.starts, index.ids, to, counts)
        starts = _starts(counts)
        ends = starts[:-1].copy()
        ids, tf = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.uint16)
        for index, at, to in zip(indexes, rows, renumbered, strict=True):
            counting.copy_kept(at, index.starts, index.ids, index.tf, to, ends, ids, tf)
        stay = counts > 0
        starts = np.append(starts[:-1][stay], starts[-1])
        return cls(keys[stay], starts, ids, tf, lengths, *_peaks(starts, ids, tf, lengths))

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Self:
        """Make an index of what `arrays` returned."""
        return cls(**{name: arrays[name] for name in cls.__slots__})  # type: ignore[arg-type]

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return the arrays by their names."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __len__(self) -> int:
        return len(self.lengths)

    def posting_ranges(self, keys: Keys) -> PostingRanges:
        """Return where the postings of terms are, in the order of the keys."""
        at = np.searchsorted(self.keys, keys)
        at[at == len(self.keys)] = 0
        known = self.keys[at] == keys if len(self.keys) else np.zeros(len(keys), np.bool_)
        if not known.any():
            return PostingRanges(at, np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64))
        return PostingRanges(at, self.starts[at] * known, self.starts[at + 1] * known)

    def masked(self, first: int, end: int, mask: int, wanted: int) -> tuple[Ids, Keys]:
        """Return the passages, ascending, of some of the terms ``[first, end)``, with their counts.

        Of those whose keys are ``wanted`` under a mask.
        """
        terms = self.keys[first:end], self.starts[first : end + 1], self.ids, self.tf
        nothing = np.empty(0, np.int32), np.empty(0, np.uint16)
        room = counting.gather_masked(*terms, mask, wanted, *nothing)
        ids, tf = np.empty(room, np.int32), np.empty(room, np.uint16)
        counting.gather_masked(*terms, mask, wanted, ids, tf)
        there = (ids >= 0) & (ids < len(self))
        passages, of = np.unique(ids[there], return_inverse=True)
        return passages, np.bincount(of, tf[there], len(passages)).astype(np.int64)

    def bounds(self, at: Keys, fixed: float, sloped: float) -> Floats:
        """Bound tf / (tf + norm) for the terms at these rows; norm is fixed + sloped · |d| now.

        Where the norm is r < 1 times what it was, tf / (tf + r·norm) ≤ tf / (tf + norm) / r.
        """
        if not len(self.peaks):
            return np.ones(len(at))
        ratio = min(1.0, *np.array([fixed, sloped]) / self.norm)
        bounds: Floats = np.minimum(self.peaks[at] / max(ratio, _LEAST), 1.0)
        return bounds


def _starts(counts: npt.NDArray[np.integer]) -> Keys:
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def _peaks(starts: Keys, ids: Ids, tf: Counts, lengths: Ids) -> tuple[Floats, Floats]:
    average = float(lengths.mean()) if len(lengths) else 0.0
    norm = np.array([K1 * (1 - B), K1 * B / (average or 1.0)])
    highest = np.zeros(len(starts) - 1)
    counting.peaks(starts, ids, tf, lengths, norm[0], norm[1], highest)
    return highest, norm

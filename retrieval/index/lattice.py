"""Strings that may stand in print, where each place of them may hold one of several characters.

Every two neighbours in print are a term, so a string whose neighbours are all in print may stand
there; whoever asks looks it up. Terms of two characters hold both in their keys: many are looked up
at once, and nothing has to be made or kept for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from retrieval.index.bm25 import PassageIndex
from retrieval.index.kernel import Floats, Keys

MOST = 64
"""Strings that are followed at once, the cheapest first, of equals those more often in print."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The characters that may stand at a place, as code points that rise, and what each costs."""

    codes: Keys
    costs: Floats

    @classmethod
    def of(cls, costs: Mapping[str, float]) -> Self:
        """Make the choices of characters with their costs, from 0 on; one at least."""
        codes = sorted(costs)
        return cls(
            np.array([ord(one) for one in codes], np.int64),
            np.array([costs[one] for one in codes]),
        )


def strings(
    index: PassageIndex, places: Sequence[Choices], budget: float
) -> list[tuple[str, float]]:
    """Return the strings whose neighbours are all in print, up to `MOST`, with their costs.

    The cheapest first, of equals those whose rarest neighbours are more often in print; none of
    them costs more than ``budget``. A string has two characters or more.
    """
    if len(places) < 2:  # noqa: PLR2004 (two neighbours)
        return []
    ways = places[0].codes[:, None]
    costs = places[0].costs
    rarest = np.full(len(ways), np.iinfo(np.int64).max)
    for place in places[1:]:
        last, row_of = np.unique(ways[:, -1], return_inverse=True)
        often = index.vocabulary.often(last, place.codes)[row_of]
        more = costs[:, None] + place.costs[None, :]
        rows, columns = np.nonzero((often > 0) & (more <= budget))
        rare = np.minimum(rarest[rows], often[rows, columns])
        kept = np.lexsort((-rare, more[rows, columns]))[:MOST]
        rows, columns = rows[kept], columns[kept]
        ways = np.column_stack((ways[rows], place.codes[columns]))
        costs, rarest = more[rows, columns], rare[kept]
    return [
        ("".join(map(chr, way)), cost)
        for way, cost in zip(ways.tolist(), costs.tolist(), strict=True)
    ]


def fitting(
    index: PassageIndex, before: str, choices: Choices, after: str
) -> list[tuple[str, float]]:
    """Return the choices that stand in print right behind one character and right before another.

    Either may be empty. Each comes with what it costs, in the order of the code points.
    """
    there = np.ones(len(choices.codes), np.bool_)
    if before:
        there &= index.vocabulary.known(ord(before), choices.codes)
    if after:
        there &= index.vocabulary.known(choices.codes, ord(after))
    kept = zip(choices.codes[there].tolist(), choices.costs[there].tolist(), strict=True)
    return [(chr(code), cost) for code, cost in kept]

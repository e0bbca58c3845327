"""Some filters in arrays, with the automaton of their words."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retrieval.names.hashes import distinct
from retrieval.percolate.atoms import FIELDS, PLACES, Atoms, PreparedArticle, standing
from retrieval.percolate.ragged import (
    Bounds,
    Ints,
    bounds_of,
    counted,
    members,
    sizes_of,
)
from retrieval.percolate.words import Words
from retrieval.query.filter.clause import Field
from retrieval.query.filter.filter import Filter

_RARER = 4.0  # times that a word is met less often for each character more, more or less
_LONG = 16  # characters; longer words are as rare
_OFTEN = [PLACES[field] for field in (Field.DATE, Field.PAGE, Field.PAPER)]


@dataclass(frozen=True, eq=False)
class Clauses:
    """The clauses of filters: filter ``i`` has those of list ``i``, clause ``j`` its atoms so."""

    bounds: Bounds
    excluded: NDArray[np.bool_]
    atom_bounds: Bounds
    atoms: Atoms

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def taken(self, rows: Ints) -> "Clauses":
        """Return the clauses of some filters, in their order."""
        clauses = members(self.bounds, rows)
        return Clauses(
            bounds_of(sizes_of(self.bounds, rows)),
            self.excluded[clauses],
            bounds_of(sizes_of(self.atom_bounds, clauses)),
            self.atoms[members(self.atom_bounds, clauses)],
        )

    def holding(self, rows: Ints, found: Atoms) -> NDArray[np.bool_]:
        """Return of some filters whether all their clauses hold, where ``found`` atoms stand."""
        clauses = members(self.bounds, rows)
        atoms = self.atoms[members(self.atom_bounds, clauses)]
        stand = counted(_among(found, atoms), sizes_of(self.atom_bounds, clauses)) > 0
        failing = stand == self.excluded[clauses]
        holding: NDArray[np.bool_] = counted(failing, sizes_of(self.bounds, rows)) == 0
        return holding


@dataclass(frozen=True, eq=False)
class Layer:
    """Filters by number, rising; ``live`` is set for those that are not deleted.

    ``anchors`` are atoms, rising, and list ``i`` of ``anchored`` the filters that are to be
    looked at where anchor ``i`` stands. ``periods`` are the words, with their numbers, that are
    asked for as dates.
    """

    words: Words
    numbers: Ints
    clauses: Clauses
    live: NDArray[np.bool_]
    anchors: Atoms
    anchored_bounds: Bounds
    anchored: NDArray[np.uint32]
    periods: Sequence[tuple[int, str]]

    @classmethod
    def of(cls, filters: Iterable[tuple[int, Filter]]) -> Self:
        """Make a layer of filters, each with a number of its own; maybe none.

        Raises ValueError where two have one number.
        """
        places: dict[str, int] = {}
        numbers, sizes, atom_sizes, atoms = array("q"), array("q"), array("q"), array("I")
        excluded = array("b")
        for number, one in filters:
            numbers.append(number)
            sizes.append(len(one.clauses))
            for clause in one.clauses:
                field = PLACES[clause.field]
                excluded.append(clause.excluded)
                atom_sizes.append(len(clause.words))
                atoms.extend(
                    places.setdefault(word, len(places)) * len(FIELDS) + field
                    for word in clause.words
                )
        clauses = Clauses(
            bounds_of(np.array(sizes, np.int64)),
            np.array(excluded, np.bool_),
            bounds_of(np.array(atom_sizes, np.int64)),
            np.array(atoms, np.uint32),
        )
        return cls._of_arrays(Words(places), np.array(numbers, np.int64), clauses)

    @classmethod
    def merged(cls, layers: Sequence[Self]) -> Self:
        """Make one layer of what is not deleted from several, one or more."""
        places: dict[str, int] = {}
        left: list[Clauses] = []
        for layer in layers:
            clauses = layer.clauses.taken(np.flatnonzero(layer.live))
            words, fields = np.divmod(clauses.atoms, len(FIELDS))
            strings = layer.words.strings()
            renumbered = np.zeros(len(strings), np.uint32)
            for word in np.unique(words).tolist():
                renumbered[word] = places.setdefault(strings[word], len(places))
            left.append(replace(clauses, atoms=renumbered[words] * len(FIELDS) + fields))
        clauses = Clauses(
            bounds_of(np.concatenate([np.diff(one.bounds) for one in left])),
            np.concatenate([one.excluded for one in left]),
            bounds_of(np.concatenate([np.diff(one.atom_bounds) for one in left])),
            np.concatenate([one.atoms for one in left]).astype(np.uint32),
        )
        numbers = np.concatenate([layer.numbers[layer.live] for layer in layers])
        return cls._of_arrays(Words(places), numbers, clauses)

    def __len__(self) -> int:
        """Return how many filters are not deleted."""
        return int(np.count_nonzero(self.live))

    @property
    def deleted(self) -> int:
        """How many filters are deleted."""
        return len(self.numbers) - len(self)

    def without(self, numbers: Ints) -> Self:
        """Return the layer with some filters deleted, which it may have or not."""
        there = numbers[_among(self.numbers, numbers)]
        if not len(there):
            return self
        live = self.live.copy()
        live[np.searchsorted(self.numbers, there)] = False
        return replace(self, live=live)

    def matching(self, story: PreparedArticle) -> Ints:
        """Return the numbers of the filters that let an article pass, rising."""
        found = standing(self.words, self.periods, story)
        met = np.searchsorted(self.anchors, found[_among(self.anchors, found)])
        rows = distinct(self.anchored[members(self.anchored_bounds, met)]).astype(np.int64)
        rows = rows[self.live[rows]]
        return self.numbers[rows[self.clauses.holding(rows, found)]]

    @classmethod
    def _of_arrays(cls, words: Words, numbers: Ints, clauses: Clauses) -> Self:
        order = np.argsort(numbers)
        numbers, clauses = numbers[order], clauses.taken(order)
        if (numbers[1:] == numbers[:-1]).any():
            raise ValueError("two filters have one number")
        rows, anchoring = _anchors(words, clauses)
        atoms = clauses.atoms[members(clauses.atom_bounds, anchoring)]
        of_rows = np.repeat(rows, sizes_of(clauses.atom_bounds, anchoring))
        by_atom = np.argsort(atoms, kind="stable")
        anchors, sizes = np.unique(atoms, return_counts=True)
        return cls(
            words,
            numbers,
            clauses,
            np.ones(len(numbers), np.bool_),
            anchors,
            bounds_of(sizes),
            of_rows[by_atom].astype(np.uint32),
            _periods(words, clauses.atoms),
        )


def _periods(words: Words, atoms: Atoms) -> Sequence[tuple[int, str]]:
    asked, fields = np.divmod(np.unique(atoms), len(FIELDS))
    numbers = asked[fields == PLACES[Field.DATE]].tolist()
    strings = words.strings() if numbers else []
    return [(number, strings[number]) for number in numbers]


def _anchors(words: Words, clauses: Clauses) -> tuple[Ints, Ints]:
    """Return the filters that can let anything pass, and of each the clause to anchor it at.

    It is the required clause whose words are likely to be met the least: each the less, the longer
    it is and the fewer ask for it. Days, pages and papers are met often. A filter that requires
    none has no anchor.
    """
    asked = clauses.atoms // len(FIELDS)
    times = np.bincount(asked, minlength=len(words))
    met = times / _RARER ** np.minimum(words.lengths, _LONG)
    often = np.isin(clauses.atoms % len(FIELDS), _OFTEN)
    sizes = np.diff(clauses.atom_bounds)
    of_clause = np.repeat(np.arange(len(sizes)), sizes)
    weights = np.bincount(of_clause, np.where(often, np.inf, met[asked]), minlength=len(sizes))
    of_row = np.repeat(np.arange(len(clauses)), np.diff(clauses.bounds))
    order = np.lexsort((weights, clauses.excluded, of_row))
    rows = np.flatnonzero(np.diff(clauses.bounds))
    first = order[clauses.bounds[rows]]
    required = ~clauses.excluded[first]
    return rows[required], first[required]


def _among(rising: NDArray[np.integer], values: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Return of each value whether it is among the rising ones."""
    if not len(rising):
        return np.zeros(len(values), np.bool_)
    places = np.minimum(np.searchsorted(rising, values), len(rising) - 1)
    found: NDArray[np.bool_] = rising[places] == values
    return found

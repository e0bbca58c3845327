"""Finding learnt names in what a person types or a page prints.

The name itself; an **office** that few hold (区委书记); an **alias**, here the surname with what
its bearer is addressed by (樊书记, 虎区长); a **spelling**, a name with one character wrong or the
given ones swapped (汤小义); an **abbreviation** of a place or body (郑大). All compare compact
strings, so padding, dots, width and traditional characters make no difference.

Names lie in layers, whose counts add up: what a later layer counts below zero is deleted. The
hashes of a layer only find candidates; the strings of all layers decide. So the same names are
found however they are dealt out to layers.
"""

import functools
from collections import Counter
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.normalise import compact, compact_text
from retrieval.model import Span
from retrieval.names import hashes
from retrieval.names.aliases import (
    abbreviates,
    address_aliases,
    misspells,
    office_aliases,
    surname,
)
from retrieval.names.candidates import findable, misspellable
from retrieval.names.layer import PLACE, REPORTER, NameLayer
from retrieval.names.layers import KnownName, Layers
from retrieval.names.making import layer_of
from retrieval.names.name import Name

MOST_REPORTERS = 2000
"""Reporters that are kept at hand; of more, those who are credited most."""

_FEW = 3  # an office that more people hold names none of them


class Match(StrEnum):
    """How a name was found."""

    EXACT = "exact"
    OFFICE = "office"
    ALIAS = "alias"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Found:
    """What stands for a name at ``span`` of the text searched.

    ``names`` are those it may mean, the most often introduced first: never none, and more than one
    only where several people answer to one alias or are as near in spelling.
    """

    span: Span
    typed: str
    names: tuple[str, ...]
    how: Match
    person: bool


class Gazetteer:
    """The names of an archive, which never change.

    ``layers`` add up, in whatever order. The largest may be of any size; the others are to be
    small, for what they have for an alias is read whole. Names that are introduced as often come in
    the order of their compact strings. No names at all is fine.
    """

    def __init__(self, layers: Iterable[NameLayer] = ()) -> None:
        self._layered = Layers(layers)
        self.layers = self._layered.layers
        self._known = self._layered.known

    @classmethod
    def of(cls, names: Iterable[Name]) -> Self:
        """Make names of one layer; a name that is given several times counts as often."""
        return cls((layer_of(Counter(names)),))

    def __contains__(self, name: str) -> bool:
        """Return whether this is a learnt name."""
        return self._known(compact_text(name)).weight > 0

    def is_person(self, name: str) -> bool:
        """Return whether a person bears this name."""
        return self._known(compact_text(name)).person

    def is_reporter(self, name: str) -> bool:
        """Return whether stories are credited to this name."""
        return bool(self._known(compact_text(name)).kinds & REPORTER)

    @functools.cached_property
    def reporters(self) -> tuple[str, ...]:
        """The compact names that most stories are credited to, up to `MOST_REPORTERS`, in order."""
        found: dict[str, int] = {}
        for layer in self.layers:
            for number in np.flatnonzero(layer.kinds & REPORTER)[:MOST_REPORTERS].tolist():
                known = self._known(layer.key(number))
                if known.kinds & REPORTER:
                    found[known.key] = known.weight
        ranked = sorted(found, key=lambda key: (-found[key], key))
        return tuple(ranked[:MOST_REPORTERS])

    def find(self, text: str) -> tuple[Found, ...]:
        """Find the names and aliases in a text, from left to right, the longest first, apart."""
        line = compact(text)
        found: list[Found] = []
        end = 0
        for start, length in findable(line.text, self._layered):
            if start < end:
                continue
            key = line.text[start : start + length]
            meant, how = self._meant(key, after=line.text[start - 1 : start])
            if meant:
                end = start + length
                span = line.printed(start, end)
                names = tuple(known.printed for known in meant)
                person = how is not Match.EXACT or meant[0].person
                found.append(Found(span, text[span.start : span.end], names, how, person))
        return tuple(found)

    def aliased(self, alias: str) -> tuple[str, ...]:
        """Return the names that an alias means, the most often introduced first; maybe none."""
        return tuple(known.printed for known in self._aliased(compact_text(alias)))

    def addressed(self, line: str) -> dict[str, set[str]]:
        """Return the aliases of all names that stand in a compact text, each with these names.

        Names are found anywhere, as strings are, and given as compact strings. Where many bear an
        alias, `aliased` may return others than these.
        """
        keys = {line[start : start + size] for start, size in findable(line, self._layered)}
        found: dict[str, set[str]] = {}
        for key in keys:
            for name in self._layered.names(key):
                for alias in address_aliases(key, name):
                    found.setdefault(alias, set()).add(key)
        return found

    def abbreviated(self, word: str) -> tuple[str, ...]:
        """Return the places and bodies that a short word may stand for (郑大), maybe none.

        See `retrieval.names.aliases.abbreviates`; the most often introduced first.
        """
        key = compact_text(word)
        hashed = hashes.hash_of(key)

        def weigh(known: KnownName) -> int:
            return 0 if known.person or not abbreviates(key, known.key) else known.weight

        bearers = [layer.shortened(hashed) for layer in self.layers]
        return tuple(known.printed for known in self._layered.first(bearers, weigh))

    def spellings(self, text: str, doubtful: AbstractSet[int] | None = None) -> tuple[Found, ...]:
        """Find what may be a name with one character wrong, or a person's with two swapped.

        Only substrings of three to six characters, for a person's name such as open with a surname;
        from left to right, overlapping ones too, the longest first. Whether one is a word of
        its own is for the caller to judge: only those with one of the ``doubtful`` places of the
        compact text are looked at, where these are given.
        """
        line = compact(text)
        found: list[Found] = []
        for start, length, near in misspellable(line.text, self._layered):
            if doubtful is not None and doubtful.isdisjoint(range(start, start + length)):
                continue
            typed = line.text[start : start + length]
            meant, people = self._misspelt(typed, near)
            if meant and not self._known(typed).weight:
                span = line.printed(start, start + length)
                names = tuple(known.printed for known in meant)
                printed = text[span.start : span.end]
                found.append(Found(span, printed, names, Match.SPELLING, people))
        return tuple(found)

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return the names that are this one with a character wrong, or the given ones swapped.

        All of them, the most often introduced first; maybe none.
        """
        key = compact_text(name)
        if not 1 < len(key) <= hashes.LONGEST:
            return ()
        row = hashes.weighed([key])
        patterns = hashes.patterns(row, (len(key),))[0]
        bearers = [
            layer.misspelling(zip(*layer.misspelt(patterns), strict=True)) for layer in self.layers
        ]
        near = self._layered.first(
            bearers,
            lambda known: known.weight if misspells(key, known.key) else 0,
            sum(map(len, bearers)),
        )
        return tuple(known.printed for known in near)

    def _meant(self, key: str, after: str) -> tuple[list[KnownName], Match]:
        known = self._known(key)
        if known.weight:
            return [known], Match.EXACT
        holders = self._holding(key) if after != "副" else []
        if 0 < len(holders) <= _FEW:
            return holders, Match.OFFICE
        return self._aliased(key), Match.ALIAS

    def _aliased(self, alias: str) -> list[KnownName]:
        hashed = hashes.hash_of(alias)
        bearers = [layer.addressed(hashed) for layer in self.layers]
        return self._layered.first(
            bearers, lambda known: self._times(known, alias, address_aliases)
        )

    def _holding(self, office: str) -> list[KnownName]:
        hashed = hashes.hash_of(office)
        bearers = [layer.holding(hashed) for layer in self.layers]
        return self._layered.first(
            bearers, lambda known: self._times(known, office, _offices), _FEW + 1
        )

    def _misspelt(
        self, typed: str, candidates: list[NDArray[np.uint32]]
    ) -> tuple[list[KnownName], bool]:
        """Return the names that are misspelt so, and whether they are people's, who go first."""
        if surname(typed):
            people = self._layered.first(
                candidates,
                lambda one: one.weight if one.person and misspells(typed, one.key) else 0,
            )
            if people:
                return people, True
        places = self._layered.first(
            [
                numbers[layer.kinds[numbers] & PLACE != 0]
                for layer, numbers in zip(self.layers, candidates, strict=True)
            ],
            lambda one: one.weight * (_is_placed(typed, one.key)) if not one.person else 0,
        )
        return places, False

    def _times(
        self, known: KnownName, alias: str, aliases_of: Callable[[str, Name], Iterable[str]]
    ) -> int:
        """Return how often a key is introduced with an alias."""
        names = self._layered.names(known.key)
        return sum(n for name, n in names.items() if alias in aliases_of(known.key, name))


def _is_placed(typed: str, key: str) -> bool:
    return key[-1] == typed[-1] and misspells(typed, key)


def _offices(_: str, name: Name) -> tuple[str, ...]:
    return office_aliases(name)

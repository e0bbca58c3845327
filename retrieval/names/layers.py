"""Layers of names added up: a name is what all of them together count above zero.

The hashes of a layer only find candidates; the strings of all layers decide. So the same names are
found however they are dealt out to layers.
"""

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.names import key_filter
from retrieval.names.hashes import hash_of
from retrieval.names.layer import PERSON, NameLayer, kinds_of, printed_most
from retrieval.names.name import Name

MOST = 16
"""Names that one alias may mean; those introduced less often it does not."""

_REMEMBERED = 1 << 10  # keys that are kept added up: less than a megabyte


class KnownName(NamedTuple):
    """A key, by those of its names that are counted above zero; of a key without, all is empty."""

    key: str
    printed: str  # the text that is introduced most often, of equals the first by code points
    kinds: int  # a set, see `retrieval.names.layer.KINDS`
    weight: int  # how often it is introduced

    @property
    def person(self) -> bool:
        """Whether a person bears it."""
        return bool(self.kinds & PERSON)


class Layers:
    """Layers of names, which add up in whatever order.

    The largest may be of any size; the others are to be small, for their candidates are read whole.
    ``layers`` has the largest first; ``openings``, ``findable`` and ``misspellable`` are their
    key filters (see `NameLayer`), each in as few tables as will do.
    """

    def __init__(self, layers: Iterable[NameLayer]) -> None:
        self.layers = sorted(layers, key=len, reverse=True)
        self.openings = key_filter.joined((one.openings for one in self.layers), np.maximum)
        self.findable = key_filter.joined((one.findable for one in self.layers), np.bitwise_or)
        self.misspellable = key_filter.joined(
            (one.misspellable for one in self.layers), np.bitwise_or
        )
        self.known = functools.lru_cache(_REMEMBERED)(self._known)

    def names(self, key: str) -> Mapping[Name, int]:
        """Return the names of a key that are counted above zero, with their counts; maybe none."""
        places = self._places(key)
        if len(places) == 1:
            return {name: count for name, count in _records(places) if count > 0}
        counts: Counter[Name] = Counter()
        for name, count in _records(places):
            counts[name] += count
        return +counts

    def first(
        self,
        candidates: Sequence[NDArray[np.uint32]],
        weigh: Callable[[KnownName], int],
        most: int = MOST,
    ) -> list[KnownName]:
        """Return the heaviest of all layers' candidates, the heaviest first; equals by key.

        Args:
            candidates: For each layer numbers of its keys, the heaviest by its own counts first.
            weigh: The weight of a key, 0 for one that is not meant.
            most: How many to return.

        A key that the first layer alone has weighs what that layer says. Any other can have become
        heavier only by a candidate of a later layer, and these are read whole. So the first one
        is read no further than ``most`` keys that it alone has.

        """
        weighed: dict[str, tuple[int, str, KnownName]] = {}
        for place in reversed(range(len(self.layers))):
            if not len(candidates[place]):
                continue
            layer = self.layers[place]
            alone = 0
            for number in candidates[place].tolist():
                key = layer.key(number)
                if key in weighed:
                    continue
                shared = place > 0 or key in self._later
                known = self.known(key) if shared else _lone(layer, number, key)
                weight = weigh(known)
                if weight > 0:
                    weighed[key] = (-weight, key, known)
                    alone += not shared
                    if place == 0 and alone == most:
                        break
        return [known for _, _, known in sorted(weighed.values())[:most]]

    def _known(self, key: str) -> KnownName:
        places = self._places(key)
        if len(places) == 1:
            return _lone(*places[0], key)
        names = self.names(key)
        return KnownName(key, printed_most(names), kinds_of(names), sum(names.values()))

    @functools.cached_property
    def _later(self) -> frozenset[str]:
        """The keys of all layers but the first."""
        return frozenset(
            layer.key(number) for layer in self.layers[1:] for number in range(len(layer))
        )

    def _places(self, key: str) -> list[tuple[NameLayer, int]]:
        """Return the layers that have a key, with its number in each."""
        hashed = hash_of(key)
        layers = self.layers if key in self._later else self.layers[:1]
        found = ((layer, layer.number(key, hashed)) for layer in layers)
        return [(layer, number) for layer, number in found if number is not None]


def _lone(layer: NameLayer, number: int, key: str) -> KnownName:
    """Return what a layer says of a key that no other has."""
    return KnownName(key, *layer.summary(number))


def _records(places: Iterable[tuple[NameLayer, int]]) -> Iterable[tuple[Name, int]]:
    return (record for layer, number in places for record in layer.records(number))

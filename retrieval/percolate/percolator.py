"""All stored filters, in layers that add up as the parts of an index do."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Self

import numpy as np

from retrieval.model import StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.percolate.atoms import PreparedArticle
from retrieval.percolate.layer import Layer
from retrieval.query.filter.filter import Filter

_RATIO = 4


class Percolator:
    """Filters by the number each is stored under, which never change; maybe none.

    An article is held against all of them at once, and passes those that `Filter.matches` tells.
    """

    def __init__(self, layers: Sequence[Layer] = ()) -> None:
        self._layers = tuple(layers)

    @classmethod
    def of(cls, filters: Iterable[tuple[int, Filter]]) -> Self:
        """Take filters in; raises ValueError where two have one number of 64 bits."""
        layer = Layer.of(filters)
        return cls((layer,) if len(layer) else ())

    def __len__(self) -> int:
        return sum(map(len, self._layers))

    def changed(self, added: Iterable[tuple[int, Filter]], removed: Iterable[int]) -> Self:
        """Return what some filters were taken from, and then others added to.

        A number that is added and there already has the new filter alone; one that is removed and
        not there does not matter. The work grows with what changes: the layers that a new one
        joins are no larger than it by much, so that a filter is laid in anew a few times in all.
        """
        new = Layer.of(added)
        gone = np.append(np.fromiter(removed, np.int64), new.numbers)
        left = [_clean(layer.without(gone)) for layer in self._layers]
        left = [layer for layer in (*left, new) if len(layer)]
        while len(left) > 1 and len(left[-2]) < _RATIO * len(left[-1]):
            left[-2:] = [Layer.merged(left[-2:])]
        return type(self)(left)

    def matching(self, stored: StoredArticle, names: Gazetteer, today: date) -> tuple[int, ...]:
        """Return the numbers of the filters that let an article pass, rising.

        `names` tell what an alias stands for; relative days count from ``today``.
        """
        if not self._layers:
            return ()
        story = PreparedArticle.of(stored, names, today)
        matching = np.concatenate([layer.matching(story) for layer in self._layers])
        return tuple(np.sort(matching).tolist())


def _clean(layer: Layer) -> Layer:
    return Layer.merged([layer]) if layer.gone > len(layer) else layer

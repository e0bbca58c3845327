"""All stored filters, in layers that add up as the segments of an index do."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Self

import numpy as np

from retrieval.index.merge import merge_by_size
from retrieval.model import StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.percolate.atoms import PreparedArticle
from retrieval.percolate.layer import Layer
from retrieval.query.filter.filter import Filter


class Percolator:
    """Filters by the number each is stored under, which never change; maybe none.

    An article is held against all of them at once, and passes those that `Filter.matches` says.
    """

    def __init__(self, layers: Sequence[Layer] = ()) -> None:
        self._layers = tuple(layers)

    @classmethod
    def of(cls, filters: Iterable[tuple[int, Filter]]) -> Self:
        """Make a percolator of filters; raises ValueError where two have one number of 64 bits."""
        layer = Layer.of(filters)
        return cls((layer,) if len(layer) else ())

    def __len__(self) -> int:
        return sum(map(len, self._layers))

    def changed(self, added: Iterable[tuple[int, Filter]], removed: Iterable[int]) -> Self:
        """Return the percolator after some filters were removed, and then others added.

        A number that is added and there already has the new filter alone; one that is removed and
        not there does not matter. The work grows with what changes: the new layer joins
        others of its size only, so that a filter is copied a few times in all.
        """
        new = Layer.of(added)
        deleted = np.append(np.fromiter(removed, np.int64), new.numbers)
        left = [_compacted(layer.without(deleted)) for layer in self._layers]
        left = [layer for layer in (*left, new) if len(layer)]
        return type(self)(merge_by_size(left, Layer.merged))

    def matching(self, stored: StoredArticle, names: Gazetteer, today: date) -> tuple[int, ...]:
        """Return the numbers of the filters that let an article pass, rising.

        `names` say what an alias means; relative days count from ``today``.
        """
        if not self._layers:
            return ()
        story = PreparedArticle.of(stored, names, today)
        matching = np.concatenate([layer.matching(story) for layer in self._layers])
        return tuple(np.sort(matching).tolist())


def _compacted(layer: Layer) -> Layer:
    return Layer.merged([layer]) if layer.deleted > len(layer) else layer

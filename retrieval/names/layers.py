"""Layers of names added up: a name is what all of them together count above zero.

The hashes of a layer only propose; the strings of all layers decide. So names answer alike however
they are dealt out to layers.
"""

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.names.hashes import hash_of
from retrieval.names.layer import NameLayer
from retrieval.names.name import Name, NameKind

MOST = 32
"""Names that answer to one alias, abbreviation or spelling; less often introduced ones do not."""

_REMEMBERED = 1 << 10  # keys that are kept added up: about a megabyte


@dataclass(frozen=True, slots=True)
class Known:
    """A key with its names, those counted above zero, maybe none, and their counts."""

    key: str
    names: tuple[tuple[Name, int], ...]
    layers: int  # that have the key

    @property
    def weight(self) -> int:
        """How often it is introduced."""
        return sum(count for _, count in self.names)

    @property
    def person(self) -> bool:
        """Whether a person bears it."""
        return any(name.kind is not NameKind.PLACE for name, _ in self.names)

    @property
    def printed(self) -> str:
        """The text that is introduced most often, of equals the first by code points."""
        first = self.names[0][0].text
        if all(name.text == first for name, _ in self.names):
            return first
        texts: Counter[str] = Counter()
        for name, count in self.names:
            texts[name.text] += count
        return min(texts, key=lambda text: (-texts[text], text))


class Layers:
    """Layers of names, which add up in whatever order.

    The largest may be of any size; the others are to be small, for what they propose is read whole.
    ``layers`` has the largest first.
    """

    def __init__(self, layers: Iterable[NameLayer]) -> None:
        self.layers = sorted(layers, key=len, reverse=True)
        self.known = functools.lru_cache(_REMEMBERED)(self._known)

    def _known(self, key: str) -> Known:
        hashed = hash_of(key)
        counts: dict[Name, int] = {}
        layers = 0
        for layer in self.layers:
            number = layer.number(key, hashed)
            if number is not None:
                layers += 1
                for name, count in layer.records(number):
                    counts[name] = counts.get(name, 0) + count
        return Known(key, tuple(one for one in counts.items() if one[1] > 0), layers)

    def first(
        self,
        proposed: Sequence[NDArray[np.uint32]],
        weigh: Callable[[Known], int],
        most: int = MOST,
    ) -> list[Known]:
        """Give the heaviest of what each layer proposes, the heaviest first; equals by key.

        Args:
            proposed: For each layer numbers of its keys, the heaviest by its own counts first.
            weigh: The weight of a key, 0 for one that is not meant.
            most: How many to give.

        A key that the first layer alone has weighs what that layer says. Any other can have become
        heavier only by what a later layer proposes too, and these are read whole. So the first one
        is read no further than ``most`` keys that it alone has.

        """
        weighed: dict[str, tuple[int, str, Known]] = {}
        for place in reversed(range(len(self.layers))):
            layer = self.layers[place]
            alone = 0
            for number in proposed[place].tolist():
                key = layer.key(number)
                if key in weighed:
                    continue
                known = self.known(key)
                weight = weigh(known)
                if weight > 0:
                    weighed[key] = (-weight, key, known)
                    alone += known.layers == 1
                    if place == 0 and alone == most:
                        break
        return [known for _, _, known in sorted(weighed.values(), key=lambda one: one[:2])[:most]]

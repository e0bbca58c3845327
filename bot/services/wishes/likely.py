"""How likely a text is a wish of some kind, where the grammar does not know its words.

A logistic regression over the text's features (see `features`) weighs its kinds against each other:
those of wishes, ``chat`` that asks nothing, and ``ask`` for a question to the archive. It learnt
from ``phrases.tsv`` beside this module; ``parts.tsv`` holds what it learnt: each feature with its
part in each kind's score. ``python -m bot.services.wishes.learning`` makes it.
"""

import functools
import math
from collections.abc import Mapping
from importlib import resources

from bot.services.wishes.features import described

Parts = Mapping[str, Mapping[str, float]]
"""For each feature the kinds that it speaks for (or against), and by how much."""


def likelihoods(text: str, parts: Parts | None = None) -> Mapping[str, float]:
    """Return how likely a text is of each kind, 0 to 1, all together 1; likeliest first."""
    return _by_learnt(text) if parts is None else _weighed(text, parts)


@functools.lru_cache(maxsize=2)  # a message is weighed as a wish, then as small talk
def _by_learnt(text: str) -> Mapping[str, float]:
    return _weighed(text, {feature: _learnt(feature) for feature in described(text)})


def _weighed(text: str, parts: Parts) -> Mapping[str, float]:
    scores: dict[str, float] = {}
    for feature in sorted(described(text)):
        for kind, part in parts.get(feature, {}).items():
            scores[kind] = scores.get(kind, 0.0) + part
    most = max(scores.values(), default=0.0)
    odds = {kind: math.exp(score - most) for kind, score in scores.items()}
    total = sum(odds.values())
    return {kind: odds[kind] / total for kind in sorted(odds, key=odds.__getitem__, reverse=True)}


@functools.lru_cache(1 << 14)
def _learnt(feature: str) -> Mapping[str, float]:
    """Return a feature's parts, read from its row: a text has few of the thousands."""
    written = _rows().get(feature, "")
    return dict(map(_part, written.split(","))) if written else {}


@functools.cache
def _rows() -> Mapping[str, str]:
    table = resources.files(__package__).joinpath("parts.tsv").read_text(encoding="utf-8")
    rows = (line.partition("\t") for line in table.splitlines() if not line.startswith("#"))
    return {feature: parts for feature, _, parts in rows}


def _part(written: str) -> tuple[str, float]:
    kind, part = written.split(" ")
    return kind, float(part)

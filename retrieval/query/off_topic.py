"""Whether a message is asked of no newspaper: chat, an insult, a task for a chatbot, a recipe.

Over a large archive nearly every message shares a word with some story, so what it shares does not
tell. How it is put does, a little each: a logistic regression over the message's **pieces** and
pairs of neighbours makes log odds of it. A piece is a Chinese character, a word of other letters or
a figure, and all figures are alike; so is where the message begins and ends. Signs are none.

``off_topic.tsv`` beside this module holds what was learnt: on each line a feature and its part in
the log odds. ``python -m retrieval.evaluation topic`` makes it; docs/silence.md says of what data.
"""

import functools
import math
from collections.abc import Iterator, Mapping
from importlib import resources
from itertools import pairwise

from retrieval.analysis.normalise import HAN, compact_text
from retrieval.compiled import late

ALWAYS = "always"
"""The feature that every message has."""

_PIECE = late(rf"[{HAN}]|[0-9][0-9.,]*|[^\W\d_{HAN}]+")
_FIGURE, _EDGE = "0", "|"


def off_topic_odds(text: str, learnt: Mapping[str, float] | None = None) -> float:
    """Return the log odds that a message is asked of no newspaper; below 0 for most questions."""
    parts = _learnt() if learnt is None else learnt
    # A set has another order in each process, and a sum of floats depends on it but for this one.
    return math.fsum(parts.get(feature, 0.0) for feature in described(text))


def described(text: str) -> set[str]:
    """Return the features of a message, each once however often it is there."""
    among = [_EDGE, *_pieces(compact_text(text)), _EDGE]
    return {ALWAYS, *among[1:-1], *map(" ".join, pairwise(among))}


def _pieces(line: str) -> Iterator[str]:
    for piece in _PIECE.findall(line):
        yield _FIGURE if piece[0].isdigit() else piece


@functools.cache
def _learnt() -> Mapping[str, float]:
    table = resources.files(__package__).joinpath("off_topic.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {feature: float(part) for feature, part in rows}

"""What each line of a page is, decided for all of them at once.

Each kind of line weighs the line's **signs** (`retrieval.reading.line_signs`), each step from one
line to the next what may follow what: a headline after a kicker, a byline after the text. Of all
ways to read the page the one with the greatest sum is taken, found in time linear in its length
(Viterbi 1967, https://doi.org/10.1109/TIT.1967.1054010). All weights are in two reviewed files,
``words/line_signs.tsv`` and ``words/line_order.tsv``.

A line's **margin** is how much the best way to read the page loses where this line has another
role (see `role_of`): a kicker taken for a headline changes nothing. A small margin is a doubt.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf

import numpy as np

from retrieval.model.lines import LineKind
from retrieval.reading.kinds import role_of
from retrieval.reading.line_form import Signs
from retrieval.word_list import table

KINDS = tuple(
    LineKind(name)
    for name in (
        "furniture",
        "kicker",
        "headline",
        "subtitle",
        "byline",
        "caption",
        "text",
        "crosshead",
        "entry",
    )
)
"""The kinds of lines, in the order of the columns of ``words/line_signs.tsv``."""

STATES: Mapping[str, LineKind] = {
    "furniture_above": LineKind.FURNITURE,
    "kicker": LineKind.KICKER,
    "headline": LineKind.HEADLINE,
    "subtitle": LineKind.SUBTITLE,
    "byline_above": LineKind.BYLINE,
    "caption_above": LineKind.CAPTION,
    "furniture_within": LineKind.FURNITURE,
    "text": LineKind.TEXT,
    "crosshead": LineKind.CROSSHEAD,
    "entry": LineKind.ENTRY,
    "caption": LineKind.CAPTION,
    "byline": LineKind.BYLINE,
    "furniture_below": LineKind.FURNITURE,
}
"""The states that a line can be in on the way through a page, each with its kind."""

_COLUMNS = tuple(KINDS.index(kind) for kind in STATES.values())
_ALIKE = tuple(tuple(role_of(one) is role_of(other) for other in KINDS) for one in KINDS)
_START, _END = "start", "end"
_BARRED = -1e4  # of a kind that is not allowed
_NEVER = -1e6  # of a step that there is not

Row = list[float]


@dataclass(frozen=True, slots=True)
class LineWeights:
    """What each sign weighs for each kind, and each step from state to state.

    ``signs`` has a number for each of `KINDS`; ``first`` and ``last`` have one for each of
    `STATES`, and ``steps`` a row of them for each state that a step is from.
    """

    signs: Mapping[str, Row]
    first: Row
    steps: list[Row]
    last: Row


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """The kind of a line, the best for it with another role, and by how much that is worse."""

    kind: LineKind
    other: LineKind
    margin: float


@cache
def weights() -> LineWeights:
    """Return the weights of the two files. Raises ValueError where one is in disorder."""
    rows = table("retrieval.reading", "line_signs", len(KINDS) + 1)
    order = {
        words[0][0]: float(words[1][0]) for words in table("retrieval.reading", "line_order", 2)
    }
    return LineWeights(
        {row[0][0]: [float(cell[0]) if cell else 0.0 for cell in row[1:]] for row in rows},
        [order.get(f"{_START} {to}", _NEVER) for to in STATES],
        [[order.get(f"{one} {to}", _NEVER) for to in STATES] for one in STATES],
        [order.get(f"{one} {_END}", 0.0) for one in STATES],
    )


def label(signs: Sequence[Signs], by: LineWeights | None = None) -> list[LabelledLine]:
    """Return the kinds of a page's lines by their signs, in order; no lines give none."""
    if not signs:
        return []
    given = by or weights()
    states = _of_states(signs, given)
    ahead = _sums(states, given.first, given.steps)
    back = [list(column) for column in zip(*given.steps, strict=True)]
    behind = _sums(states[::-1], given.last, back)[::-1]
    found = []
    path = _path(ahead, given)
    for own, before, after, state in zip(states, ahead, behind, path, strict=True):
        best = [-inf] * len(KINDS)
        for column, one, two, worth in zip(_COLUMNS, before, after, own, strict=True):
            best[column] = max(best[column], one + two - worth)
        column = _COLUMNS[state]
        others = [-inf if same else worth for same, worth in zip(_ALIKE[column], best, strict=True)]
        other = max(range(len(KINDS)), key=others.__getitem__)
        found.append(LabelledLine(KINDS[column], KINDS[other], best[column] - others[other]))
    return found


def best_states(
    signs: Sequence[Signs], by: LineWeights, allowed: Sequence[Collection[LineKind]]
) -> list[int]:
    """Return the numbers of the best states of a page's lines, each of an allowed kind.

    A line of which no kind is allowed may be of any.
    """
    states = _of_states(signs, by)
    for row, kinds in zip(states, allowed, strict=True):
        for state, column in enumerate(_COLUMNS):
            if kinds and KINDS[column] not in kinds:
                row[state] += _BARRED
    return _path(_sums(states, by.first, by.steps), by)


def reasons(signs: Signs, kind: LineKind, by: LineWeights | None = None) -> list[tuple[str, float]]:
    """Return the signs that speak for a line's kind or against it, with weights, gravest first."""
    given, column = by or weights(), KINDS.index(kind)
    told = [(name, strength * given.signs[name][column]) for name, strength in signs.items()]
    return sorted((one for one in told if one[1]), key=lambda one: -abs(one[1]))


def _of_states(signs: Sequence[Signs], given: LineWeights) -> list[Row]:
    """Return what the signs of each line weigh for each state."""
    rows = []
    for one in signs:
        scores = [0.0] * len(KINDS)
        for name, strength in one.items():
            for column, weight in enumerate(given.signs[name]):
                scores[column] += strength * weight
        rows.append([scores[column] for column in _COLUMNS])
    return rows


def _sums(states: Sequence[Row], first: Row, steps: Sequence[Row]) -> list[Row]:
    """Return for each line and state the sum of the best way to it."""
    ways = np.array(steps)
    ways[ways <= _NEVER / 2] = -inf
    none = np.isneginf(ways).all(axis=0)
    sums = [np.add(first, states[0])]
    for row in states[1:]:
        best = (sums[-1][:, np.newaxis] + ways).max(axis=0)
        best[none] = _NEVER
        sums.append(best + row)
    return [one.tolist() for one in sums]


def _path(ahead: Sequence[Row], given: LineWeights) -> list[int]:
    """Return the states of the best way, by the sums of the ways to each."""
    worth = [one + two for one, two in zip(ahead[-1], given.last, strict=True)]
    at = worth.index(max(worth))
    path = [at]
    for sums in reversed(ahead[:-1]):
        worth = [one + row[at] for one, row in zip(sums, given.steps, strict=True)]
        at = worth.index(max(worth))
        path.append(at)
    return path[::-1]

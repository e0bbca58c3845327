"""How rightly a page's lines are told: ``python -m retrieval.evaluation lines FOLDER…``.

A folder holds labelled pages: ``NN-name.md`` beside ``NN-name.json``, whose ``lines`` are the
labels of the page's lines that are not empty, in order, each with the beginning of its line:
``H`` headline, ``K`` kicker or subtitle, ``B`` byline or source, ``C`` caption, ``F`` furniture,
``T`` text; ``?`` is not asked. Told are the lines right of each label, and of all.

With ``--learn`` the weights of ``words/line_signs.tsv`` and ``line_order.tsv`` are tuned on the
pages, and the two tables are written to ``--out``. They are learnt by an averaged structured
perceptron (Collins 2002, https://aclanthology.org/W02-1001) that starts from the present weights
and stays within ``NEAR`` of each. How well that holds on other pages is told beside: of every
``FOLDS`` pages one is left out and read by weights that were tuned on the others.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from retrieval.evaluation.arguments import described
from retrieval.model.lines import LineKind
from retrieval.reading import blocks
from retrieval.reading.blocks import sort_lines
from retrieval.reading.kinds import HEADS
from retrieval.reading.labelling import (
    KINDS,
    STATES,
    LabelledLine,
    LineWeights,
    best_states,
    label,
    weights,
)
from retrieval.reading.line_form import Signs
from retrieval.reading.markup import read_lines

NEAR = 0.6
FOLDS = 5
_ROUNDS = 12
_STEP = 0.02
_SEED = 7

_BODY = frozenset({LineKind.TEXT, LineKind.CROSSHEAD, LineKind.ENTRY})
ALLOWED: Mapping[str, frozenset[LineKind]] = {
    "H": HEADS,
    "K": HEADS,
    "B": frozenset({LineKind.BYLINE}),
    "C": frozenset({LineKind.CAPTION}),
    "F": frozenset({LineKind.FURNITURE, LineKind.BYLINE}),
    "T": _BODY,
}
"""The kinds that are right for a label."""


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page's lines as read: the signs of each, and its label, "" where it is not asked."""

    name: str
    signs: tuple[Signs, ...]
    labels: tuple[str, ...]


def read_page(path: Path) -> LabelledPage:
    """Return a labelled page. Raises OSError, ValueError where the labels are not the page's."""
    text = path.read_text(encoding="utf-8")
    given = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["lines"]
    numbers = [n for n, line in enumerate(text.split("\n"), 1) if line.strip().strip("\u3000")]
    if len(numbers) != len(given):
        raise ValueError(f"{path}: {len(numbers)} lines and {len(given)} labels")
    labels = dict(zip(numbers, (str(one[0]) for one in given), strict=True))
    lines, _ = sort_lines(read_lines(text)[0])
    counts = Counter(one.line.number for one in lines)
    return LabelledPage(
        path.stem,
        tuple(one.signs for one in lines),
        tuple(
            labels.get(one.line.number, "") if counts[one.line.number] == 1 else "" for one in lines
        ),
    )


def right(pages: Iterable[LabelledPage], by: LineWeights) -> Counter[tuple[str, bool]]:
    """Return how many lines of each label are told right, and how many wrong."""
    counted: Counter[tuple[str, bool]] = Counter()
    for page in pages:
        told: list[LabelledLine] = label(page.signs, by)
        for one, wanted in zip(told, page.labels, strict=True):
            if wanted in ALLOWED:
                near = one.kind is LineKind.CAPTION and wanted == "T"
                counted[wanted, near or one.kind in ALLOWED[wanted]] += 1
    return counted


def tuned(pages: Sequence[LabelledPage], start: LineWeights) -> LineWeights:
    """Return weights learnt from pages, near those that they start from."""
    order = list(pages)
    chance = random.Random(_SEED)  # noqa: S311 (no secret)
    now, mean, times = _mixed(start, start, 0), start, 0
    for _ in range(_ROUNDS):
        chance.shuffle(order)
        for page in order:
            wanted = [ALLOWED.get(one, frozenset()) for one in page.labels]
            if not any(wanted):
                continue
            free: list[frozenset[LineKind]] = [frozenset()] * len(wanted)
            gold = best_states(page.signs, now, wanted)
            told = best_states(page.signs, now, free)
            if gold != told:
                _learn(now, page.signs, gold, _STEP)
                _learn(now, page.signs, told, -_STEP)
                _hold(now, start)
            times += 1
            mean = _mixed(mean, now, 1 / times)
    return mean


def _learn(now: LineWeights, signs: Sequence[Signs], states: Sequence[int], step: float) -> None:
    columns = [KINDS.index(kind) for kind in STATES.values()]
    for one, state in zip(signs, states, strict=True):
        for name, strength in one.items():
            now.signs[name][columns[state]] += step * strength
    now.first[states[0]] += step
    now.last[states[-1]] += step
    for before, after in pairwise(states):
        now.steps[before][after] += step


def _hold(now: LineWeights, start: LineWeights) -> None:
    """Bring weights back to within `NEAR` of those they started from."""
    for held, fixed in zip(_rows(now), _rows(start), strict=True):
        held[:] = [
            min(max(one, other - NEAR), other + NEAR)
            for one, other in zip(held, fixed, strict=True)
        ]


def _rows(one: LineWeights) -> list[list[float]]:
    return [*one.signs.values(), one.first, *one.steps, one.last]


def _mixed(one: LineWeights, other: LineWeights, share: float) -> LineWeights:
    """Return ``one`` and that share of the way from it to ``other``, in rows of their own."""

    def between(row: list[float], to: list[float]) -> list[float]:
        return [a + share * (b - a) for a, b in zip(row, to, strict=True)]

    return LineWeights(
        {name: between(row, other.signs[name]) for name, row in one.signs.items()},
        between(one.first, other.first),
        [between(row, to) for row, to in zip(one.steps, other.steps, strict=True)],
        between(one.last, other.last),
    )


def table(counted: Counter[tuple[str, bool]]) -> str:
    """Return the lines right of each label, and of all, a line each."""
    rows = []
    for wanted in ALLOWED:
        good, bad = counted[wanted, True], counted[wanted, False]
        if good + bad:
            rows.append(f"{wanted}  {good:5} of {good + bad:5}  {good / (good + bad):.3f}")
    good = sum(n for (_, fine), n in counted.items() if fine)
    rows.append(f"all {good:4} of {counted.total():5}  {good / max(1, counted.total()):.3f}")
    return "\n".join(rows) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    parser = described("lines", __doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="labelled pages, .md beside .json")
    parser.add_argument("--learn", action="store_true", help="tune the weights on the pages")
    parser.add_argument("--out", type=Path, help="the folder that the tuned tables are written to")
    chosen = parser.parse_args(arguments)
    try:
        paths = [path for folder in chosen.folders for path in sorted(folder.glob("[0-9]*.md"))]
        pages = [read_page(path) for path in paths]
    except (OSError, ValueError, KeyError) as fault:
        parser.exit(2, f"{fault}\n")
    start = weights()
    sys.stdout.write(f"{len(pages)} pages\n{table(right(pages, start))}")
    if chosen.learn:
        counted: Counter[tuple[str, bool]] = Counter()
        for fold in range(FOLDS):
            others = [page for at, page in enumerate(pages) if at % FOLDS != fold]
            counted += right(pages[fold::FOLDS], tuned(others, start))
        sys.stdout.write(f"tuned on other pages\n{table(counted)}")
        learnt = tuned(pages, start)
        sys.stdout.write(f"tuned on these\n{table(right(pages, learnt))}")
        if chosen.out:
            _write(chosen.out, learnt)
    return 0


def _write(folder: Path, learnt: LineWeights) -> None:
    """Write the two tables with new weights, their comments as they are."""
    room = Path(blocks.__file__).parent / "words"
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for line in (room / "line_signs.tsv").read_text(encoding="utf-8").splitlines():
        name, *cells = line.split("\t")
        if not line.startswith("#"):
            cells[: len(KINDS)] = [_figure(value) for value in learnt.signs[name]]
        lines.append("\t".join([name, *cells]))
    (folder / "line_signs.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    states = list(STATES)
    lines = []
    for line in (room / "line_order.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            lines.append(line)
            continue
        one, other = line.partition("\t")[0].split(" ")
        if one == "start":
            value = learnt.first[states.index(other)]
        elif other == "end":
            value = learnt.last[states.index(one)]
        else:
            value = learnt.steps[states.index(one)][states.index(other)]
        lines.append(f"{one} {other}\t{_figure(value) or 0}")
    (folder / "line_order.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _figure(value: float) -> str:
    rounded = round(value, 1)
    return f"{rounded:g}" if rounded else ""

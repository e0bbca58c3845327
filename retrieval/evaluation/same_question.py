"""How rightly questions that ask the same are told: ``python -m retrieval.evaluation same FILE``.

A set is a file of lines, each a group's name, a tab and a question; lines that begin with # count
for nothing. No archive is needed: the questions are put into groups (`retrieval.answer.
same_question`) over an empty one, and each pair of them is right or wrong. With ``--learn`` the
parts of the signs are learnt from the set, by a logistic regression over its pairs that have any
word in common, and printed; pairs that ask the same, which are few, count half as much as all
others together.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np

from retrieval.answer.same_question import PARTS, alike, asked_for, signs
from retrieval.evaluation.arguments import described
from retrieval.index.snapshot import Snapshot
from retrieval.names.gazetteer import Gazetteer

_TODAY = date(2022, 10, 27)
_RIDGE, _STEPS = 0.5, 30
_IN_COMMON = 0.05  # the coverage from which on two questions have anything in common


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Pairs of questions: ``right`` ones put together, ``wrong`` ones, and those that were missed.

    ``groups`` are those made, ``meant`` those that there are.
    """

    right: int
    wrong: int
    missed: int
    groups: int
    meant: int

    @property
    def precision(self) -> float:
        """The share of the pairs put together that ask the same; 1 where none is."""
        made = self.right + self.wrong
        return self.right / made if made else 1.0

    @property
    def recall(self) -> float:
        """The share of the pairs that ask the same and are put together; 1 where none do."""
        meant = self.right + self.missed
        return self.right / meant if meant else 1.0


def read_groups(path: Path) -> Mapping[str, str]:
    """Return a set's questions, each with the name of its group. Raises OSError, ValueError."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {question: group for group, question in rows}


def pair_counts(meant: Mapping[str, str]) -> PairCounts:
    """Return how rightly questions are put into groups."""
    groups = alike(_nothing_printed(), list(meant), today=_TODAY)
    placed = {question: at for at, group in enumerate(groups) for question in group}
    pairs = [
        (placed[one] == placed[other], meant[one] == meant[other])
        for one, other in combinations(meant, 2)
    ]
    return PairCounts(
        pairs.count((True, True)),
        pairs.count((True, False)),
        pairs.count((False, True)),
        len(groups),
        len(set(meant.values())),
    )


def learn(meant: Mapping[str, str]) -> dict[str, float]:
    """Return the parts of the signs in the log odds, by name, in their order."""
    snapshot = _nothing_printed()
    asked = {text: asked_for(snapshot, text, today=_TODAY) for text in meant}
    found = [
        (signs(asked[one], asked[other]), meant[one] == meant[other])
        for one, other in combinations(meant, 2)
    ]
    kept = [(each, same) for each, same in found if same or each["most"] > _IN_COMMON]
    values = np.array([[each[name] for name in PARTS] for each, _ in kept])
    same = np.array([same for _, same in kept], np.float64)
    count = np.where(same > 0, (same == 0).sum() / same.sum() / 2, 1.0)
    ridge = np.full(len(PARTS), _RIDGE)
    ridge[0] = 0.0  # what every pair has
    parts = np.zeros(len(PARTS))
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-values @ parts))
        slope = values.T @ (count * (same - likely)) - ridge * parts
        curve = (values.T * (count * likely * (1 - likely))) @ values + np.diag(ridge)
        parts += np.linalg.solve(curve, slope)
    return dict(zip(PARTS, map(float, parts), strict=True))


def _nothing_printed() -> Snapshot:
    return Snapshot.build([], Gazetteer.of([]))


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    parser = described("same", __doc__)
    parser.add_argument("file", type=Path, help="lines of a group's name, a tab and a question")
    parser.add_argument("--learn", action="store_true", help="print the parts that the set teaches")
    chosen = parser.parse_args(arguments)
    try:
        meant = read_groups(chosen.file)
    except (OSError, ValueError) as fault:
        parser.exit(2, f"{chosen.file}: {fault}\n")
    if chosen.learn:
        sys.stdout.writelines(f"{name}\t{part:.1f}\n" for name, part in learn(meant).items())
        return 0
    told = pair_counts(meant)
    sys.stdout.write(
        f"{len(meant)} questions in {told.meant} groups, put into {told.groups}:"
        f" {told.precision:.2f} of the pairs put together ask the same,"
        f" {told.recall:.2f} of those that do are found\n"
    )
    return 0

"""How sure the answers are, and how rightly: ``python -m retrieval.evaluation silence FOLDER``.

A set's questions are asked as people say them (see `retrieval.evaluation.abstention.spoken`), over
archives with the document that answers and without it, and near misses beside them. For each size
of archive it prints, of the questions with an answer, how many have it among the first three
stories (**found**), are said to be answered (**claimed**; **right** of these are found), are shown
the nearest stories (**nearest**) or nothing (**withheld**); and of those without one how many are
said to be answered nevertheless, where the document is **elsewhere** and for a **near miss**.

``--learn`` prints, instead, what `retrieval.answer.confidence` makes the odds of: the parts of a
logistic regression over each question's first passage, of all sizes together, and the log odds
that so many of the right ones reach.

``--real`` puts only so many documents of the set beside the made-up ones: it shows whether those
are like real ones, by a size that the set has enough documents for, too.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import numpy as np

from retrieval.evaluation.abstention.calibration import NAMES, Example, examples, fit
from retrieval.evaluation.abstention.figures import BandFigures, measure
from retrieval.evaluation.abstention.trials import sizes
from retrieval.evaluation.arguments import over_sets, set_of


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


_REACH = (0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995)
_COLUMNS = ("found", "claimed", "right", "nearest", "withheld", "elsewhere", "near_miss", "auc")


def _table(rows: Sequence[BandFigures]) -> str:
    head = "documents  passages  questions  " + "  ".join(f"{name:>9}" for name in _COLUMNS)
    lines = (
        f"{row.documents:9,}  {row.passages:8,}  {row.questions:9,}  "
        + "  ".join(f"{_shown(getattr(row, name)):>9}" for name in _COLUMNS)
        for row in rows
    )
    return "\n".join([head, *lines])


def _announced(among: Sequence[int]) -> Iterator[int]:
    for size in among:
        sys.stderr.write(f"archives of {size:,} documents\n")
        yield size


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _learnt(found: Sequence[Example]) -> str:
    parts = fit(found)
    lines = [f"{name}\t{part:.2f}" for name, part in zip(NAMES, parts.tolist(), strict=True)]
    odds = np.array([row for row, answers in found if answers], np.float64) @ parts
    lines += [
        f"# {share:.1%} of the right reach\t{np.quantile(odds, 1 - share):.2f}" for share in _REACH
    ]
    return "\n".join([*lines, ""])


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    parser = over_sets("silence", __doc__)
    parser.add_argument("--documents", type=_numbers, default=[], help="sizes, as in 30,1000")
    parser.add_argument("--real", type=int, help="documents of the set beside made-up ones")
    parser.add_argument("--json", action="store_true", help="print one JSON object a size")
    parser.add_argument("--learn", action="store_true", help="print what the odds are made of")
    chosen = parser.parse_args(arguments)
    retrieval_set = set_of(parser, chosen.folder, chosen.limit)
    among = sizes(retrieval_set, chosen.documents)
    if chosen.learn:
        sys.stdout.write(
            _learnt([one for size in _announced(among) for one in examples(retrieval_set, size)])
        )
        return 0
    rows = [measure(retrieval_set, size, chosen.real) for size in _announced(among)]
    shown = "\n".join(json.dumps(asdict(row)) for row in rows) if chosen.json else _table(rows)
    sys.stdout.write(shown + "\n")
    return 0

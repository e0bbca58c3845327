"""How often no answer is given, and rightly: ``python -m retrieval.evaluation silence FOLDER``.

For each size of archive it prints silence's **precision** (of all silences, those over an archive
without an answer), its **recall** (of all questions without an answer, those met with silence) and
what it costs: the share of answerable questions that are **withheld** an answer. Beside them stands
how well the odds tell the questions apart, and how well the best score or the best coverage alone
do: the **AUC**, the chance that a question with an answer has more than one without.

``--learn`` prints, instead, what `retrieval.answer.answerability` makes the odds of: the parts of a
logistic regression over the best passage that no rule speaks against, of all sizes together.

``--real`` puts only so many documents of the set beside the made-up ones: it shows whether those
are like real ones, by a size that the set has enough documents for, too.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from retrieval.evaluation.abstention.calibration import examples, fit
from retrieval.evaluation.abstention.figures import AbstentionFigures, measure
from retrieval.evaluation.abstention.trials import sizes
from retrieval.evaluation.arguments import over_sets, set_of


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _table(rows: Sequence[AbstentionFigures]) -> str:
    head = (
        "documents  passages  questions  precision  recall  withheld    AUC  of score  of coverage"
    )
    lines = (
        f"{row.documents:9,}  {row.passages:8,}  {row.questions:9,}  {_shown(row.precision):>9}"
        f"  {_shown(row.recall):>6}  {_shown(row.withheld):>8}  {_shown(row.auc):>5}"
        f"  {_shown(row.score_auc):>8}  {_shown(row.coverage_auc):>11}"
        for row in rows
    )
    return "\n".join([head, *lines])


def _announced(among: Sequence[int]) -> Iterator[int]:
    for size in among:
        sys.stderr.write(f"archives of {size:,} documents\n")
        yield size


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


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
        parts = fit(one for size in _announced(among) for one in examples(retrieval_set, size))
        named = zip(("always", "score", "whole", "size"), parts.tolist(), strict=True)
        sys.stdout.write("".join(f"{name}\t{part:.2f}\n" for name, part in named))
        return 0
    rows = [measure(retrieval_set, size, chosen.real) for size in _announced(among)]
    shown = "\n".join(json.dumps(asdict(row)) for row in rows) if chosen.json else _table(rows)
    sys.stdout.write(shown + "\n")
    return 0

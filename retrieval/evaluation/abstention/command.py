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

A folder of readers' questions over pages (see `retrieval.evaluation.abstention.readers`) is asked
as it is, and there is a row for each kind of question; ``--misses`` prints, beside it, each
question whose first passage is not right, and each that is wrongly said to be answered.

``--real`` puts only so many documents of the set beside the made-up ones: it shows whether those
are like real ones, by a size that the set has enough documents for, too.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from retrieval.evaluation.abstention.calibration import NAMES, Example, examples, fit
from retrieval.evaluation.abstention.figures import BandFigures, measure
from retrieval.evaluation.abstention.readers import (
    PAGES,
    QUESTIONS,
    KindFigures,
    ReaderReply,
    is_readers,
    read_questions,
    replies,
)
from retrieval.evaluation.abstention.readers import figures as by_kind
from retrieval.evaluation.abstention.trials import sizes
from retrieval.evaluation.arguments import over_sets, set_of
from retrieval.evaluation.retrieval_set import SetUnreadable
from retrieval.model import Band


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


_OF_ANSWERABLE = ("answerable", "first", "among_three", "withheld", "claimed", "right")
_OF_KIND = (*_OF_ANSWERABLE, "unanswerable", "falsely", "nearest")


def _kinds_table(rows: Sequence[KindFigures]) -> str:
    head = f"{'kind':14}" + "".join(f"{name:>13}" for name in _OF_KIND)
    return "\n".join([head, *(_kind_line(row) for row in rows)])


def _kind_line(row: KindFigures) -> str:
    values = (getattr(row, name) for name in _OF_KIND)
    shown = (str(value) if isinstance(value, int) else _shown(value) for value in values)
    return f"{row.kind:14}" + "".join(f"{value:>13}" for value in shown)


def _missed(given: Sequence[ReaderReply]) -> Iterator[str]:
    for one in given:
        falsely = not one.question.answerable and one.band is Band.ANSWER
        if falsely or (one.question.answerable and one.right_at != 1):
            said = f"{one.band}, right at {one.right_at}" if one.question.answerable else one.band
            yield f"# {one.question.kind}: {one.question.text} ({said}): {' | '.join(one.first)}"


def _readers(folder: Path, limit: int | None, *, misses: bool, as_json: bool) -> str:
    questions = read_questions(folder / QUESTIONS)[:limit]
    given = replies(folder / PAGES, questions)
    rows = by_kind(given)
    missed = list(_missed(given)) if misses else []
    table = [json.dumps(asdict(row)) for row in rows] if as_json else [_kinds_table(rows)]
    return "\n".join([*missed, *table, ""])


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    parser = over_sets("silence", __doc__)
    parser.add_argument("--documents", type=_numbers, default=[], help="sizes, as in 30,1000")
    parser.add_argument("--real", type=int, help="documents of the set beside made-up ones")
    parser.add_argument("--json", action="store_true", help="print one JSON object a size")
    parser.add_argument("--learn", action="store_true", help="print what the odds are made of")
    parser.add_argument("--misses", action="store_true", help="readers' questions that went wrong")
    chosen = parser.parse_args(arguments)
    if is_readers(chosen.folder):
        try:
            shown = _readers(chosen.folder, chosen.limit, misses=chosen.misses, as_json=chosen.json)
        except SetUnreadable as fault:
            parser.exit(2, f"{fault}\n")
        sys.stdout.write(shown)
        return 0
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

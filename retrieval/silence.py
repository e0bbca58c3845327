"""When the bot says nothing, and when it should: ``python -m retrieval.silence FOLDER``.

Each question of a retrieval set (see `retrieval.beir`) is asked twice, through all that the bot
answers by: of an archive that holds a document that answers it, and of one that has none. For this
the documents are dealt out into blocks of one size, and each block is an archive of its own, with
the names learnt that it tells: a question is answerable over the block of its document, and not
over the next. Sizes run from tens of documents up to half of the set.

Told for each size are silence's **precision** (of all silences, those over an archive without an
answer), its **recall** (of all questions without an answer, those met with silence) and what it
costs: the share of answerable questions that are **withheld** an answer.

``--learn`` prints, instead, what `retrieval.answer.support` makes the odds of: the parts of a
logistic regression over the best passage that no rule speaks against, of all sizes together.
"""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from retrieval.answer.answer import answer
from retrieval.answer.ranking import JUDGED, ranking
from retrieval.answer.support import LARGEST, Judge
from retrieval.arguments import parser_of, set_of
from retrieval.beir import RetrievalSet
from retrieval.evaluate import archived
from retrieval.index.snapshot import Snapshot
from retrieval.query.parse import parse
from retrieval.query.query import Intent

SIZES = (15, 60, 250, 1000)
"""Documents of an archive where nothing else is chosen; and half of the set."""
_DEALT = 1  # seed: neighbours in a corpus are often of one subject
_STEPS = 30

Example = tuple[float, float, float, bool]
"""A passage's score and whole (see `Support`), the passages' log, whether they hold the answer."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A question, an archive, and whether that has the document that answers."""

    question: str
    snapshot: Snapshot
    answerable: bool


@dataclass(frozen=True, slots=True)
class Silence:
    """What was counted at one size: shares from 0 to 1, None for those of nothing."""

    documents: int
    passages: int
    questions: int
    precision: float | None
    recall: float | None
    withheld: float | None


def sizes(asked: RetrievalSet, wanted: Sequence[int] = ()) -> list[int]:
    """Give the sizes of archives, ascending: those wanted, none above half of the set."""
    half = len(asked.articles) // 2
    return sorted({max(1, min(size, half)) for size in (wanted or (*SIZES, half))})


def trials(asked: RetrievalSet, size: int) -> Iterator[Trial]:
    """Ask each question of a block of ``size`` documents that answers it, and of the next.

    A question is asked once only if the next block answers it, too, and not at all if its document
    is among the last ones, too few for a block.
    """
    dealt = list(range(len(asked.articles)))
    random.Random(_DEALT).shuffle(dealt)  # noqa: S311 (the same each time)
    blocks = [dealt[at : at + size] for at in range(0, len(dealt) - size + 1, size)]
    block_of = {asked.articles[place].id: n for n, block in enumerate(blocks) for place in block}
    of_block: defaultdict[int, list[tuple[str, set[int]]]] = defaultdict(list)
    for question, relevant in zip(asked.questions, asked.relevant, strict=True):
        home = block_of.get(min(relevant))
        if home is not None:
            of_block[home].append((question, {block_of.get(one, -1) for one in relevant}))
    made: dict[int, Snapshot] = {}
    for home, questions in sorted(of_block.items()):
        pair = (home, (home + 1) % len(blocks))
        made = {
            n: made[n] if n in made else archived([asked.articles[at] for at in blocks[n]]).snapshot
            for n in pair
        }
        for question, answering in questions:
            yield Trial(question, made[pair[0]], answerable=True)
            if pair[1] not in answering:
                yield Trial(question, made[pair[1]], answerable=False)


def measured(asked: RetrievalSet, size: int) -> Silence:
    """Count silence over archives of one size."""
    silent: dict[bool, list[bool]] = {True: [], False: []}
    passages = []
    for trial in trials(asked, size):
        found = answer(trial.snapshot, trial.question, today=asked.today)
        silent[trial.answerable].append(not found.answered)
        passages.append(len(trial.snapshot))
    rightly, wrongly = sum(silent[False]), sum(silent[True])
    return Silence(
        size,
        int(np.median(passages)) if passages else 0,
        len(silent[True]) + len(silent[False]),
        _share(rightly, rightly + wrongly),
        _share(rightly, len(silent[False])),
        _share(wrongly, len(silent[True])),
    )


def examples(asked: RetrievalSet, size: int) -> Iterator[Example]:
    """Give for each trial the best passage that may answer, where there is one."""
    for trial in trials(asked, size):
        query = parse(trial.question, trial.snapshot, asked.today)
        if query.intent is not Intent.PASSAGES:
            continue
        judge = Judge(trial.snapshot, query)
        found = ranking(trial.snapshot, query)[:JUDGED]
        supports = (judge.support(one.passage, one.score) for one in found)
        for best in islice((one for one in supports if one.possible), 1):
            passages = float(np.log(min(len(trial.snapshot), LARGEST)))
            yield best.score, best.whole, passages, trial.answerable


def learnt(seen: Iterable[Example]) -> npt.NDArray[np.float64]:
    """Give what is always added, and the parts of score, whole and log passages, in log odds.

    Newton's steps; a ridge of one example keeps them finite where the examples fall apart.
    """
    table = np.array(list(seen), np.float64)
    features = np.column_stack([np.ones(len(table)), table[:, :3]])
    parts = np.zeros(features.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-features @ parts))
        slope = features.T @ (table[:, 3] - likely) - parts
        curve = (features.T * (likely * (1 - likely))) @ features + np.eye(len(parts))
        parts += np.linalg.solve(curve, slope)
    return parts


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _table(rows: Sequence[Silence]) -> str:
    head = "documents  passages  questions  precision  recall  withheld"
    lines = (
        f"{row.documents:9,}  {row.passages:8,}  {row.questions:9,}  {_shown(row.precision):>9}"
        f"  {_shown(row.recall):>6}  {_shown(row.withheld):>8}"
        for row in rows
    )
    return "\n".join([head, *lines])


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; give its exit status."""
    parser = parser_of("retrieval.silence", __doc__)
    parser.add_argument("--documents", type=_numbers, default=[], help="sizes, as in 30,1000")
    parser.add_argument("--json", action="store_true", help="print one JSON object a size")
    parser.add_argument("--learn", action="store_true", help="print what the odds are made of")
    chosen = parser.parse_args(arguments)
    asked = set_of(parser, chosen.folder, chosen.limit)
    among = sizes(asked, chosen.documents)
    if chosen.learn:
        parts = learnt(one for size in among for one in examples(asked, size))
        named = zip(("always", "score", "whole", "size"), parts.tolist(), strict=True)
        sys.stdout.write("".join(f"{name}\t{part:.2f}\n" for name, part in named))
        return 0
    rows = [measured(asked, size) for size in among]
    shown = "\n".join(json.dumps(asdict(row)) for row in rows) if chosen.json else _table(rows)
    sys.stdout.write(shown + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

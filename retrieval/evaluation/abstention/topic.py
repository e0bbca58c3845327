"""Learn what is asked of no newspaper: ``python -m retrieval.evaluation topic FOLDER > FILE``.

Prints the table that `retrieval.query.off_topic` reads. ``off_topic.tsv`` beside this module has
messages that no newspaper is asked, of many kinds, and ``on_topic.tsv`` readers' questions; both
were made up by hand. The questions of a retrieval set (see `retrieval.evaluation.retrieval_set`),
``--limit`` of them, are readers' questions, too. Each counts as written and as people say it, so
that what is said around a question is learnt to tell nothing. Features of fewer than ``MESSAGES``
messages are left out, and so are those whose part is next to nothing.

How well it holds elsewhere is written to standard error: for messages that were not learnt from,
every fifth one, the chance that one off topic has the higher odds of two, and how many of those off
topic have higher odds than all but one in twenty of the questions.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np

from retrieval.evaluation.abstention.figures import auc
from retrieval.evaluation.abstention.spoken import spoken
from retrieval.evaluation.arguments import over_sets, set_of
from retrieval.evaluation.learning import Example, fit
from retrieval.query.off_topic import ALWAYS, described, off_topic_odds

MESSAGES = 3
SPOKEN = 2
"""Ways in which each message is said, beside how it is written."""
FOLD = 5
_LEAST = 0.02
_HIDDEN = 0.95


@dataclass(frozen=True, slots=True)
class Message:
    """A message, its kind, and whether it is asked of no newspaper."""

    text: str
    kind: str
    off_topic: bool


def messages() -> list[Message]:
    """Return the messages and questions that were made up, in the order of the files."""
    return [
        Message(text, kind, off_topic)
        for name, off_topic in (("off_topic.tsv", True), ("on_topic.tsv", False))
        for kind, text, *_ in _rows(name)
    ]


def learnt(among: Sequence[Message]) -> dict[str, float]:
    """Return the features of messages with their parts in the log odds, by name."""
    seen = [
        Example(tuple(described(said)), number, one.off_topic)
        for number, one in enumerate(among)
        for said in (one.text, *(spoken(one.text, salt) for salt in range(SPOKEN)))
    ]
    parts = fit(seen, MESSAGES)
    return {name: part for name, part in parts.items() if abs(part) >= _LEAST or name == ALWAYS}


def parted(among: Sequence[Message]) -> tuple[list[Message], list[Message]]:
    """Return the messages that are learnt from, and every fifth one, to measure by."""
    return (
        [one for number, one in enumerate(among) if number % FOLD],
        list(among[::FOLD]),
    )


def told_apart(among: Sequence[Message], parts: Mapping[str, float]) -> str:
    """Return, in words, how well parts tell messages apart."""
    off = [off_topic_odds(one.text, parts) for one in among if one.off_topic]
    on = [off_topic_odds(one.text, parts) for one in among if not one.off_topic]
    above = np.mean(np.array(off) > np.quantile(on, _HIDDEN)) if off and on else 0.0
    return f"auc {auc(off, on) or 0:.3f}, above {_HIDDEN:.0%} of the questions: {above:.3f}\n"


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    parser = over_sets("topic", __doc__)
    chosen = parser.parse_args(arguments)
    asked = set_of(parser, chosen.folder, chosen.limit).questions
    among = [*messages(), *(Message(text, chosen.folder.name, off_topic=False) for text in asked)]
    ours, others = parted(among)
    sys.stderr.write(f"on messages not learnt from: {told_apart(others, learnt(ours))}")
    sys.stdout.write(f"# python -m retrieval.evaluation topic {chosen.folder.name}\n")
    for feature, part in sorted(learnt(among).items()):
        sys.stdout.write(f"{feature}\t{part:.2f}\n")
    return 0


def _rows(name: str) -> Sequence[Sequence[str]]:
    table = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in table.splitlines() if not line.startswith("#")]

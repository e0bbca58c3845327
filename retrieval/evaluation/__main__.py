"""The laboratory's one command: ``python -m retrieval.evaluation COMMAND …``.

``COMMAND --help`` says what each measures and what it takes. The exit status is 0, or 2 for wrong
arguments and files that can't be read.
"""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

_ROOM = "retrieval.evaluation"
COMMANDS: Mapping[str, tuple[str, str]] = {
    "ranking": (f"{_ROOM}.ranking", "Measure how well the answers to a set's questions rank."),
    "silence": (
        f"{_ROOM}.abstention.command",
        "Measure how sure answers are, and how rightly.",
    ),
    "ablation": (f"{_ROOM}.ablation", "Show what is lost without each ingredient of the ranking."),
    "learn": (f"{_ROOM}.learning", "Learn the weights of questions' terms, and print the table."),
    "topic": (f"{_ROOM}.abstention.topic", "Learn what is asked of no newspaper; print the table."),
    "same": (f"{_ROOM}.same_question", "Measure how rightly questions that ask the same are told."),
    "speed": (f"{_ROOM}.speed.command", "Measure whole answers, the index, and other engines."),
    "large": (f"{_ROOM}.speed.large", "Measure an archive as large as is wanted, step by step."),
    "intake": (f"{_ROOM}.speed.intake", "Measure how fast pages are put in."),
    "lines": (f"{_ROOM}.lines", "Measure how rightly a page's lines are told, and tune that."),
    "formats": (f"{_ROOM}.formats", "Measure how rightly papers in files of all kinds are read."),
    "percolate": (f"{_ROOM}.percolation.command", "Measure how fast a page meets subscriptions."),
}
"""Each command's module, whose ``main`` takes its arguments, and what it does."""


def main(arguments: Sequence[str]) -> int:
    """Run a command; return its exit status. Only its own module is imported."""
    name, *rest = arguments or ("",)
    if name in COMMANDS:
        return int(import_module(COMMANDS[name][0]).main(rest))
    known = "".join(f"  {command:10} {about}\n" for command, (_, about) in COMMANDS.items())
    text = f"usage: python -m retrieval.evaluation COMMAND [--help]\n\n{known}"
    if name in ("-h", "--help"):
        sys.stdout.write(text)
        return 0
    sys.stderr.write(f"no such command: {name}\n{text}" if name else text)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

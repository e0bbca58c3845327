"""The laboratory's one command: ``python -m retrieval.evaluation COMMAND …``.

``COMMAND --help`` tells what each measures and what it takes. Statuses: 0 done, 2 for what was
asked wrongly or can't be read.
"""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

COMMANDS: Mapping[str, tuple[str, str]] = {
    "ranking": ("retrieval.evaluation.ranking", "how well the ranking finds what a set holds"),
    "silence": ("retrieval.evaluation.abstention.command", "how often no answer is given, rightly"),
    "ablation": ("retrieval.evaluation.ablation", "what each ingredient of the ranking brings"),
    "learn": ("retrieval.evaluation.learning", "learn the weights of a question's terms"),
    "speed": ("retrieval.evaluation.speed.command", "the index's speed and size, beside peers"),
    "percolate": ("retrieval.evaluation.percolation.percolate", "a page against subscriptions"),
}
"""Each command's module, whose ``main`` takes its arguments, and what it tells."""


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

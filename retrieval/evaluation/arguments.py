"""The arguments that commands share: how they are described, sets in folders, a limit."""

import argparse
from pathlib import Path

from retrieval.evaluation.retrieval_set import RetrievalSet, SetUnreadable, read_set


def described(command: str, about: str | None) -> argparse.ArgumentParser:
    """Make the parser of a command of the laboratory, whose ``--help`` opens with ``about``."""
    return argparse.ArgumentParser(
        prog=f"python -m retrieval.evaluation {command}",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def over_sets(
    command: str, about: str | None, folders: str | None = None
) -> argparse.ArgumentParser:
    """Make the parser of a command that reads one set or, with ``folders="+"``, one and more.

    What is chosen has ``folder``, a path or a list of them, and ``limit``.
    """
    parser = described(command, about)
    parser.add_argument(
        "folder", type=Path, nargs=folders, help="corpus.jsonl, queries.jsonl, qrels.tsv"
    )
    parser.add_argument("--limit", type=int, help="ask only so many questions")
    return parser


def set_of(parser: argparse.ArgumentParser, folder: Path, limit: int | None) -> RetrievalSet:
    """Read a set that has a question at least, or end the command with what is wrong, status 2."""
    try:
        asked = read_set(folder, limit)
    except SetUnreadable as fault:
        parser.exit(2, f"{fault}\n")
    if not asked.questions:
        parser.exit(2, f"{folder}: no question has a relevant document\n")
    return asked

"""The questions that engines are asked; imports nothing of ours, which a peer would pay for."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import msgspec

QUESTIONS = 500


@dataclass(frozen=True, slots=True)
class Question:
    """A question as typed, and the terms that our analysis looks up for it, each once."""

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """What all engines are asked."""

    usual: tuple[Question, ...]
    longest: Question
    commonest: Question

    def save(self, path: Path) -> None:
        """Write them to a file."""
        path.write_bytes(msgspec.json.encode(self))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote; raise ValueError, which names what is wrong."""
        return msgspec.json.decode(path.read_bytes(), type=cls)

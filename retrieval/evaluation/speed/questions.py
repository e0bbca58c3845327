"""The questions that engines are asked; imports nothing of ours, which a peer would pay for."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

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
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        row = json.loads(path.read_text(encoding="utf-8"))
        usual, *hostile = (
            [Question(one["text"], tuple(one["terms"])) for one in rows]
            for rows in (row["usual"], [row["longest"]], [row["commonest"]])
        )
        return cls(tuple(usual), *(one for (one,) in hostile))

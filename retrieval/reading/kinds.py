"""A **block**: a printed piece of a page, and what it is to its article."""

from dataclasses import dataclass
from enum import Enum, auto

from retrieval.reading.markup import Line


class BlockKind(Enum):
    """What a block is."""

    HEADLINE = auto()
    TEXT = auto()
    CROSSHEAD = auto()  # marked as such, in bold or as a numbered heading
    CAPTION = auto()
    BYLINE = auto()
    ENTRY = auto()  # a line of a list, a table or verse


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the page and its kind."""

    kind: BlockKind
    line: Line

    @property
    def text(self) -> str:
        """The words of the piece."""
        return self.line.text

"""A **block**: a printed piece of a page, and what it is to its article."""

from dataclasses import dataclass
from enum import Enum, auto

from retrieval.model.lines import LineKind
from retrieval.reading.markup import Line

HEADS = frozenset({LineKind.KICKER, LineKind.HEADLINE, LineKind.SUBTITLE})
"""The parts of a headline."""


class LineRole(Enum):
    """What a block does on its page: its kind, as far as it changes what is read."""

    FURNITURE = auto()
    HEAD = auto()
    BYLINE = auto()
    BODY = auto()


def role_of(kind: LineKind) -> LineRole:
    """Return the role of a kind of block."""
    if kind in HEADS:
        return LineRole.HEAD
    by_kind = {LineKind.FURNITURE: LineRole.FURNITURE, LineKind.BYLINE: LineRole.BYLINE}
    return by_kind.get(kind, LineRole.BODY)


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the page and its kind."""

    kind: LineKind
    line: Line

    @property
    def text(self) -> str:
        """The words of the piece."""
        return self.line.text

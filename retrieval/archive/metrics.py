"""What an archive tells of its work, for whoever counts: kinds and times, never contents."""

from enum import StrEnum
from typing import Protocol

from retrieval.model import AnswerKind


class Asking(StrEnum):
    """How an archive is asked."""

    QUESTION = "question"
    SEARCH = "search"
    INLINE = "inline"


class Observer(Protocol):
    """Is told what an archive does."""

    def searched(self, asking: Asking, seconds: float) -> None:
        """Return how long a search took, threads' turns included."""

    def answered(self, asking: Asking, kind: AnswerKind) -> None:
        """Return what became of a question: of its first page, further ones are not counted."""

    def added(self) -> None:
        """Tell of a page that was kept."""

    def refused(self) -> None:
        """Tell of bytes that are no page."""


class Unobserved:
    """An observer that looks away."""

    def searched(self, asking: Asking, seconds: float) -> None:
        """Do nothing."""

    def answered(self, asking: Asking, kind: AnswerKind) -> None:
        """Do nothing."""

    def added(self) -> None:
        """Do nothing."""

    def refused(self) -> None:
        """Do nothing."""


UNOBSERVED = Unobserved()

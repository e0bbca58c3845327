"""What an archive reports of its work to whoever counts it: kinds and times, never contents."""

from enum import StrEnum

from retrieval.model import AnswerKind


class Asking(StrEnum):
    """How an archive is asked."""

    QUESTION = "question"
    SEARCH = "search"
    INLINE = "inline"


class ArchiveMetrics:
    """The metrics of an archive. These methods do nothing: subclasses count."""

    def search_done(self, asking: Asking, seconds: float) -> None:
        """Record how long a search took, the wait for a thread included."""

    def question_answered(self, asking: Asking, kind: AnswerKind) -> None:
        """Record the outcome of a question. Only its first page of results counts."""

    def page_added(self) -> None:
        """Record a page that was stored."""

    def page_refused(self) -> None:
        """Record bytes that are no page."""

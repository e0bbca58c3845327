"""Pages as they come in and are kept: what is said of one, what became of it, what it counts as."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from retrieval.model import PrintedDate
from retrieval.model.doubts import Doubt, DoubtKind


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person says of a page, which beats what is read of it; None: nothing is said."""

    day: dt.date | None = None
    paper: str | None = None
    page: str | None = None

    def over(self, other: Self) -> Self:
        """Return what is said here and, where nothing is, there."""
        return replace(
            self,
            day=self.day or other.day,
            paper=self.paper or other.paper,
            page=self.page or other.page,
        )


NOTHING_STATED = Stated()


@dataclass(frozen=True, slots=True)
class PaperHabits:
    """What a paper is known to print on its pages: the shapes of its lines of furniture.

    ``revision`` is the archive's of which that is known, 0 for none.
    """

    shapes: frozenset[str] = frozenset()
    revision: int = 0


NO_HABITS = PaperHabits()
"""Those of a paper of which nothing is known."""


@dataclass(frozen=True, slots=True)
class PageName:
    """What a stored page is called: its number, and what else is known of it, None for the rest.

    ``issued`` is ``YYYY-MM-DD``, ``file`` the path that it came in under; pasted text has none.
    """

    page_id: int
    paper: str | None
    issued: str | None
    label: str | None
    file: str | None

    def __str__(self) -> str:
        known = (self.paper, self.issued, self.label, self.file)
        return " ".join(filter(None, known)) or str(self.page_id)

    @property
    def doubt(self) -> Doubt:
        """The doubt about a page that may be a new version of this one."""
        return Doubt(DoubtKind.OTHER_VERSION, (str(self),))


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What became of a page that came in as ``path``, where there is something to say.

    Either it ``replaced`` a page, here as that was called, which it is the new version of; or it
    was kept as a page of its own and may be a new version of another, which is ``meant``.
    """

    path: str
    page: PageName
    replaced: PageName | None = None
    meant: PageName | None = None

    @property
    def former(self) -> PageName:
        """The page that was replaced, or that may be."""
        former = self.replaced or self.meant
        assert former is not None  # noqa: S101 (else there is nothing to say)
        return former


class Currency(StrEnum):
    """What a page counts as; see `retrieval.archive.currency`."""

    DATED = "dated"  # of its own day
    OF_NOW = "of_now"  # of today: its stories tell of days about now
    TAKEN_FOR_NOW = "taken_for_now"  # of today: whoever gave it was asked, or nobody can be
    HELD_AHEAD = "held_ahead"
    HELD_UNDATED = "held_undated"

    @property
    def is_held(self) -> bool:
        """Whether the page waits to be released."""
        return self in (Currency.HELD_AHEAD, Currency.HELD_UNDATED)


@dataclass(frozen=True, slots=True)
class HeldPage:
    """A page that waits to be released, and what is known of it."""

    page_id: int
    file: str
    paper: str | None
    date: PrintedDate | None
    page: str | None

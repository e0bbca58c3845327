"""The words of the editor's desk, as frozen values that pass between the bot's rooms.

The **desk** is where the bot's admins see what waits for them, subject by subject. What stands on a
subject is **listed** `PER_PAGE` at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from bot.model import Proposal
from retrieval.model import PrintedDate
from retrieval.model.doubts import Doubt

PER_PAGE = 8
"""Things that a list of the desk shows at once."""

_T_co = TypeVar("_T_co", covariant=True)
_I = TypeVar("_I")


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """How much there is on each subject, for one admin.

    ``drafts`` are the admin's own that wait, ``others`` those of other admins, who alone decide on
    them; ``doubts`` are pages of the inbox to look at, ``held`` those to be released; ``errors``
    were reported and are open; ``corrections`` can be undone; ``alerts`` and ``files`` failed.
    """

    drafts: int = 0
    others: int = 0
    doubts: int = 0
    errors: int = 0
    held: int = 0
    corrections: int = 0
    alerts: int = 0
    files: int = 0

    @property
    def set_aside(self) -> int:
        """Alerts and files together."""
        return self.alerts + self.files


@dataclass(frozen=True, slots=True)
class Listed(Generic[_T_co]):
    """A part of a list: ``items``, which come after ``start`` others of ``total``."""

    items: tuple[_T_co, ...]
    start: int
    total: int

    @property
    def page(self) -> int:
        """The number of the part, from 0."""
        return self.start // PER_PAGE

    @property
    def pages(self) -> int:
        """The number of parts, one for an empty list."""
        return max(1, -(-self.total // PER_PAGE))


def start_of_part(page: int, total: int) -> int:
    """Return where part ``page`` (from 0) of ``total`` things begins; the last where it is none."""
    last = max(0, total - 1) // PER_PAGE
    return min(page, last) * PER_PAGE


def part_of(items: Sequence[_I], page: int) -> Listed[_I]:
    """Return part ``page`` (from 0) of a list, the last where there is none such."""
    start = start_of_part(page, len(items))
    return Listed(tuple(items[start : start + PER_PAGE]), start, len(items))


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A stored page as the desk lists it, with what is in doubt of it.

    ``former`` is the number of the page that it may be a new version of, None for none.
    """

    page_id: int
    file: str
    paper: str | None
    date: PrintedDate | None
    label: str | None
    held: bool
    doubts: tuple[Doubt, ...] = ()
    former: int | None = None


@dataclass(frozen=True, slots=True)
class PrintedStory:
    """A story on a page, by its article's id, and its headline as printed there."""

    article_id: int
    title: str


@dataclass(frozen=True, slots=True)
class MadeCorrection:
    """A correction that was made and can be undone, and the headline of its story."""

    proposal: Proposal
    title: str


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """A notice to every chat, and the day it was written on.

    It goes to none while it ``waits`` to be confirmed, then to so many ``chats``, of which ``sent``
    have it.
    """

    id: int
    text: str
    day: date
    waits: bool
    chats: int
    sent: int

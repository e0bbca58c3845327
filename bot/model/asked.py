"""What people ask, as the editors of the paper see it: by what it asks, and by nobody's name.

A **QuestionGroup** is questions that ask the same, however they word it. Days are those of the
paper's time zone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from bot.model import Inquiry
from retrieval.model import Band

_WEEK = re.compile("2[0-9]{3}-W[0-9]{2}")  # no clock has to reckon with the ends of time
_DAYS = 7


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """The days from the ``first`` to the ``last``, both among them."""

    first: date
    last: date

    @classmethod
    def week_of(cls, day: date) -> Self:
        """Return the week of a day, Monday to Sunday."""
        monday = day - timedelta(days=day.weekday())
        return cls(monday, monday + timedelta(days=_DAYS - 1))

    @classmethod
    def read(cls, name: str) -> Self:
        """Return the week of an ISO name (``2026-W48``). Raises ValueError."""
        try:
            monday = date.fromisoformat(name if _WEEK.fullmatch(name) else "")
        except ValueError:
            raise ValueError(f"no ISO week: {name}") from None
        return cls.week_of(monday)

    @classmethod
    def up_to(cls, day: date) -> Self:
        """Return the seven days of which ``day`` is the last."""
        return cls(day - timedelta(days=_DAYS - 1), day)

    @property
    def week(self) -> str:
        """The ISO name of the week that it is; empty where it is none."""
        return f"{self.first:%G-W%V}" if self == Days.week_of(self.first) else ""

    @property
    def previous(self) -> Self:
        """As many days before these."""
        size = self.last - self.first + timedelta(days=1)
        return type(self)(self.first - size, self.last - size)

    @property
    def following(self) -> Self:
        """As many days after these."""
        size = self.last - self.first + timedelta(days=1)
        return type(self)(self.first + size, self.last + size)


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question that was answered: how surely, and who asked it, a user or a chat by its id.

    ``former`` is what the message said that was ``edited`` into this one; None where none was.
    """

    inquiry: Inquiry
    band: Band
    asker: int
    former: Inquiry | None = None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that print did not answer, on a day; ``asker`` tells people of one day apart."""

    words: str
    band: Band
    asker: bytes


@dataclass(frozen=True, slots=True)
class Wording:
    """How something was asked, and by how many; who says it on two days counts twice."""

    words: str
    count: int


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that ask the same, as they were ``said``, never empty: what most said first.

    ``count`` is by how many it was asked, on each day anew, so that asking again counts once;
    ``nothing`` and ``nearest`` are the parts of it that found nothing, and only what is near.
    """

    said: tuple[Wording, ...]
    count: int
    nothing: int
    nearest: int

    @property
    def words(self) -> str:
        """How most said it."""
        return self.said[0].words


@dataclass(frozen=True, slots=True)
class ReadStory:
    """A story, and how many people had it shown in full, or asked on about it."""

    article_id: int
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Subscribers:
    """How many chats subscribe to anything, to how much, and how many of these are paused."""

    chats: int
    subscriptions: int
    paused: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What went on in some days; who subscribes is counted now.

    ``questions`` has every band. ``sent`` and ``failed`` are alerts, a story to a chat each.
    """

    days: Days
    questions: Mapping[Band, int]
    subscribers: Subscribers
    sent: int
    failed: int
    read: tuple[ReadStory, ...]

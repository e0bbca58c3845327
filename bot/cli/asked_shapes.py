"""The JSON that ``questions`` prints; its keys are never renamed or taken away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.model.asked import QuestionGroup, Subscribers
from retrieval.model import Band


@dataclass(frozen=True, slots=True)
class UnansweredShape:
    """The questions of some days that print did not answer, in groups, asked most first."""

    first: date
    last: date
    week: str | None
    kept_since: date
    groups: tuple[QuestionGroup, ...]


@dataclass(frozen=True, slots=True)
class AlertsShape:
    """How many alerts were sent, and how many can't be."""

    sent: int
    failed: int


@dataclass(frozen=True, slots=True)
class ReadShape:
    """A story, and how many people read it."""

    article: int
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class FiguresShape:
    """The figures of some days; ``subscribers`` are those of now."""

    first: date
    last: date
    week: str | None
    questions: Mapping[Band, int]
    subscribers: Subscribers
    alerts: AlertsShape
    read: tuple[ReadShape, ...]

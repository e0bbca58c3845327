"""As of which day a page counts, and whether it is held back until somebody releases it.

What is **held** is found, but is never the newest and alerts nobody. That is a page dated further
ahead than papers are made, whoever gives it, and a page without a day where it came by itself, an
admin can be asked, and its stories tell of no day about now.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from retrieval.model import Bulletin, PrintedDate
from retrieval.model.pages import Currency

BACK, AHEAD = timedelta(days=7), timedelta(days=14)
"""Days that a story tells are about now from so long before today to so long after."""


class Origin(StrEnum):
    """How a page came in."""

    INBOX = "inbox"  # by itself: nobody was asked
    COMMAND = "command"
    CHAT = "chat"  # confirmed by an admin


@dataclass(frozen=True, slots=True)
class Intake:
    """How pages are taken in.

    ``paper`` names those that name none. Undated ones from the inbox wait for an admin if
    ``asks_day`` and there are ``admins``.
    """

    paper: str | None = None
    asks_day: bool = True
    admins: bool = False


def currency(bulletin: Bulletin, today: date, origin: Origin, intake: Intake) -> Currency:
    """Return what a page counts as that comes in ``today``."""
    # Its patterns take a fifth of a second to compile; a command that only asks need not wait.
    from retrieval.reading.doubts import future_doubt  # noqa: PLC0415

    if bulletin.date is not None:
        ahead = future_doubt(bulletin, today) is not None
        return Currency.HELD_AHEAD if ahead else Currency.DATED
    if tells_of_now(bulletin, today):
        return Currency.OF_NOW
    can_ask = origin is Origin.INBOX and intake.asks_day and intake.admins
    return Currency.HELD_UNDATED if can_ask else Currency.TAKEN_FOR_NOW


def tells_of_now(bulletin: Bulletin, today: date) -> bool:
    """Return whether of the days that stories tell more are about now than not; False for none."""
    told = [is_about_now(one.date, today) for one in bulletin.articles if one.date is not None]
    return sum(told) * 2 > len(told)


def is_about_now(day: PrintedDate, today: date) -> bool:
    """Return whether a day may be one about now; where its year is unknown, in any year."""
    years = (today.year - 1, today.year, today.year + 1) if day.year is None else (day.year,)
    return any(today - BACK <= at <= today + AHEAD for year in years if (at := _at(day, year)))


def _at(day: PrintedDate, year: int) -> date | None:
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return None

"""The day on which an item of a feed came out, as the feed's own clock has it."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from retrieval.reading.day_words import FULL, day_of, full_day
from retrieval.reading.plain import plain

_CHINA = timezone(timedelta(hours=8))
_LONGEST = 80  # characters of a time
_COLONLESS = re.compile(r"([+-]\d{2})(\d{2})$")
_OPENS = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]")
_IN_ADDRESS = re.compile(
    r"(?<![0-9])(?P<year>20[0-9]{2})(?:[-_/](?P<month>[0-9]{1,2})[-_/](?P<day>[0-9]{1,2})"
    r"|(?P<months>[01][0-9])/?(?P<days>[0-3][0-9]))(?![0-9])"
)


def day_told(text: str) -> date | None:
    """Return the day of a time, as RSS, Atom or a Chinese site write it; None where it tells none.

    It is the day where the time was told: at ``2026-03-04T06:00:00+08:00`` it is the 4th. A time
    that is told as one of all the world (GMT, Z) is one of China's days, as the paper's is.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    moment = _iso(text) or _mail(text)
    if moment is not None:
        everywhere = moment.tzinfo is not None and moment.utcoffset() == timedelta(0)
        try:
            return (moment.astimezone(_CHINA) if everywhere else moment).date()
        except OverflowError:
            return None
    found = FULL.search(plain(text))
    return None if found is None else full_day(found)


def day_in_address(address: str) -> date | None:
    """Return the day that an article's address tells, None where it tells none."""
    found = _IN_ADDRESS.search(address[:1000])
    if found is None:
        return None
    month, day = found["month"] or found["months"], found["day"] or found["days"]
    return day_of(int(found["year"]), int(month), int(day))


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(_COLONLESS.sub(r"\1:\2", text) if "T" in text else text)
    except ValueError:
        pass
    opens = _OPENS.match(text)
    try:
        return None if opens is None else datetime.fromisoformat(opens[1])
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    timed = text if ":" in text else f"{text} 00:00:00"
    try:
        moment = parsedate_to_datetime(timed)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # A zone that is told as -0000 comes back as none: it is all the world's, too.
    unknown = moment.tzinfo is None and text.rstrip().endswith("-0000")
    return moment.replace(tzinfo=UTC) if unknown else moment

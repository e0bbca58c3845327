"""When an alert is due: at once, or with the next digest; never in quiet hours.

A chat's times of day are local. A local time that does not exist, because clocks are put forward,
stands for the moment when they are; one that comes twice, for the first.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model import ChatSettings, Pace, Quiet

_DAY = timedelta(days=1)
_WEEK = 7
_BACK = 2  # days before today on which what lasts until today may have begun


def due(settings: ChatSettings, now: int) -> int:
    """Return the time at which an alert that is made now is due, now or later."""
    moment = now if settings.pace is Pace.AT_ONCE else _next_digest(settings, now)
    # Where a zone leaves a whole day out, one night's end may lie within the next night.
    while (end := _quiet_until(settings, moment)) is not None:
        moment = end
    return moment


def moment_of(day: date, minute: int, zone: ZoneInfo) -> int:
    """Return the moment of a local day's minute, counted from midnight."""
    local = datetime.combine(day, time(minute // 60, minute % 60), zone)
    moment = _seconds(local)
    if datetime.fromtimestamp(moment, zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    # In a gap the offset from before it gives a moment after its end, and the one from after it
    # (fold=1) a moment before (PEP 495).
    before, after = _seconds(local.replace(fold=1)), moment
    offset = _offset(before, zone)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(middle, zone) == offset:
            before = middle
        else:
            after = middle
    return after


def _next_digest(settings: ChatSettings, now: int) -> int:
    zone, wanted = settings.timezone, settings.digest_day
    return min(
        moment
        for day in _days_about(now, zone, _WEEK + 1)
        if settings.pace is Pace.DAILY or day.weekday() == wanted
        if (moment := moment_of(day, settings.digest_at, zone)) >= now
    )


def _quiet_until(settings: ChatSettings, moment: int) -> int | None:
    """Return the end of the quiet hours that a moment lies in, or None."""
    if settings.quiet is None:
        return None
    for day in _days_about(moment, settings.timezone, 0):
        start, end = _hours(settings.quiet, day, settings.timezone)
        if start <= moment < end:
            return end
    return None


def _hours(quiet: Quiet, day: date, zone: ZoneInfo) -> tuple[int, int]:
    """Return the quiet hours that begin on a day."""
    last = day + _DAY if quiet.end < quiet.start else day
    return moment_of(day, quiet.start, zone), moment_of(last, quiet.end, zone)


def _days_about(moment: int, zone: ZoneInfo, ahead: int) -> Iterator[date]:
    today = datetime.fromtimestamp(moment, zone).date()
    for days in range(-_BACK, ahead + 1):
        yield today + days * _DAY


def _seconds(local: datetime) -> int:
    return int(local.astimezone(UTC).timestamp())


def _offset(moment: int, zone: ZoneInfo) -> timedelta | None:
    return datetime.fromtimestamp(moment, zone).utcoffset()

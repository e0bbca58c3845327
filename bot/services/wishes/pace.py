"""How often, and when: the pace that is said, as /settings takes it."""

from bot.services.wishes.cues import Parse

_EVENING = 20 * 60  # minute of the day


def pace_of(parse: Parse) -> str | None:
    """Return the pace that a text says, or the nearest that there is; None where it says none."""
    cues = parse.cues
    at = "".join(f" {clock(minute)}" for minute in parse.times[:1])
    if parse.days:
        one = len(set(parse.days)) == 1
        return f"weekly {parse.days[0] + 1}{at}" if one else f"daily{at}"
    once = "once_only" in cues
    if cues & {"weekly", "about_weekly"} or (once and "a_week" in cues):
        return f"weekly{at}"
    if cues & {"daily", "about_daily"} or (once and "a_day" in cues):
        return f"daily{at or _part_of_day(parse)}"
    return "once" if "at_once" in cues else f"daily{at}" if at else None


def is_exact(parse: Parse) -> bool:
    """Return whether it says a pace that there is: one time, on one day or every day."""
    odd = parse.cues & {"about_daily", "about_weekly"}
    return not odd and len(set(parse.days)) <= 1 and len(parse.times) <= 1


def clock(minute: int) -> str:
    """Return a minute of the day as /settings takes it."""
    return f"{minute // 60}:{minute % 60:02d}"


def _part_of_day(parse: Parse) -> str:
    return f" {clock(_EVENING)}" if "night" in parse.cues else ""

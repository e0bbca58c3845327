"""From when to when stories are."""

from retrieval.index.id_set import IdSet
from retrieval.index.snapshot import Snapshot
from retrieval.model.issues import DayNumber


def day_span(snapshot: Snapshot, stories: IdSet) -> tuple[DayNumber, DayNumber] | None:
    """Return the first and the last day with a year of some stories; None where none has one."""
    ends = snapshot.day_ends(stories, DayNumber.YEAR)
    return None if ends is None else (DayNumber(ends[0]), DayNumber(ends[1]))


def day_span_of_all(snapshot: Snapshot, least: int = 1) -> tuple[DayNumber, DayNumber] | None:
    """Return the first and the last day of the archive's stories, of those not before ``least``."""
    ends = snapshot.day_ends(snapshot.there, least)
    return None if ends is None else (DayNumber(ends[0]), DayNumber(ends[1]))

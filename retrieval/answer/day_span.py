"""From when to when stories are."""

import numpy as np

from retrieval.index.id_set import IdSet
from retrieval.index.lookups import By
from retrieval.index.snapshot import Snapshot
from retrieval.model.issues import DayNumber

_AT_ONCE = 1 << 12  # stories whose days are looked at


def day_span(snapshot: Snapshot, stories: IdSet) -> tuple[DayNumber, DayNumber] | None:
    """Return the first and the last day with a year of some stories; None where none has one."""
    if len(stories) == snapshot.count:
        return day_span_of_all(snapshot, DayNumber.YEAR)
    first, last = np.iinfo(np.int32).max, 0
    for some in stories.chunks(_AT_ONCE):
        days = snapshot.days(some)
        days = days[days >= DayNumber.YEAR]
        if len(days):
            first, last = min(first, int(days.min())), max(last, int(days.max()))
    return (DayNumber(first), DayNumber(last)) if last else None


def day_span_of_all(snapshot: Snapshot, least: int = 1) -> tuple[DayNumber, DayNumber] | None:
    """Return the first and the last day of the archive's stories, of those not before ``least``."""
    found = []
    for keys in snapshot.keys(By.DAY):
        own = keys[keys.searchsorted(least) :]
        for days in (own, own[::-1]):  # the first ones may be those of deleted stories
            every = (int(days[at]) for at in range(len(days)))
            found += [next((day for day in every if snapshot.first(By.DAY, day) is not None), 0)]
    found = [day for day in found if day]
    return (DayNumber(min(found)), DayNumber(max(found))) if found else None

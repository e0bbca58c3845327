"""What a subscription would have sent lately: the stories of the last days that pass its filter."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from retrieval.answer.cite import cited, newest_first
from retrieval.answer.day_span import day_span_of_all
from retrieval.answer.passed import aliases
from retrieval.answer.passing import passing
from retrieval.index.id_set import NO_IDS
from retrieval.index.lookups import By
from retrieval.index.snapshot import Snapshot
from retrieval.model import Citation, Remark
from retrieval.model.issues import DayNumber
from retrieval.query.filter.filter import Filter


@dataclass(frozen=True, slots=True)
class Recent:
    """How many stories of the last ``days`` days pass; the last day is the newest story's.

    A story's day is its own or else its issue's. Where neither is known with its year, the story
    may be of any time: it is ``undated`` and not in ``count``. ``latest`` are some of those counted
    (of the undated ones, where none is counted), newest first; ``aliases`` say how words were read.
    """

    days: int
    count: int
    undated: int
    latest: tuple[Citation, ...] = ()
    aliases: tuple[Remark, ...] = ()


def recent(
    snapshot: Snapshot, wanted: Filter | None, *, days: int, most: int, today: date
) -> Recent:
    """Return what passes ``wanted`` (None: all) of the last days, up to ``most`` stories cited.

    It is the same filter as that of /search; its relative days count from ``today``.
    """
    within = snapshot.there if wanted is None else passing(snapshot, wanted, today)
    ends = day_span_of_all(snapshot, DayNumber.YEAR)
    undated = within & snapshot.between(By.DAY, 0, DayNumber.YEAR)
    counted = NO_IDS
    if ends is not None:
        first = max(ends[1].back(days).value + 1, DayNumber.YEAR)
        counted = within & snapshot.between(By.DAY, first, None)
    places = snapshot.newest_by(counted or undated, most, By.DAY).ids()
    told = snapshot.days(places)
    last = told >= np.sort(told)[-most:][:1]  # no story of an earlier day is among the newest
    newest = sorted(
        zip(told[last].tolist(), places[last].tolist(), strict=True),
        key=lambda pair: (-pair[0], newest_first(snapshot.stored(pair[1]))),
    )
    return Recent(
        days,
        len(counted),
        len(undated),
        tuple(cited(snapshot, snapshot.stored(at)) for _, at in newest[:most]),
        aliases(snapshot, wanted) if wanted else (),
    )

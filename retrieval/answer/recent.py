"""What a subscription would have sent lately: the stories of the last days that pass its filter."""

from dataclasses import dataclass
from datetime import date

from retrieval.analysis.day_numbers import have_years
from retrieval.answer.cite import cited, newest_first
from retrieval.answer.passed import aliases
from retrieval.answer.passing import passing
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
    own = snapshot.days
    known = have_years(own)
    dated = own[known]
    places = snapshot.doc_ids()
    if wanted is not None:
        places = places[passing(snapshot, wanted, today)[places]]
    first = DayNumber(int(dated.max())).back(days) if len(dated) else DayNumber(0)
    places = places[(own[places] > first.value) | ~known[places]]
    found = places.tolist()
    counted = [at for at in found if known[at]]
    newest = sorted(counted or found, key=lambda at: (-own[at], newest_first(snapshot.stored(at))))
    return Recent(
        days,
        len(counted),
        len(found) - len(counted),
        tuple(cited(snapshot, snapshot.stored(at)) for at in newest[:most]),
        aliases(snapshot, wanted) if wanted else (),
    )

"""The stories that an interpretation restricts to: by their credits, days and words.

Sets of them from lookups and postings; no story is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.analysis.values import term_of
from retrieval.answer.evidence import telling_words
from retrieval.index.document_store import ANY_ROLE, WROTE, paper_key
from retrieval.index.id_set import IdSet, union
from retrieval.index.lookups import By
from retrieval.index.snapshot import Snapshot
from retrieval.query.cues import is_topical
from retrieval.query.days import Days
from retrieval.query.interpretations import Interpretation, Sense
from retrieval.query.issues import named_papers
from retrieval.query.parse import on_topic
from retrieval.query.query import Query, Unit, UnitKind
from retrieval.query.terms import blanked

SAID = 0.5
"""The cue from which on an interpretation is said at all."""

_MEANT = (UnitKind.NAME, UnitKind.OFFICE)  # whatever of their wordings stands there


@dataclass(frozen=True, slots=True)
class Selection:
    """The stories of an interpretation.

    ``query`` asks for its topic alone. ``credited`` are the stories by its credits, papers and days
    (``dated`` is false where none is of the days: then days don't count), ``stories`` those of them
    with the words ``met`` by some of them. ``missed`` are words that none has. Where a cue says how
    the question is meant, words that stand nowhere in print and are in no way said to be the topic
    are ``ignored``: they are likely just said.
    """

    query: Query
    credited: IdSet
    stories: IdSet
    met: tuple[Unit, ...]
    missed: tuple[Unit, ...]
    ignored: tuple[Unit, ...]
    dated: bool
    papers: tuple[str, ...]

    @property
    def worded(self) -> bool:
        """Whether something is said beside the cues."""
        return bool(self.met or self.missed or self.ignored)

    @property
    def whole(self) -> bool:
        """Whether all that was asked restricts, and stories are left."""
        return self.dated and not self.missed and bool(self.stories)

    @property
    def share(self) -> float:
        """The share of the words that are met, 1 where there are none."""
        every = len(self.met) + len(self.missed)
        return len(self.met) / every if every else 1.0


def select(snapshot: Snapshot, query: Query, taken: Interpretation) -> Selection:
    """Return the stories that an interpretation of a query restricts to."""
    line = blanked(query.line, query.days.spans if query.days else ())
    spans, papers = named_papers(line, [paper.name for paper in snapshot.papers])
    asked = on_topic(query, taken.topic, snapshot, (*taken.by, *taken.without), spans)
    credited = _credited(snapshot, taken)
    if papers and snapshot.several_papers:
        credited = credited & _printed_in(snapshot, papers)
    dated = True
    if query.days is not None:
        of_days = credited & of_day(snapshot, query.days)
        dated = bool(of_days)
        credited = of_days if dated else credited
    stories = credited
    met: list[Unit] = []
    missed: list[Unit] = []
    ignored: list[Unit] = []
    for unit in telling_words(snapshot, asked):
        if unit.kind is UnitKind.DAY or (taken.cue >= SAID and _is_slight(unit)):
            continue
        having = _having(snapshot, unit)
        if both := stories & having:
            stories = both
            met.append(unit)
        elif (
            taken.cue < SAID
            or having
            or unit.kind is not UnitKind.WORD
            or is_topical(query.line, unit.typed)
        ):
            missed.append(unit)
        else:
            ignored.append(unit)
    words = tuple(met), tuple(missed), tuple(ignored)
    return Selection(asked, credited, stories, *words, dated, papers)


def _is_slight(unit: Unit) -> bool:
    """Return whether a unit is one character of no name: beside a cue it restricts nothing."""
    return len(unit.typed) == 1 and unit.kind in (UnitKind.WORD, UnitKind.EXACT)


def of_day(snapshot: Snapshot, days: Days) -> IdSet:
    """Return the stories that are of some days, or printed on one of them."""
    return snapshot.of_days(days, By.OWN_DAY) | snapshot.of_days(days, By.PRINTED_DAY)


def _printed_in(snapshot: Snapshot, papers: Sequence[str]) -> IdSet:
    keys = [paper_key(name) for name in papers]
    return snapshot.having(By.PAPER, keys)


def _credited(snapshot: Snapshot, taken: Interpretation) -> IdSet:
    """Return the stories by credits; of who wrote none, those that have their pictures."""
    if taken.by:
        own = snapshot.credited_to(taken.by, WROTE)
        return own or snapshot.credited_to(taken.by, ANY_ROLE)
    if taken.without and taken.kind is not Sense.STAFF:  # of people, these alone don't count
        return snapshot.there - snapshot.credited_to(taken.without, WROTE)
    return snapshot.there


def _having(snapshot: Snapshot, unit: Unit) -> IdSet:
    """Return the stories that a unit stands in, as typed or by what means the same.

    What newspapers may put for a word counts only where the word itself is nowhere in print.
    """
    first, *others = unit.wordings
    found = snapshot.standing(first)
    if (term := term_of(first)) is not None:
        found = found | snapshot.having_term(term)
    if unit.kind in _MEANT or not found:
        found = union([found, *map(snapshot.standing, others)])
    return found

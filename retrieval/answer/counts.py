"""Answers that count articles' own fields: how many stories, who wrote them, who wrote most.

What was counted is said by a remark, in the words of a /search that finds the same; the stories
follow as hits.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from retrieval.analysis.keys import key_of
from retrieval.analysis.normalise import compact_text
from retrieval.answer.choice import Choice
from retrieval.answer.day_span import day_span
from retrieval.answer.selection import Selection
from retrieval.index.document_store import Role
from retrieval.index.id_set import IdSet
from retrieval.index.kernel import Keys
from retrieval.index.lookups import COUNTED, By
from retrieval.index.snapshot import Snapshot
from retrieval.model import Remark, RemarkKind
from retrieval.query.interpretations import Interpretation, Sense

NAMED = 20
"""People who are named one by one."""


class Author(NamedTuple):
    """Who wrote stories: how many, and the doc id of the newest of them."""

    name: str
    stories: int
    newest: int


class Authors(NamedTuple):
    """How many people wrote stories, and those who wrote most, up to `NAMED`, the first first."""

    people: int
    first: tuple[Author, ...]

    @property
    def winners(self) -> tuple[Author, ...]:
        """Who of them wrote most, several where they wrote as much."""
        return tuple(one for one in self.first if one.stories == self.first[0].stories)


def remarks(snapshot: Snapshot, chosen: Choice, found: Authors) -> tuple[Remark, ...]:
    """Return what was counted, for an interpretation whose stories are all found.

    ``found`` are those who wrote them.
    """
    taken, selected = chosen
    counted = (_counted(taken, selected), *_days(snapshot, selected.stories))
    restricted = bool(selected.met or selected.papers) or selected.query.days is not None
    base = counted if restricted else ()
    match taken.kind:
        case Sense.MOST:
            return (*base, *_most(found))
        case Sense.STAFF:
            return (*base, _staff(taken, found))
        case Sense.OTHERS:
            number = str(len(selected.stories))
            others = Remark(RemarkKind.NOT_BY, ("、".join(taken.without), number))
            return (others, *(base or counted[1:]))
        case _:
            return counted


def authors(snapshot: Snapshot, among: IdSet, taken: Interpretation) -> Authors:
    """Return who wrote some stories; maybe nobody.

    Reporters, or correspondents where no reporter is named. Those whom an interpretation leaves out
    don't count; where it compares some, only these do.
    """
    every = snapshot.credit_counts(among)
    keys, counts = every[:, 0], every[:, 1:]
    own = ~np.isin(keys, _keys(taken.without))
    if taken.kind is Sense.MOST and taken.by:
        own &= np.isin(keys, _keys(taken.by))
    for at, role in enumerate(COUNTED):
        held = own & (counts[:, at] > 0)
        if held.any():
            return _authors(snapshot, among, role, keys[held], counts[held, at])
    return Authors(0, ())


def _keys(names: Sequence[str]) -> list[int]:
    return [key_of(compact_text(name)) for name in names]


def _authors(snapshot: Snapshot, among: IdSet, role: Role, keys: Keys, counts: Keys) -> Authors:
    found = []
    for at in np.argsort(-counts, kind="stable")[:NAMED].tolist():
        key = int(keys[at])
        stories = snapshot.credited(keys[at : at + 1], role) & among
        own = snapshot.newest_by(stories, 1, By.DAY).ids()
        days = snapshot.days(own)
        newest = int(own[days == days.max()][-1])
        found.append(Author(_name(snapshot, newest, key), int(counts[at]), newest))
    return Authors(len(keys), tuple(sorted(found, key=lambda one: (-one.stories, one.name))))


def _name(snapshot: Snapshot, doc_id: int, key: int) -> str:
    article = snapshot.stored(doc_id).article
    credited = (*article.reporters, *article.correspondents)
    return next(name for name in credited if key_of(compact_text(name)) == key)


def _staff(taken: Interpretation, found: Authors) -> Remark:
    listed = _listed(found.first, found.people)
    if taken.without:
        return Remark(RemarkKind.STAFF_BESIDE, ("、".join(taken.without), listed))
    return Remark(RemarkKind.STAFF, (str(found.people), listed))


def _most(found: Authors) -> tuple[Remark, ...]:
    names = "、".join(one.name for one in found.winners)
    most = Remark(RemarkKind.WROTE_MOST, (names, str(found.first[0].stories)))
    rest = found.first[len(found.winners) :]
    if not rest:
        return (most,)
    return most, Remark(RemarkKind.RUNNERS_UP, (_listed(rest, found.people - len(found.winners)),))


def _listed(named: Sequence[Author], count: int) -> str:
    """Return people with the numbers of their stories, and … for those who are not named."""
    listed = "、".join(f"{one.name} {one.stories}" for one in named)
    return f"{listed}…" if count > len(named) else listed


def _counted(taken: Interpretation, selected: Selection) -> Remark:
    number = str(len(selected.stories))
    what = _what(taken, selected)
    if not what:
        return Remark(RemarkKind.COUNTED_ALL, (number,))
    return Remark(RemarkKind.COUNTED, (number, what))


def _what(taken: Interpretation, selected: Selection) -> str:
    """Return what stories are restricted to, as /search has it; empty for all."""
    days = selected.query.days
    return " ".join(
        [
            *([f"记者:{'|'.join(taken.by)}"] if taken.by else []),
            *(f"-记者:{name}" for name in taken.without if taken.kind is not Sense.STAFF),
            *([f"报纸:{'|'.join(selected.papers)}"] if selected.papers else []),
            *(unit.typed for unit in selected.met),
            *([days.typed] if days is not None and selected.dated else []),
        ]
    )


def _days(snapshot: Snapshot, stories: IdSet) -> tuple[Remark, ...]:
    """Return a remark on the first and last day of some stories; none where days are unknown."""
    span = day_span(snapshot, stories)
    if span is None:
        return ()
    first, last = map(str, span)
    return (Remark(RemarkKind.SPAN, (first if first == last else f"{first} – {last}",)),)

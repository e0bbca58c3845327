"""Answers from articles' own fields, for the interpretation that was chosen.

A reporter's stories or the others', how many there are, who writes and who wrote most. Where not
all that was asked restricts, the reporter's stories are the nearest.
"""

from collections.abc import Sequence
from dataclasses import replace

from retrieval.answer.choice import Choice
from retrieval.answer.cite import hits
from retrieval.answer.counts import Authors, authors, remarks
from retrieval.answer.listing import newest, passage_to_show
from retrieval.answer.paging import HitPage
from retrieval.answer.ranking import ranking
from retrieval.answer.selection import Selection
from retrieval.index.document_store import WROTE
from retrieval.index.id_set import IdSet
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Passage, Remark, RemarkKind
from retrieval.query.interpretations import Sense
from retrieval.query.query import Query

_RANKED = 200  # stories with the words that are put in order of their scores


def field_answer(snapshot: Snapshot, query: Query, chosen: Choice, page: HitPage) -> Answer | None:
    """Return the answer to an interpretation, or None where nobody's name is printed."""
    taken, found = chosen
    if not found.whole:
        listed = _listed(snapshot, found, found.stories, page)
        said = (*query.remarks, Remark(RemarkKind.NOT_SAID))
        return replace(listed, question=query.text, remarks=said, doubtful=True)
    people = Authors(0, ())
    if taken.kind in (Sense.MOST, Sense.STAFF):
        people = authors(snapshot, found.stories, taken)
        if not people.first:
            return None
    if taken.kind is Sense.STAFF:
        shown = people.first[page.start : page.start + page.listed]
        pairs = [_first(snapshot, found, one.newest) for one in shown]
        listed = _answer(snapshot, found, pairs, page, len(people.first))
    else:
        stories = found.stories
        if taken.kind is Sense.MOST:
            winners = [one.name for one in people.winners]
            stories = stories & snapshot.credited_to(winners, WROTE)
        listed = _listed(snapshot, found, stories, page)
    said = (*query.remarks, *remarks(snapshot, chosen, people))
    return replace(listed, question=query.text, remarks=said)


def _listed(snapshot: Snapshot, found: Selection, stories: IdSet, page: HitPage) -> Answer:
    """List stories, those with the words best first, the others newest first."""
    ranked = ranking(snapshot, found.query, stories, depth=_RANKED) if found.met else ()
    best = {snapshot.doc_id_of(one.passage): one for one in reversed(ranked)}
    first = [one for one in ranked if best[snapshot.doc_id_of(one.passage)] is one]
    own = first[page.start : page.start + page.listed]
    rest = stories - IdSet.of(list(best))
    after = newest(snapshot, rest, max(0, page.start - len(first)), page.listed - len(own))
    pairs = [
        *((snapshot.passage(one.passage), one.score) for one in own),
        *(_first(snapshot, found, at) for at in after),
    ]
    return _answer(snapshot, found, pairs, page, len(stories))


def _first(snapshot: Snapshot, found: Selection, doc_id: int) -> tuple[Passage, float]:
    days = found.query.days
    if days is None:
        return snapshot.passage(snapshot.passages_of(doc_id).start), 0.0
    return passage_to_show(snapshot.stored(doc_id), days), 0.0


def _answer(
    snapshot: Snapshot,
    found: Selection,
    pairs: Sequence[tuple[Passage, float]],
    page: HitPage,
    total: int,
) -> Answer:
    # Without words nothing is marked, and finding what to mark takes longer than all else.
    shown = hits(snapshot, found.query if found.met else None, pairs, page.start)
    return Answer("", AnswerKind.LISTING, shown, total)

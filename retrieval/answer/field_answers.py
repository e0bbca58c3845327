"""Answers from articles' own fields, for the interpretation that was chosen.

A reporter's stories or the others', how many there are, who writes and who wrote most. Where not
all that was asked restricts, the reporter's stories are the nearest.
"""

from collections.abc import Sequence
from dataclasses import replace

from retrieval.answer.choice import Choice
from retrieval.answer.cite import hits
from retrieval.answer.counts import Authors, authors, remarks
from retrieval.answer.listing import LISTED, newest, passage_to_show
from retrieval.answer.ranking import ranking
from retrieval.answer.selection import Selection
from retrieval.index.document_store import WROTE
from retrieval.index.id_set import IdSet
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Passage, Remark, RemarkKind
from retrieval.query.interpretations import Sense
from retrieval.query.query import Query


def field_answer(snapshot: Snapshot, query: Query, chosen: Choice) -> Answer | None:
    """Return the answer to an interpretation, or None where nobody's name is printed."""
    taken, found = chosen
    if not found.whole:
        listed = _listed(snapshot, found, found.stories)
        said = (*query.remarks, Remark(RemarkKind.NOT_SAID))
        return replace(listed, question=query.text, remarks=said, doubtful=True)
    people = Authors(0, ())
    if taken.kind in (Sense.MOST, Sense.STAFF):
        people = authors(snapshot, found.stories, taken)
        if not people.first:
            return None
    if taken.kind is Sense.STAFF:
        listed = _answer(snapshot, found, [_first(snapshot, found, w.newest) for w in people.first])
    else:
        stories = found.stories
        if taken.kind is Sense.MOST:
            winners = [one.name for one in people.winners]
            stories = stories & snapshot.credited_to(winners, WROTE)
        listed = _listed(snapshot, found, stories)
    said = (*query.remarks, *remarks(snapshot, chosen, people))
    return replace(listed, question=query.text, remarks=said)


def _listed(snapshot: Snapshot, found: Selection, stories: IdSet) -> Answer:
    """List stories, those with the words best first, the others newest first."""
    ranked = ranking(snapshot, found.query, stories, depth=LISTED) if found.met else ()
    best = {snapshot.doc_id_of(one.passage): one for one in reversed(ranked)}
    first = [one for one in ranked if best[snapshot.doc_id_of(one.passage)] is one]
    rest = stories - IdSet.of(list(best))
    pairs = [
        *((snapshot.passage(one.passage), one.score) for one in first),
        *(_first(snapshot, found, at) for at in newest(snapshot, rest, 0, LISTED - len(first))),
    ]
    return _answer(snapshot, found, pairs)


def _first(snapshot: Snapshot, found: Selection, doc_id: int) -> tuple[Passage, float]:
    days = found.query.days
    if days is None:
        return snapshot.passage(snapshot.passages_of(doc_id).start), 0.0
    return passage_to_show(snapshot.stored(doc_id), days), 0.0


def _answer(snapshot: Snapshot, found: Selection, pairs: Sequence[tuple[Passage, float]]) -> Answer:
    # Without words nothing is marked, and finding what to mark takes longer than all else.
    shown = hits(snapshot, found.query if found.met else None, pairs)
    return Answer("", AnswerKind.LISTING, shown, len(shown))

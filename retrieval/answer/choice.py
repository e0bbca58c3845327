"""Which interpretation of a question is answered: by what says so, and by what each finds.

An interpretation that is plainly said and finds all that it asks for is taken. Otherwise it stands
beside the passage interpretation, and the question's words decide: a story that says all of them
goes before a list that does not.
"""

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.answer.passage_answers import FoundPassages
from retrieval.answer.selection import SAID, Selection, select
from retrieval.index.snapshot import Snapshot
from retrieval.model import Band
from retrieval.query.cues import quoted
from retrieval.query.interpretations import Interpretation, Sense
from retrieval.query.query import Query

_PLAIN = 0.75
"""The cue from which on it is said plainly, so that words may restrict it."""
_CUE = 0.5
"""What a plain cue is worth beside the share of the words that are met."""


class Choice(NamedTuple):
    """An interpretation, and the stories that it restricts to."""

    taken: Interpretation
    found: Selection


def choice(
    snapshot: Snapshot,
    query: Query,
    taken: Sequence[Interpretation],
    passages: FoundPassages,
) -> Choice | None:
    """Return the best of some interpretations, or None where passages answer better.

    Passages are looked for only where it depends on them.
    """
    best: Choice | None = None
    for one in sorted(taken, key=lambda each: -min(each.cue, 1.0)):
        if one.cue < SAID and one.kind is not Sense.STORIES:
            continue
        tried = Choice(one, select(snapshot, query, one))
        if _is_sure(snapshot, query, tried):
            return tried
        if best is None and _may_stand(tried):
            best = tried
    if best is None:
        return None
    answered = passages.band is Band.ANSWER
    return None if answered or _score(best) <= passages.coverage else best


def _is_sure(snapshot: Snapshot, query: Query, tried: Choice) -> bool:
    """Return whether no passage can answer better."""
    taken, found = tried
    if taken.kind is Sense.BYLINE:
        if titles := quoted(query.line):  # of a book, maybe
            return any(len(snapshot.titled(title)) for title in titles)
        return taken.cue >= (_PLAIN if found.worded else SAID)
    if not found.whole:
        return False
    if taken.kind is Sense.STORIES:
        # A reporter who is written about, too, may be asked about: 景静得了什么奖.
        told = any(len(snapshot.name_postings(name)) for name in taken.by)
        return not told or taken.cue >= SAID or (not found.met and query.answer_type is None)
    return taken.cue >= (_PLAIN if found.worded else SAID)


def _may_stand(tried: Choice) -> bool:
    """Return whether an interpretation has something to show though it is not sure.

    That is a reporter's stories; or others, where it is plainly said and no word is missed.
    """
    taken, found = tried
    if taken.kind is Sense.BYLINE or not found.credited:
        return False
    return bool(taken.by) or (taken.cue >= _PLAIN and not found.missed)


def _score(tried: Choice) -> float:
    return tried.found.share + _CUE * min(tried.taken.cue, 1.0)

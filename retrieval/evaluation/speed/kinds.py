"""What people do with an archive, kind by kind, and how each is carried out.

A **kind** is done with a text, as somebody types it, from that to the whole answer: how it is
worded, which passages are marked, which remarks it has. Pages of hits are as long as the bot's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from retrieval.answer import subject
from retrieval.answer.answer import answer, latest
from retrieval.answer.filtered import inline, search
from retrieval.answer.paging import HitPage
from retrieval.answer.story import Asked, story
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, Band

Do = Callable[[Snapshot, str, date], object]
"""Carries out a text on a snapshot, on a day."""
_CARDS, _ROWS, _TYPED = 3, 10, 50  # stories shown of a question, a search, what is being typed


@dataclass(frozen=True, slots=True)
class TaskKind:
    """What is done, ``shown`` as it is called; with ``ends`` only what ends so counts."""

    shown: str
    do: Do
    ends: Band | None = None

    def counts(self, given: object) -> bool:
        """Return whether an answer is one of this kind."""
        return self.ends is None or (isinstance(given, Answer) and given.band is self.ends)


def _ask(snapshot: Snapshot, text: str, today: date) -> Answer:
    return answer(snapshot, text, limit=_CARDS, stories=True, listed=_ROWS, today=today)


def _search(snapshot: Snapshot, text: str, today: date) -> Answer:
    return search(snapshot, text, limit=_ROWS, today=today)


def _inline(snapshot: Snapshot, text: str, today: date) -> Answer:
    return inline(snapshot, text, limit=_TYPED, today=today)


def _latest(snapshot: Snapshot, text: str, today: date) -> Answer:
    del today
    return latest(snapshot, text)


def _story(snapshot: Snapshot, text: str, today: date) -> object:
    number, _, asked = text.partition(" ")
    stored = snapshot.stored(_doc_id(snapshot, number))
    return story(snapshot, stored, asked, Asked.QUESTION, today=today)


def _related(snapshot: Snapshot, text: str, today: date) -> Answer:
    del today
    return subject.related(snapshot, _doc_id(snapshot, text), HitPage(0, _ROWS))


def _doc_id(snapshot: Snapshot, number: str) -> int:
    doc_id = snapshot.doc_id(int(number))
    if doc_id is None:
        raise LookupError(number)
    return doc_id


KINDS: Mapping[str, TaskKind] = {
    "question": TaskKind("a question", _ask),
    "dated": TaskKind("a question with a day", _ask),
    "misspelt": TaskKind("a question with a misspelt name", _ask),
    "nearest": TaskKind("a question that print does not answer: nearest", _ask, Band.NEAREST),
    "nothing": TaskKind("a question of words that are nowhere: nothing", _ask, Band.NOTHING),
    "long": TaskKind("a question of 500 characters", _ask),
    "words": TaskKind("`/search`, three words", _search),
    "filtered": TaskKind("`/search`, words with day, page or reporter", _search),
    "fields": TaskKind("`/search`, day, page and reporter alone", _search),
    "inline": TaskKind("what is being typed, each prefix", _inline),
    "reporter": TaskKind("what a reporter wrote", _ask),
    "count": TaskKind("how many stories", _ask),
    "issue": TaskKind("the paper of a day", _ask),
    "latest": TaskKind("the latest issue", _latest),
    "story": TaskKind("a story opened", _story),
    "related": TaskKind("stories on the same subject", _related),
}
"""By the names that the figures have."""

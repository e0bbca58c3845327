"""The passage interpretation of a question: what it finds, how sure that is, what is said of it."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from retrieval.analysis.normalise import compact_text
from retrieval.answer.as_typed import NEAREST
from retrieval.answer.confidence import band
from retrieval.answer.evidence import StoryEvidence, Witness
from retrieval.answer.paging import HitPage
from retrieval.answer.ranking import JUDGED, ranking
from retrieval.answer.search import Scored
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Band, Remark, RemarkKind
from retrieval.query.query import Query

NOT_SAID = Remark(RemarkKind.NOT_SAID)
"""What is said above the nearest stories."""

_WORTH = 0.4  # of the best score, to be shown after it
_DEPTH = 50  # passages that pages of hits go through


class FoundPassages:
    """The passages for one question, looked for when they are first asked for, and judged once.

    ``ranked`` are given where they are in another order than the ranking's.
    """

    def __init__(
        self, snapshot: Snapshot, query: Query, ranked: Sequence[Scored] | None = None
    ) -> None:
        self._snapshot = snapshot
        self._query = query
        self._ranked = ranked
        self._evidence: dict[Scored, StoryEvidence] = {}

    @cached_property
    def ranked(self) -> Sequence[Scored]:
        """The passages, best first."""
        if self._ranked is not None:
            return self._ranked
        return ranking(self._snapshot, self._query, depth=_DEPTH)

    @cached_property
    def band(self) -> Band:
        """How sure it is that the first story answers, by the best of its first passages.

        Where it is not, another one of the first may still be the nearest.
        """
        judged = self.ranked[:JUDGED]
        first = {self._snapshot.doc_id_of(one.passage) for one in judged[:1]}
        own = [one for one in judged if self._snapshot.doc_id_of(one.passage) in first]
        bands = {band(self.evidence(one)) for one in own}
        if Band.ANSWER in bands:
            return Band.ANSWER
        others = (one for one in judged if one not in own)
        near = Band.NEAREST in bands or any(
            band(self.evidence(one)) is not Band.NOTHING for one in others
        )
        return Band.NEAREST if near else Band.NOTHING

    @property
    def coverage(self) -> float:
        """How much of what tells the best of the first passages meets, 0 to 1; 0 for none."""
        return max((self.evidence(one).coverage for one in self.ranked[:JUDGED]), default=0.0)

    def evidence(self, one: Scored) -> StoryEvidence:
        """Return what speaks for a passage's story as an answer."""
        if one not in self._evidence:
            self._evidence[one] = self._witness.of(one.passage, one.score)
        return self._evidence[one]

    def answer(self, page: HitPage) -> Answer:
        """Return a page of the passages as an answer, of the nearest stories, or a no-answer."""
        if self.band is Band.NOTHING:
            return _nothing(self._query)
        worth = [one for one in self.ranked if one.score >= _WORTH * self.ranked[0].score]
        doubtful = self.band is Band.NEAREST
        if doubtful:
            worth = self._of_nearest(worth)
        shown, total = page.of(self._snapshot, self._query, worth)
        return Answer(
            self._query.text,
            AnswerKind.PASSAGES,
            shown,
            total=total,
            remarks=(*self._told(), *([NOT_SAID] if doubtful else [])),
            doubtful=doubtful,
        )

    @cached_property
    def _witness(self) -> Witness:
        return Witness(self._snapshot, self._query)

    def _of_nearest(self, found: Sequence[Scored]) -> list[Scored]:
        """Return the passages of the first `NEAREST` stories."""
        doc_id_of = self._snapshot.doc_id_of
        stories = list(dict.fromkeys(doc_id_of(one.passage) for one in found))[:NEAREST]
        return [one for one in found if doc_id_of(one.passage) in stories]

    def _told(self) -> Iterator[Remark]:
        """Yield the query's remarks, but for other names of what the first story has as typed."""
        first = self.ranked[0].passage
        story = self._snapshot.passages_of(self._snapshot.doc_id_of(first))
        texts = (self._snapshot.compact_title(first), *map(self._snapshot.compact, story))
        for remark in self._query.remarks:
            typed = compact_text(remark.values[0]) if remark.kind is RemarkKind.ALIAS else ""
            if not typed or not any(typed in text for text in texts):
                yield remark


def nothing(text: str) -> Answer:
    """Return a no-answer."""
    return Answer(text, AnswerKind.NOTHING, remarks=(Remark(RemarkKind.NO_ANSWER),))


def _nothing(query: Query) -> Answer:
    if _is_noise(query):
        return Answer(query.text, AnswerKind.COURTESY, remarks=(Remark(RemarkKind.NOISE),))
    return nothing(query.text)


def _is_noise(query: Query) -> bool:
    """Return whether a question is one string of letters or digits, and no name or day."""
    whole = any(len(name) > 1 for name in query.names)
    return not whole and re.fullmatch(r"[!-~]{1,24}", query.text.strip()) is not None

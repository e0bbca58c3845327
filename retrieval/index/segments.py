"""Articles by doc id and passages by number, through all segments of an archive."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.index.bm25 import PassageIndex
from retrieval.index.id_set import IdSet, union
from retrieval.index.occurrences import Stories
from retrieval.index.postings import Ids, Mask
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.model import Passage, StoredArticle

AT_HAND = 4096
"""Articles that are kept as read."""
_LONE = 1  # segment


class Segments:
    """Articles by doc id and passages by number, through all segments.

    A **doc id** is an article's position in these, and means nothing elsewhere; its article id is
    the database's. Deleted articles keep their doc ids: ``there`` has the others. ``based`` are the
    segments, each with the doc id of its first article.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = tuple(segments)
        self.index = self._index()
        self._doc_bases: list[int] = [
            0,
            *np.cumsum([len(segment.documents) for segment in self.segments]).tolist(),
        ]
        self.based = list(zip(self.segments, self._doc_bases[:-1], strict=True))
        self._passage_bases: list[int] = self.index.offsets.tolist()
        self._at_hand: dict[int, IndexedArticle] = {}

    def _index(self) -> PassageIndex:
        return PassageIndex.over(
            [segment.inverted for segment in self.segments],
            [segment.passages_deleted for segment in self.segments],
        )

    def __len__(self) -> int:
        """Return how many passages there are; an archive with an article has one."""
        return self.index.corpus_size

    @cached_property
    def there(self) -> IdSet:
        """The doc ids of all articles that are not deleted."""
        return union([segment.there.moved(base) for segment, base in self.based])

    @property
    def count(self) -> int:
        """How many articles there are."""
        return self._doc_bases[-1] - sum(len(segment.deleted) for segment in self.segments)

    @property
    def max_doc(self) -> int:
        """One more than the highest doc id: how many articles there are, deleted ones counted."""
        return self._doc_bases[-1]

    def article(self, article_id: int) -> StoredArticle | None:
        """Return the article of an id, or None."""
        entry = self.entry(article_id)
        return None if entry is None else entry.stored

    def entry(self, article_id: int) -> IndexedArticle | None:
        """Return the article of an id, with its names, or None."""
        doc_id = self.doc_id(article_id)
        return None if doc_id is None else self.entry_at(doc_id)

    def doc_id(self, article_id: int) -> int | None:
        """Return the doc id of the article of an id, or None."""
        for segment, base in self.based:
            doc_id = segment.doc_id(article_id)
            if doc_id is not None and doc_id in segment.there:
                return base + doc_id
        return None

    def entry_at(self, doc_id: int) -> IndexedArticle:
        """Return the article of a doc id, with its names."""
        entry = self._at_hand.get(doc_id)
        if entry is None:
            number = bisect_right(self._doc_bases, doc_id) - 1
            entry = self.segments[number].documents.entry(doc_id - self._doc_bases[number])
            if len(self._at_hand) >= AT_HAND:
                self._at_hand.clear()
            self._at_hand[doc_id] = entry
        return entry

    def stored(self, doc_id: int) -> StoredArticle:
        """Return the article of a doc id."""
        return self.entry_at(doc_id).stored

    def article_at(self, passage: int) -> StoredArticle:
        """Return the article of a passage."""
        return self.stored(self.doc_id_of(passage))

    def doc_id_of(self, passage: int) -> int:
        """Return the doc id of a passage's article."""
        number, own = self._segment_of(passage)
        first = self.segments[number].documents.first_passage
        return self._doc_bases[number] + int(first.searchsorted(np.int32(own), "right")) - 1

    def doc_ids_of(self, passages: Ids) -> Ids:
        """Return the doc ids of the articles of some passages, in their order."""
        found = np.empty(len(passages), np.int32)
        for number, places, own in self._by_segment(passages, self._passage_bases):
            first = self.segments[number].documents.first_passage
            found[places] = first.searchsorted(own, "right") + (self._doc_bases[number] - 1)
        return found

    def passages_in(self, articles: IdSet) -> IdSet:
        """Return the passages of a set of articles."""
        each = []
        for (segment, base), offset in zip(self.based, self._passage_bases, strict=False):
            own = articles.within(base, base + len(segment.documents))
            first = segment.documents.first_passage
            passages = IdSet(first[own.starts], first[own.ends])
            each.append(passages.checked(len(segment.inverted.lengths)).moved(offset))
        return union(each)

    def passages_of(self, doc_id: int) -> range:
        """Return the passages of the article of a doc id."""
        number = bisect_right(self._doc_bases, doc_id) - 1
        start, end = self.segments[number].documents.first_passage[
            doc_id - self._doc_bases[number] :
        ][:2]
        offset = self._passage_bases[number]
        return range(offset + int(start), offset + int(end))

    def passage(self, passage: int) -> Passage:
        """Return the passage of this number."""
        number, own = self._segment_of(passage)
        span = self.segments[number].documents.span(own)
        doc_id = self.doc_id_of(passage)
        stored = self.stored(doc_id)
        ordinal = passage - self.passages_of(doc_id).start
        return Passage(stored.id, ordinal, stored.article.body[span.start : span.end], span)

    def compact(self, passage: int) -> str:
        """Return the compact text of a passage."""
        number, own = self._segment_of(passage)
        return self.segments[number].documents.compact_text(own)

    def compact_title(self, passage: int) -> str:
        """Return the compact title of a passage's article."""
        doc_id = self.doc_id_of(passage)
        number = bisect_right(self._doc_bases, doc_id) - 1
        return self.segments[number].documents.compact_title(doc_id - self._doc_bases[number])

    def stories(self, passages: Sequence[int]) -> Iterator[tuple[Stories, Ids, Sequence[int]]]:
        """Yield the segments of some passages, with their numbers there, and which of them."""
        each = np.array(passages, np.int64)
        numbers = np.searchsorted(self._passage_bases, each, "right") - 1
        for number in sorted(set(numbers.tolist())):
            which = np.flatnonzero(numbers == number)
            own = (each[which] - self._passage_bases[number]).astype(np.int32)
            yield self.segments[number].stories, own, which.tolist()

    def day(self, doc_id: int) -> int:
        """Return the day printed in an article, or else that of its newest issue.

        See `retrieval.analysis.day_numbers`; 0 for none.
        """
        number = bisect_right(self._doc_bases, doc_id) - 1
        documents, own = self.segments[number].documents, doc_id - self._doc_bases[number]
        return int(documents.days[own]) or documents.issued(own)

    def days(self, doc_ids: Ids) -> Ids:
        """Return the same of some articles, in their order."""
        found = np.empty(len(doc_ids), np.int32)
        for number, places, own in self._by_segment(doc_ids, self._doc_bases):
            documents = self.segments[number].documents
            day = documents.days[own]
            found[places] = np.where(day > 0, day, documents.newest_printings(own)[0])
        return found

    def standing_in_titles(self, word: str, doc_ids: Ids) -> Mask:
        """Return of some articles whether a string stands in their titles."""
        found = np.empty(len(doc_ids), np.bool_)
        for number, places, own in self._by_segment(doc_ids, self._doc_bases):
            found[places] = self.segments[number].documents.titled(word, own)
        return found

    def _segment_of(self, passage: int) -> tuple[int, int]:
        number = bisect_right(self._passage_bases, passage) - 1
        return number, passage - self._passage_bases[number]

    @staticmethod
    def _by_segment(
        numbers: Ids, bases: Sequence[int]
    ) -> Iterator[tuple[int, npt.NDArray[np.int64] | slice, Ids]]:
        """Yield which of some numbers are a segment's, and these, counted from its first."""
        if len(bases) == _LONE + 1:
            yield 0, slice(None), numbers
            return
        of = np.searchsorted(bases, numbers, "right") - 1
        for number in np.unique(of).tolist():
            places = np.flatnonzero(of == number)
            yield number, places, numbers[places] - np.int32(bases[number])

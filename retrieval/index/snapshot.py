"""What searches run on: the archive as it was at one moment, never changed.

Names lie over the index: the postings of a name are found when it is first asked for, by its exact
compact string (padding and dots ignored; letters and digits at word bounds), so that a name learnt
today finds old passages without analysing them again, and a snapshot built afresh is the same.
A single character is found the same way.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from retrieval.analysis.analyzer import words_and_bigrams
from retrieval.analysis.bigrams import bigrams
from retrieval.analysis.normalise import HAN, compact_text
from retrieval.index.bm25 import PassageIndex
from retrieval.index.document_store import ANY_ROLE, Bytes, DocumentStore, Role
from retrieval.index.kernel import Keys
from retrieval.index.papers import papers
from retrieval.index.postings import NO_POSTINGS, Ids, Mask, Postings, shared
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.model import Passage, StoredArticle
from retrieval.model.issues import Paper
from retrieval.names.gazetteer import Gazetteer

_RUN = re.compile(rf"[{HAN}]+")
_PAIR = 2  # characters of a bigram
_AT_HAND = 4096  # articles that are kept as read, and names as found


class Snapshot:
    """Articles by doc id and passages by number, through all segments, and what finds them.

    A **doc id** is an article's position in this snapshot, and means nothing in another one; its
    article id is the database's. Deleted articles keep their doc ids: `doc_ids` returns the others.
    Passage i is of the article of doc id ``article_of[i]``.
    """

    def __init__(self, segments: Sequence[Segment], names: Gazetteer) -> None:
        self.segments = tuple(segments)
        self.names = names
        self.index = PassageIndex.over(
            [segment.inverted for segment in self.segments],
            [segment.passages_deleted for segment in self.segments],
        )
        self._doc_bases: list[int] = [
            0,
            *np.cumsum([len(segment.documents) for segment in self.segments]).tolist(),
        ]
        self._based = list(zip(self.segments, self._doc_bases[:-1], strict=True))
        self._passage_bases: list[int] = self.index.offsets.tolist()
        self._found: dict[str, Postings] = {}
        self._at_hand: dict[int, IndexedArticle] = {}

    @classmethod
    def build(cls, articles: Sequence[StoredArticle], names: Gazetteer) -> "Snapshot":
        """Index articles, all at once."""
        return cls([Segment.of([IndexedArticle(stored) for stored in articles])], names)

    def __len__(self) -> int:
        """Return how many passages there are; an archive with an article has one."""
        return self.index.corpus_size

    @cached_property
    def article_of(self) -> Ids:
        """The doc id of each passage's article."""
        each = [
            np.repeat(
                np.arange(len(segment.documents), dtype=np.int32) + np.int32(base),
                np.diff(segment.documents.first_passage),
            )
            for segment, base in self._based
        ]
        return np.concatenate([np.empty(0, np.int32), *each])

    def doc_ids(self) -> Ids:
        """Return the doc ids of all articles that are not deleted, ascending."""
        each = [np.flatnonzero(segment.live) + base for segment, base in self._based]
        return np.concatenate([np.empty(0, np.int64), *each]).astype(np.int32)

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
        for segment, base in self._based:
            for doc_id in np.flatnonzero(segment.documents.article_ids == article_id).tolist():
                if doc_id not in segment.deleted:
                    return base + int(doc_id)
        return None

    def entry_at(self, doc_id: int) -> IndexedArticle:
        """Return the article of a doc id, with its names."""
        entry = self._at_hand.get(doc_id)
        if entry is None:
            number = bisect_right(self._doc_bases, doc_id) - 1
            entry = self.segments[number].documents.entry(doc_id - self._doc_bases[number])
            if len(self._at_hand) >= _AT_HAND:
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
        return int(self.article_of[passage])

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

    @cached_property
    def own_days(self) -> Ids:
        """The days printed in the articles, by doc id: see `retrieval.analysis.day_numbers`.

        0 for none, and for deleted articles.
        """
        days = [np.where(segment.live, segment.documents.days, 0) for segment in self.segments]
        return np.concatenate([np.empty(0, np.int32), *days])

    @cached_property
    def days(self) -> Ids:
        """The days printed in the articles, or else those of their newest issues, by doc id."""
        issued = [
            np.where(segment.live, segment.documents.issued(), 0) for segment in self.segments
        ]
        days = np.concatenate([np.empty(0, np.int32), *issued])
        return np.where(self.own_days > 0, self.own_days, days)

    def credited_to(self, names: Collection[str], roles: Role = ANY_ROLE) -> list[int]:
        """Return the doc ids of articles that credit any of these names, ascending; maybe none.

        Only credits for one of the roles count.
        """
        return [
            base + doc_id
            for segment, base in self._based
            for doc_id in np.setdiff1d(
                segment.documents.credited_to(tuple(names), roles), segment.deleted
            ).tolist()
        ]

    @cached_property
    def credits(self) -> tuple[Keys, Ids, Bytes]:
        """All credits: the keys of the names, the articles' doc ids, the sets of `Role`."""
        keys, doc_ids, roles = [], [], []
        for segment, base in self._based:
            documents = segment.documents
            live = segment.live[documents.credit_doc]
            keys.append(documents.credit_keys[live])
            doc_ids.append(documents.credit_doc[live] + np.int32(base))
            roles.append(documents.credit_roles[live])
        return (
            np.concatenate([np.empty(0, np.int64), *keys]),
            np.concatenate([np.empty(0, np.int32), *doc_ids]),
            np.concatenate([np.empty(0, np.uint8), *roles]),
        )

    def titled(self, word: str) -> Mask:
        """Return of each doc id whether a compact string stands in the article's title."""
        each = [
            segment.live
            & segment.documents.titled(word, np.arange(len(segment.documents), dtype=np.int32))
            for segment in self.segments
        ]
        return np.concatenate([np.empty(0, np.bool_), *each])

    @cached_property
    def printed_labels(self) -> Keys:
        """The keys of the labels of all printings' pages, in the order of `printings`."""
        keys = [documents.printing_label[live] for documents, live in self._printed()]
        return np.concatenate([np.empty(0, np.int64), *keys])

    @cached_property
    def printed_papers(self) -> Keys:
        """The keys of all printings' papers (see `paper_key`), in the order of `printings`."""
        keys = [documents.printing_paper[live] for documents, live in self._printed()]
        return np.concatenate([np.empty(0, np.int64), *keys])

    @cached_property
    def printed_held(self) -> Mask:
        """Whether each printing's page is held back, in the order of `printings`."""
        held = [documents.printing_held[live] for documents, live in self._printed()]
        return np.concatenate([np.empty(0, np.bool_), *held])

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The papers whose names are known, those with the newest issues first."""
        return papers(self)

    @property
    def several_papers(self) -> bool:
        """Whether the names of more papers than one are known, so that each has to be named."""
        return len(self.papers) > 1

    @cached_property
    def issues(self) -> tuple[Ids, Keys]:
        """The day and page (see `printings`) of each article's newest printing; 0 if deleted."""
        doc_ids, days, pages = self.printings
        first = np.flatnonzero(np.diff(doc_ids, prepend=-1))  # the newest comes first
        day, page = np.zeros(self.max_doc, np.int32), np.zeros(self.max_doc, np.int64)
        day[doc_ids[first]], page[doc_ids[first]] = days[first], pages[first]
        return day, page

    @cached_property
    def printings(self) -> tuple[Ids, Ids, Keys]:
        """All printings: the articles' doc ids, the days of issue (see `own_days`), the pages."""
        doc_ids, days, pages = [], [], []
        for segment, base in self._based:
            documents = segment.documents
            live = segment.live[documents.printing_doc]
            doc_ids.append(documents.printing_doc[live] + np.int32(base))
            days.append(documents.printing_day[live])
            pages.append(documents.printing_page[live])
        none = np.empty(0, np.int32)
        return (
            np.concatenate([none, *doc_ids]),
            np.concatenate([none, *days]),
            np.concatenate([none, *pages]),
        )

    def _printed(self) -> Iterator[tuple[DocumentStore, Mask]]:
        """Yield each segment's documents, and which of their printings are not deleted."""
        for segment in self.segments:
            yield segment.documents, segment.live[segment.documents.printing_doc]

    def name_postings(self, name: str) -> Postings:
        """Return the passages that a name stands in, or in whose titles it does, and how often.

        The scarcest of its bigrams and words says how often. Any string will do, not only a name.
        """
        key = compact_text(name).strip()
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _AT_HAND:
                self._found.clear()
            found = self._found[key] = self._postings_of(key)
        return found

    def _segment_of(self, passage: int) -> tuple[int, int]:
        number = bisect_right(self._passage_bases, passage) - 1
        return number, passage - self._passage_bases[number]

    def _postings_of(self, key: str) -> Postings:
        if len(key) == 1 and _RUN.match(key):
            return self.index.holding(key)
        postings = [self.index.postings(term) for term in _needed(key)]
        if not postings:
            return NO_POSTINGS
        found = shared(postings)
        if len(key) == _PAIR and _RUN.fullmatch(key):
            return found
        kept = np.concatenate([np.empty(0, np.bool_), *self._stands(key, found.ids)])
        return Postings(found.ids[kept], found.tf[kept])

    def _stands(self, key: str, passages: Ids) -> Iterator[Mask]:
        """Yield for each segment which of some passages a string stands in, title counted."""
        bounds = np.searchsorted(passages, self._passage_bases)
        for number, (start, end) in enumerate(pairwise(bounds.tolist())):
            documents = self.segments[number].documents
            doc_ids = self.article_of[passages[start:end]] - np.int32(self._doc_bases[number])
            titled = np.zeros(len(documents), np.bool_)
            articles = np.unique(doc_ids)
            titled[articles] = documents.titled(key, articles)
            own = passages[start:end] - np.int32(self._passage_bases[number])
            yield titled[doc_ids] | documents.worded(key, own)


def _needed(key: str) -> list[str]:
    """Return the terms of any text that a compact string stands in."""
    pairs = [pair for run in _RUN.findall(key) for _, pair in bigrams(run)]
    others = [term for part in _RUN.split(key) for term in words_and_bigrams(part)]
    return [*dict.fromkeys([*pairs, *others])]

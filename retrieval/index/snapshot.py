"""What searches run on: the archive as it was at one moment, never changed.

Names lie over the index: the postings of a name are found when it is first asked for, by its exact
compact string (padding and dots ignored; letters and digits at word bounds), so that a name learnt
today finds old passages without analysing them again, and a snapshot built afresh is the same.
A single character is found the same way.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from retrieval.analysis.analyzer import words_and_bigrams
from retrieval.analysis.bigrams import bigrams
from retrieval.analysis.day_numbers import DayNumbers
from retrieval.analysis.keys import keys_of
from retrieval.analysis.normalise import HAN, compact_text
from retrieval.index.bm25 import PassageIndex
from retrieval.index.document_store import ANY_ROLE, Bytes, Role
from retrieval.index.id_set import IdSet, union
from retrieval.index.issue_list import IssueList
from retrieval.index.kernel import Keys
from retrieval.index.key_runs import KeyRuns
from retrieval.index.lookups import By, issue_order
from retrieval.index.occurrences import Stories
from retrieval.index.papers import issues, papers
from retrieval.index.postings import NO_POSTINGS, Ids, Mask, Postings, shared
from retrieval.index.printings import tallies
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.model import Passage, StoredArticle
from retrieval.model.issues import Paper
from retrieval.names.gazetteer import Gazetteer

_RUN = re.compile(rf"[{HAN}]+")
_PAIR = 2  # characters of a bigram
_AT_HAND = 4096  # articles that are kept as read, and names as found
_LONE = 1  # segment


class _Period(Protocol):
    """Some days."""

    def among(self, printed: DayNumbers) -> Mask:
        """Return for each printed date whether it may be one of these days."""
        ...


class Snapshot:
    """Articles by doc id and passages by number, through all segments, and what finds them.

    A **doc id** is an article's position in this snapshot, and means nothing in another one; its
    article id is the database's. Deleted articles keep their doc ids: ``there`` has the others.
    ``based`` are the segments, each with the doc id of its first article.
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
        self.based = list(zip(self.segments, self._doc_bases[:-1], strict=True))
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
            each.append(IdSet(first[own.starts], first[own.ends]).moved(offset))
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

    def found(self, by: By, meant: Callable[[KeyRuns], IdSet]) -> IdSet:
        """Return the doc ids of the articles that are found by their runs in each segment."""
        return union(
            [
                segment.living(meant(segment.lookups.runs(by))).moved(base)
                for segment, base in self.based
            ]
        )

    def of_days(self, period: _Period, by: By = By.DAY) -> IdSet:
        """Return the doc ids of the articles that are of a period, by one of their days."""
        return self.found(
            by, lambda runs: runs.among(lambda days: period.among(days.astype(np.int32)))
        )

    def first(self, by: By, key: int) -> int | None:
        """Return the first article that is found by a key, or None."""
        each = ((segment.first(by, key), base) for segment, base in self.based)
        return next((base + doc_id for doc_id, base in each if doc_id is not None), None)

    def keys(self, by: By) -> Iterator[Keys]:
        """Yield each segment's keys, ascending: there may be some that only deleted ones have."""
        for segment in self.segments:
            yield segment.lookups.runs(by).keys

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

    def issue_orders(self, doc_ids: Ids) -> Keys:
        """Return of some articles the `issue_order` of their newest printings."""
        found = np.empty(len(doc_ids), np.int64)
        for number, places, own in self._by_segment(doc_ids, self._doc_bases):
            found[places] = issue_order(*self.segments[number].documents.newest_printings(own))
        return found

    def credited_to(self, names: Collection[str], roles: Role = ANY_ROLE) -> IdSet:
        """Return the doc ids of articles that credit any of these names; maybe none.

        Only credits for one of the roles count.
        """
        return self.credited(keys_of(map(compact_text, names)), roles)

    def credited(self, keys: Keys, roles: Role = ANY_ROLE) -> IdSet:
        """Return the same of people by the keys of their compact names."""
        return union(
            [
                segment.living(IdSet.of(segment.documents.credited(keys, roles))).moved(base)
                for segment, base in self.based
            ]
        )

    def credits(self, doc_ids: Ids) -> tuple[Keys, Bytes]:
        """Return the credits of some articles: the keys of the names, the sets of `Role`."""
        keys, roles = [np.empty(0, np.int64)], [np.empty(0, np.uint8)]
        for number, _, own in self._by_segment(doc_ids, self._doc_bases):
            segment = self.segments[number]
            rows = segment.lookups.credits(own)
            keys.append(segment.documents.credit_keys[rows])
            roles.append(segment.documents.credit_roles[rows])
        return np.concatenate(keys), np.concatenate(roles)

    def titled(self, word: str) -> IdSet:
        """Return the doc ids of the articles in whose titles a compact string stands."""
        key = compact_text(word).strip()
        terms = [] if _is_character(key) else _needed(key)
        if min(self.index.frequencies(terms), default=self.max_doc) < self.max_doc:
            having = shared([self.index.postings(term) for term in terms])
            among = IdSet.of(self.doc_ids_of(having.ids))
        else:  # to look into every title takes less
            among = self.there
        return union([IdSet.of(some[self._titled(word, some)]) for some in among.chunks(_AT_HAND)])

    @cached_property
    def tallies(self) -> tuple[Keys, Keys, Keys]:
        """What there is of issues, days and papers, as `Lookups` counts them."""
        return tallies(self)

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The papers whose names are known, those with the newest issues first."""
        return papers(self)

    @property
    def several_papers(self) -> bool:
        """Whether the names of more papers than one are known, so that each has to be named."""
        return len(self.papers) > 1

    @cached_property
    def issues(self) -> IssueList:
        """The issues that have a day, the newest first, without what is held back."""
        return issues(self, held=False)

    @cached_property
    def issues_held_too(self) -> IssueList:
        """The same with what is held back."""
        return issues(self, held=True)

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

    def _postings_of(self, key: str) -> Postings:
        terms = _needed(key)
        found = self._holding(key, terms)
        if not len(found) or _is_character(key) or (len(key) == _PAIR and _RUN.fullmatch(key)):
            return found
        kept = np.empty(len(found), np.bool_)
        articles, of = np.unique(self.doc_ids_of(found.ids), return_inverse=True)
        titled = self._titled(key, articles)
        for number, places, own in self._by_segment(found.ids, self._passage_bases):
            kept[places] = self.segments[number].documents.worded(key, own)
        kept |= titled[of]
        return Postings(found.ids[kept], found.tf[kept])

    def _holding(self, key: str, terms: Sequence[str]) -> Postings:
        """Return the passages that have all that a string needs."""
        if _is_character(key):
            return self.index.holding(key)
        return shared([self.index.postings(term) for term in terms]) if terms else NO_POSTINGS

    def _titled(self, word: str, doc_ids: Ids) -> Mask:
        """Return of some articles whether a string stands in their titles."""
        found = np.empty(len(doc_ids), np.bool_)
        for number, places, own in self._by_segment(doc_ids, self._doc_bases):
            found[places] = self.segments[number].documents.titled(word, own)
        return found


def _is_character(key: str) -> bool:
    return len(key) == 1 and _RUN.match(key) is not None


def _needed(key: str) -> list[str]:
    """Return the terms of any text that a compact string stands in."""
    pairs = [pair for run in _RUN.findall(key) for _, pair in bigrams(run)]
    others = [term for part in _RUN.split(key) for term in words_and_bigrams(part)]
    return [*dict.fromkeys([*pairs, *others])]

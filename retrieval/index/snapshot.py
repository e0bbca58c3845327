"""What searches run on: the archive as it was at one moment, never changed.

Names lie over the index: the postings of a name are found when it is first asked for, by its exact
compact string (padding and dots ignored; letters and digits at word bounds), so that a name learnt
today finds old passages without analysing them again, and a snapshot built afresh gives the same.
A single character is found the same way.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from retrieval.analysis.analyzer import terms
from retrieval.analysis.bigrams import bigrams
from retrieval.analysis.normalise import HAN, compact_text
from retrieval.index.bm25 import PassageIndex
from retrieval.index.kernel import Keys
from retrieval.index.postings import NO_POSTINGS, Ids, Mask, Postings, shared
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.model import Passage, StoredArticle
from retrieval.names.gazetteer import Gazetteer

_RUN = re.compile(rf"[{HAN}]+")
_PAIR = 2  # characters of a bigram
_AT_HAND = 4096  # articles that are kept as read, and names as found


class Snapshot:
    """Articles and their passages by their places, through all parts, and what finds them.

    Places are numbered through what is gone, too: `places` gives those that are not. Passage i is
    of the article at place ``article_of[i]``.
    """

    def __init__(self, parts: Sequence[Segment], names: Gazetteer) -> None:
        self.parts = tuple(parts)
        self.names = names
        self.index = PassageIndex.over(
            [part.segment for part in self.parts], [part.passages_gone for part in self.parts]
        )
        self._first_article: list[int] = [
            0,
            *np.cumsum([len(part.shelf) for part in self.parts]).tolist(),
        ]
        self._first_passage: list[int] = self.index.offsets.tolist()
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
        """The place of each passage's article."""
        each = [
            np.repeat(
                np.arange(len(part.shelf), dtype=np.int32) + np.int32(first),
                np.diff(part.shelf.first),
            )
            for part, first in zip(self.parts, self._first_article[:-1], strict=True)
        ]
        return np.concatenate([np.empty(0, np.int32), *each])

    def places(self) -> Ids:
        """Return the places of all articles that are not gone."""
        each = [
            np.flatnonzero(part.stays) + first
            for part, first in zip(self.parts, self._first_article[:-1], strict=True)
        ]
        return np.concatenate([np.empty(0, np.int64), *each]).astype(np.int32)

    @property
    def count(self) -> int:
        """How many articles there are."""
        return self._first_article[-1] - sum(len(part.gone) for part in self.parts)

    @property
    def all_places(self) -> int:
        """How many places there are, those of what is gone counted."""
        return self._first_article[-1]

    def article(self, article_id: int) -> StoredArticle | None:
        """Return the article of an id, or None."""
        entry = self.entry(article_id)
        return None if entry is None else entry.stored

    def entry(self, article_id: int) -> IndexedArticle | None:
        """Return the article of an id, with its names, or None."""
        for part, first in zip(self.parts, self._first_article[:-1], strict=True):
            for place in np.flatnonzero(part.shelf.ids == article_id).tolist():
                if place not in part.gone:
                    return self.entry_at(first + place)
        return None

    def entry_at(self, place: int) -> IndexedArticle:
        """Return the article at a place, with its names."""
        entry = self._at_hand.get(place)
        if entry is None:
            number = bisect_right(self._first_article, place) - 1
            entry = self.parts[number].shelf.entry(place - self._first_article[number])
            if len(self._at_hand) >= _AT_HAND:
                self._at_hand.clear()
            self._at_hand[place] = entry
        return entry

    def stored(self, place: int) -> StoredArticle:
        """Return the article at a place."""
        return self.entry_at(place).stored

    def article_at(self, passage: int) -> StoredArticle:
        """Return the article of the passage at this place."""
        return self.stored(self.place_of(passage))

    def place_of(self, passage: int) -> int:
        """Return the place of a passage's article."""
        return int(self.article_of[passage])

    def passages_of(self, place: int) -> range:
        """Return the passages of the article at a place."""
        number = bisect_right(self._first_article, place) - 1
        start, end = self.parts[number].shelf.first[place - self._first_article[number] :][:2]
        offset = self._first_passage[number]
        return range(offset + int(start), offset + int(end))

    def passage(self, passage: int) -> Passage:
        """Return the passage at a place."""
        number, own = self._part_of(passage)
        span = self.parts[number].shelf.span(own)
        place = self.place_of(passage)
        stored = self.stored(place)
        ordinal = passage - self.passages_of(place).start
        return Passage(stored.id, ordinal, stored.article.body[span.start : span.end], span)

    def compact(self, passage: int) -> str:
        """Return the compact text of the passage at a place."""
        number, own = self._part_of(passage)
        return self.parts[number].shelf.compact_text(own)

    def compact_title(self, passage: int) -> str:
        """Return the compact title of a passage's article."""
        place = self.place_of(passage)
        number = bisect_right(self._first_article, place) - 1
        return self.parts[number].shelf.compact_title(place - self._first_article[number])

    @cached_property
    def own_days(self) -> Ids:
        """The days that articles tell, by place: see `retrieval.analysis.day_numbers`.

        What is gone tells none.
        """
        days = [np.where(part.stays, part.shelf.days, 0) for part in self.parts]
        return np.concatenate([np.empty(0, np.int32), *days])

    @cached_property
    def days(self) -> Ids:
        """The days that articles tell or, where they tell none, their newest issues'."""
        issued = [np.where(part.stays, part.shelf.issued(), 0) for part in self.parts]
        days = np.concatenate([np.empty(0, np.int32), *issued])
        return np.where(self.own_days > 0, self.own_days, days)

    def credited_to(self, names: Collection[str]) -> list[int]:
        """Return the places of the articles that any of these names is credited with, ascending."""
        return [
            first + place
            for part, first in zip(self.parts, self._first_article[:-1], strict=True)
            for place in np.setdiff1d(part.shelf.credited_to(tuple(names)), part.gone).tolist()
        ]

    def titled(self, word: str) -> Mask:
        """Tell of each place whether a compact string stands in the title of the article there."""
        each = [
            part.stays & part.shelf.titled(word, np.arange(len(part.shelf), dtype=np.int32))
            for part in self.parts
        ]
        return np.concatenate([np.empty(0, np.bool_), *each])

    @cached_property
    def printed_places(self) -> Keys:
        """The keys of the labels of all printings' pages, in the order of `printings`."""
        keys = [part.shelf.printed_place[part.stays[part.shelf.printed]] for part in self.parts]
        return np.concatenate([np.empty(0, np.int64), *keys])

    @cached_property
    def issues(self) -> tuple[Ids, Keys]:
        """The day and page (see `printings`) of each article's newest printing; 0 where gone."""
        places, days, pages = self.printings
        first = np.flatnonzero(np.diff(places, prepend=-1))  # the newest comes first
        day, page = np.zeros(self.all_places, np.int32), np.zeros(self.all_places, np.int64)
        day[places[first]], page[places[first]] = days[first], pages[first]
        return day, page

    @cached_property
    def printings(self) -> tuple[Ids, Ids, Keys]:
        """All printings: the articles' places, the days of issue (see `own_days`), the pages."""
        places, days, pages = [], [], []
        for part, first in zip(self.parts, self._first_article[:-1], strict=True):
            shelf = part.shelf
            stays = part.stays[shelf.printed]
            places.append(shelf.printed[stays] + np.int32(first))
            days.append(shelf.printed_day[stays])
            pages.append(shelf.printed_page[stays])
        none = np.empty(0, np.int32)
        return (
            np.concatenate([none, *places]),
            np.concatenate([none, *days]),
            np.concatenate([none, *pages]),
        )

    def name_postings(self, name: str) -> Postings:
        """Return the passages that a name stands in, or in whose titles it does, and how often.

        How often is told by the scarcest of its bigrams and words. Not only names: any string.
        """
        key = compact_text(name).strip()
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _AT_HAND:
                self._found.clear()
            found = self._found[key] = self._postings_of(key)
        return found

    def _part_of(self, passage: int) -> tuple[int, int]:
        number = bisect_right(self._first_passage, passage) - 1
        return number, passage - self._first_passage[number]

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
        """Tell of passages, ascending, whether a string stands in them or in their titles."""
        bounds = np.searchsorted(passages, self._first_passage)
        for number, (start, end) in enumerate(pairwise(bounds.tolist())):
            shelf = self.parts[number].shelf
            places = self.article_of[passages[start:end]] - np.int32(self._first_article[number])
            titled = np.zeros(len(shelf), np.bool_)
            articles = np.unique(places)
            titled[articles] = shelf.titled(key, articles)
            own = passages[start:end] - np.int32(self._first_passage[number])
            yield titled[places] | shelf.worded(key, own)


def _needed(key: str) -> list[str]:
    """Return the terms of any text that a compact string stands in."""
    pairs = [pair for run in _RUN.findall(key) for _, pair in bigrams(run)]
    others = [term for part in _RUN.split(key) for term in terms(part)]
    return [*dict.fromkeys([*pairs, *others])]

"""What searches run on: the archive as it was at one moment, never changed.

Names lie over the index: the postings of a name are found when it is first asked for, by its exact
compact string (padding and dots ignored; letters and digits at word bounds), so that a name learnt
today finds old passages without analysing them again, and a snapshot built afresh gives the same.
A single character is found the same way.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Self

import numpy as np

from retrieval.analysis.analyzer import terms
from retrieval.analysis.bigrams import bigrams
from retrieval.analysis.normalise import HAN, compact_text
from retrieval.index.bm25 import PAIR, TITLE_WEIGHT, PassageIndex
from retrieval.index.postings import NO_POSTINGS, Ids, Postings, shared
from retrieval.index.tally import Tally, Vocabulary
from retrieval.model import Passage, StoredArticle
from retrieval.names.overlay import Names
from retrieval.passages import split

_RUN = re.compile(rf"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an article comes to, whatever others there are."""

    stored: StoredArticle
    passages: tuple[Passage, ...]
    tally: Tally

    @classmethod
    def of(
        cls,
        stored: StoredArticle,
        terms: Callable[[str], Sequence[str]],
        vocabulary: Vocabulary,
    ) -> Self:
        """Cut an article into passages and count them."""
        passages = split(stored)
        bags = [terms(passage.text) for passage in passages]
        titles = [terms(stored.article.title)] * len(passages)
        return cls(stored, passages, Tally.of(bags, vocabulary, titles, TITLE_WEIGHT))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Articles in the order given, their passages in article order, and what finds them.

    ``article_of[i]`` is the place in ``articles`` of the article of ``passages[i]``. ``days[i]`` is
    the date of the article at place ``i``, its own or its newest issue's: ``yyyymmdd``, unknown
    parts 0.
    """

    articles: tuple[StoredArticle, ...]
    passages: tuple[Passage, ...]
    article_of: Ids
    index: PassageIndex
    names: Names
    indexed: Mapping[int, Indexed] = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    days: Ids = field(repr=False)
    _starts: Sequence[int] = field(repr=False)
    _found: dict[str, Postings] = field(default_factory=dict, repr=False)
    _compact: dict[int, str] = field(default_factory=dict, repr=False)

    @classmethod
    def build(
        cls,
        articles: Sequence[StoredArticle],
        terms: Callable[[str], Sequence[str]],
        names: Names,
        last: Self | None = None,
    ) -> Self:
        """Index articles; `terms` gives a text's bag, as the analyzer's does or once did.

        Those that ``last`` has the same (with the same `terms`) are not cut and counted again; what
        is found is the same with it and without. One thread at a time may build on a snapshot.
        """
        vocabulary = Vocabulary() if last is None else last.vocabulary
        known = {} if last is None else last.indexed
        indexed = {}
        for stored in articles:
            before = known.get(stored.id)
            if before is None or before.stored is not stored:
                before = Indexed.of(stored, terms, vocabulary)
            indexed[stored.id] = before
        parts = indexed.values()
        counts = [len(part.passages) for part in parts]
        return cls(
            tuple(articles),
            tuple(passage for part in parts for passage in part.passages),
            np.repeat(np.arange(len(articles), dtype=np.int32), counts),
            PassageIndex(Tally.joined([part.tally for part in parts], vocabulary)),
            names,
            indexed,
            vocabulary,
            np.fromiter(map(_day, articles), np.int32, len(articles)),
            [0, *accumulate(counts)],
        )

    def __len__(self) -> int:
        return len(self.passages)

    def passage(self, at: int) -> Passage:
        """Give the passage at this place."""
        return self.passages[at]

    def compact(self, at: int) -> str:
        """Give the compact text of the passage at this place."""
        if at not in self._compact:
            self._compact[at] = compact_text(self.passages[at].text)
        return self._compact[at]

    def compact_title(self, at: int) -> str:
        """Give the compact title of the article of the passage at this place."""
        key = -1 - int(self.article_of[at])
        if key not in self._compact:
            self._compact[key] = compact_text(self.article_at(at).article.title)
        return self._compact[key]

    def passages_of(self, article: int) -> range:
        """Give the places of the passages of the article at this place."""
        return range(self._starts[article], self._starts[article + 1])

    def article(self, article_id: int) -> StoredArticle | None:
        """Give the article of an id, or None."""
        indexed = self.indexed.get(article_id)
        return None if indexed is None else indexed.stored

    def has(self, stored: StoredArticle) -> bool:
        """Tell whether this very value is indexed, so that the next snapshot need not do it."""
        return self.article(stored.id) is stored

    def article_at(self, passage: int) -> StoredArticle:
        """Give the article of the passage at this place."""
        return self.articles[int(self.article_of[passage])]

    def name_postings(self, name: str) -> Postings:
        """Give the passages that a name stands in, or in whose titles it does, and how often.

        How often is told by the scarcest of its bigrams and words. Not only names: any string.
        """
        key = compact_text(name).strip()
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._postings_of(key)
        return found

    def _postings_of(self, key: str) -> Postings:
        if len(key) == 1 and _RUN.match(key):
            return self.index.holding(key)
        postings = [self.index.postings(term) for term in _needed(key)]
        if not postings:
            return NO_POSTINGS
        found = shared(postings)
        if len(key) == PAIR and _RUN.fullmatch(key):
            return found
        stands = _standing(key)
        in_title: dict[int, bool] = {}
        kept = np.zeros(len(found), np.bool_)
        for at, passage in enumerate(found.ids):
            text = self.passages[passage].text
            article = int(self.article_of[passage])
            if article not in in_title:
                in_title[article] = stands(self.articles[article].article.title)
            kept[at] = in_title[article] or stands(text)
        return Postings(found.ids[kept], found.tf[kept])


def _day(stored: StoredArticle) -> int:
    date = stored.article.date or stored.printings[0].date
    return 0 if date is None else 10_000 * (date.year or 0) + 100 * date.month + date.day


def _needed(key: str) -> list[str]:
    """Give the terms of any text that a compact string stands in."""
    pairs = [pair for run in _RUN.findall(key) for _, pair in bigrams(run)]
    others = [term for part in _RUN.split(key) for term in terms(part)]
    return [*dict.fromkeys([*pairs, *others])]


def _standing(key: str) -> Callable[[str], bool]:
    """Tell whether a compact string stands in a text; letters and digits at a word's bounds."""
    left = rf"(?<![^\W{HAN}])" if re.match(rf"[^\W{HAN}]", key) else ""
    right = rf"(?![^\W{HAN}])" if re.search(rf"[^\W{HAN}]\Z", key) else ""
    if left or right:
        pattern = re.compile(left + re.escape(key) + right)
        return lambda text: pattern.search(compact_text(text)) is not None
    # As printed it is found at once; where it is not, it may be printed otherwise.
    return lambda text: key in text or key in compact_text(text)

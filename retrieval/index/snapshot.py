"""What searches run on: the archive as it was at one moment, never changed.

Names lie over the index: the postings of a name are found when it is first asked for, by its exact
compact string (padding and dots ignored; letters and digits at word bounds), so that a name learnt
today finds old passages without analysing them again, and a snapshot built afresh gives the same.
A single character is found the same way.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np

from retrieval.analysis.bigrams import bigrams
from retrieval.analysis.normalise import HAN, compact
from retrieval.index.bm25 import NO_POSTINGS, TITLE_WEIGHT, Ids, PassageIndex, Postings
from retrieval.model import Passage, StoredArticle
from retrieval.names.overlay import Names
from retrieval.passages import split

_RUN = re.compile(rf"[{HAN}]+")
_PIECE = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Articles in the order given, their passages in article order, and what finds them.

    ``article_of[i]`` is the place in ``articles`` of the article of ``passages[i]``.
    """

    articles: tuple[StoredArticle, ...]
    passages: tuple[Passage, ...]
    article_of: Ids
    index: PassageIndex
    names: Names
    _by_id: Mapping[int, StoredArticle] = field(repr=False)
    _found: dict[str, Postings] = field(default_factory=dict, repr=False)

    @classmethod
    def build(
        cls,
        articles: Sequence[StoredArticle],
        terms: Callable[[str], Sequence[str]],
        names: Names,
    ) -> Self:
        """Index articles; `terms` gives a text's bag, of each passage and each title once."""
        split_up = [split(stored) for stored in articles]
        passages = tuple(passage for parts in split_up for passage in parts)
        counts = [len(parts) for parts in split_up]
        titles = [terms(stored.article.title) for stored in articles]
        article_of = np.repeat(np.arange(len(articles), dtype=np.int32), counts)
        index = PassageIndex(
            [terms(passage.text) for passage in passages],
            titles=[titles[at] for at in article_of],
        )
        by_id = {stored.id: stored for stored in articles}
        return cls(tuple(articles), passages, article_of, index, names, by_id)

    def article(self, article_id: int) -> StoredArticle | None:
        """Give the article of an id, or None."""
        return self._by_id.get(article_id)

    def article_at(self, passage: int) -> StoredArticle:
        """Give the article of the passage at this place."""
        return self.articles[int(self.article_of[passage])]

    def name_postings(self, name: str) -> Postings:
        """Give the passages that a name stands in, or in whose titles it does, and how often.

        Its tf is counted as a term's is. Not only names: any string of characters, or only one.
        """
        key = compact(name).text.strip()
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._postings_of(key)
        return found

    def _postings_of(self, key: str) -> Postings:
        if not key:
            return NO_POSTINGS
        pattern = _standing(key)
        in_title: dict[int, int] = {}
        ids: list[int] = []
        counts: list[float] = []
        for at in self._candidates(key):
            article = int(self.article_of[at])
            if article not in in_title:
                title = compact(self.articles[article].article.title).text
                in_title[article] = len(pattern.findall(title))
            text = compact(self.passages[at].text).text
            tf = len(pattern.findall(text)) + TITLE_WEIGHT * in_title[article]
            if tf:
                ids.append(int(at))
                counts.append(tf)
        return Postings(np.array(ids, np.int32), np.array(counts, np.float32))

    def _candidates(self, key: str) -> Ids:
        """Give the passages that have every bigram of a name, and may have the name."""
        needed = [pair for run in _RUN.findall(key) for _, pair in bigrams(run)]
        if needed:
            postings = sorted((self.index.postings(term) for term in needed), key=len)
            ids = postings[0].ids
            for other in postings[1:]:
                ids = np.intersect1d(ids, other.ids, assume_unique=True)
            return ids
        rarest = max(_PIECE.findall(key), key=len, default=key)
        holding = [self.index.postings(term).ids for term in self.index.terms if rarest in term]
        return np.unique(np.concatenate(holding)) if holding else NO_POSTINGS.ids


def _standing(key: str) -> re.Pattern[str]:
    """Match a compact string; where it begins or ends with a letter or digit, at a word's bound."""
    left = rf"(?<![^\W_{HAN}])" if re.match(rf"[^\W{HAN}]", key) else ""
    right = rf"(?![^\W_{HAN}])" if re.search(rf"[^\W{HAN}]\Z", key) else ""
    return re.compile(left + re.escape(key) + right)

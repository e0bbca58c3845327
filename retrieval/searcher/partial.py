"""A snapshot of the few articles that a searcher handed out for a question.

All code that answers runs over it as over the whole archive: what is counted of the archive is what
the searcher tells. What is not known yet counts as absent, a term as in print, and is noted as a
need (see `needs`), so that it can be asked for, and the question answered anew.
"""

import functools
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from retrieval.analysis.bulk import Analysed
from retrieval.analysis.normalise import compact_text
from retrieval.index.bm25 import PassageIndex
from retrieval.index.document_store import ANY_ROLE, Role
from retrieval.index.id_set import NO_IDS, IdSet
from retrieval.index.kernel import Keys
from retrieval.index.lookups import COUNTED, DATED, TALLIED, By
from retrieval.index.outside import Stretches
from retrieval.index.postings import Floats, Ids, Mask, Postings
from retrieval.index.segment import Segment
from retrieval.index.snapshot import Snapshot, SomeDays, is_searchable
from retrieval.model.issues import Paper
from retrieval.names.layer import NameLayer
from retrieval.names.making import layer_of
from retrieval.searcher.counted import PartialIndex
from retrieval.searcher.indexed import Indexed
from retrieval.searcher.meant import PartialPostings, PartialSet, both
from retrieval.searcher.names import PartialGazetteer
from retrieval.searcher.needs import Needs
from retrieval.searcher.searcher import Listed, Ranked
from retrieval.searcher.sets import (
    Articles,
    ArticleSet,
    Containing,
    Credited,
    Every,
    Keyed,
    Termed,
    Titled,
)

READ = 300
"""Articles of a set that are read one by one, the newest first."""
_ISSUE = 2000  # articles of an issue, and of the last pages
_LAST = 1 << 62  # above all keys
_FIELDS = (By.OWN_DAY, By.DAY, By.PRINTED_DAY, By.LABEL)  # whose keys the totals have


class PartialSnapshots:
    """Makes the snapshots of one question, one after the other.

    What did not change since the one before is not made again.
    """

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._segment = _segment(())
        self._layer, self._named = layer_of({}), 0

    def next(self) -> "PartialSnapshot":
        """Return a snapshot of what is at hand now."""
        handed = self._needs.at_hand()
        if len(handed) != len(self._segment.documents):
            self._segment = _segment(handed)
        if len(self._needs.names) != self._named:
            self._layer, self._named = layer_of(self._needs.names), len(self._needs.names)
        return PartialSnapshot(self._needs, self._segment, self._layer)


class PartialSnapshot(Snapshot):
    """The articles at hand for a question, with the whole archive's statistics.

    ``segment`` and ``layer`` are of the articles and the names of its ``needs``.
    """

    def __init__(self, needs: Needs, segment: Segment, layer: NameLayer) -> None:
        self._needs = needs
        super().__init__([segment], PartialGazetteer(needs, layer))

    def _index(self) -> PassageIndex:
        return PartialIndex.of([segment.inverted for segment in self.segments], self._needs)

    @property
    def count(self) -> int:
        """How many articles there are."""
        return self._needs.totals.articles

    @functools.cached_property
    def there(self) -> IdSet:
        """The doc ids of all articles."""
        return self._set(super().there, Every())

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers whose names are known, those with the newest issues first."""
        return self._needs.totals.papers

    @property
    def tallies(self) -> tuple[Keys, Keys, Keys]:
        """What there is of issues, days and papers, as `Lookups` counts them."""
        issues, days, papers = (np.empty((0, columns + 2), np.int64) for columns in TALLIED)
        return self._needs.tallies.of(None, (issues, days, papers))

    def now(self, article_id: int) -> int | None:
        """Return the doc id of the article of an id, or of one that it had before, or None."""
        handed = self._needs.articles.of(article_id, None)
        return None if handed is None else self.doc_id(handed.entry.stored.id)

    def having(self, by: By, keys: Sequence[int]) -> IdSet:
        """Return the articles that have one of some keys."""
        ranges = tuple((key, key) for key in sorted(set(keys)))
        return self._set(super().having(by, keys), Keyed(by, ranges))

    def between(self, by: By, first: int, end: int | None) -> IdSet:
        """Return the articles with keys of ``[first, end)``; None for no end."""
        last = _LAST if end is None else end - 1
        return self._set(super().between(by, first, end), Keyed(by, ((first, last),)))

    def of_days(self, period: SomeDays, by: By = By.DAY) -> IdSet:
        """Return the articles that are of a period, by one of their days."""
        keys = np.array(self._needs.totals.keys.get(by, ()), np.int64)
        meant = period.among(keys.astype(np.int32)) if len(keys) else np.zeros(0, np.bool_)
        ranges = tuple(_ranges(keys, meant))
        return self._set(super().of_days(period, by), Keyed(by, ranges))

    def printed_on(self, days: Sequence[int], papers: Collection[int] | None = None) -> IdSet:
        """Return the articles printed on some days and in some papers, None for any.

        One that a paper printed on another day, and another paper on one of these, is among them.
        """
        found = self.having(By.PRINTED_DAY, days)
        return found if papers is None else found & self.having(By.PAPER, sorted(papers))

    def standing(self, word: str) -> IdSet:
        """Return the articles in whose passages or titles a string stands."""
        key = compact_text(word).strip()
        return self._set(super().standing(word), Containing(key)) if is_searchable(key) else NO_IDS

    def having_term(self, term: str) -> IdSet:
        """Return the articles with a term in a passage or the title."""
        return self._set(super().having_term(term), Termed(term))

    def sharing(self, terms: Sequence[str], words: Sequence[str]) -> IdSet:
        """Return the articles that have all of some terms and strings."""
        said: list[ArticleSet] = [
            *map(Termed, terms),
            *(Containing(compact_text(w)) for w in words),
        ]
        return self._set(super().sharing(terms, words), functools.reduce(both, said))

    def first_having(self, term: str, most: int) -> list[int]:
        """Return passages with a term, up to so many."""
        self._listed(Listed(Termed(term), By.NEWEST_ISSUE, most))
        return super().first_having(term, most)

    def titled(self, word: str) -> IdSet:
        """Return the articles in whose titles a compact string stands."""
        key = compact_text(word).strip()
        every = super().there.ids()
        own = every[self.standing_in_titles(key, every)] if key else every[:0]
        return self._set(IdSet.of(own), Titled(key)) if is_searchable(key) else NO_IDS

    def credited(self, keys: Keys, roles: Role = ANY_ROLE) -> IdSet:
        """Return the articles that credit people, by the keys of their compact names."""
        people = frozenset(map(int, keys))
        return self._set(super().credited(keys, roles), Credited(people, roles))

    def keys(self, by: By) -> Iterator[Keys]:
        """Yield the keys that there are, ascending."""
        if by in _FIELDS:
            yield np.array(self._needs.totals.keys.get(by, ()), np.int64)
        else:
            yield from super().keys(by)

    def first(self, by: By, key: int) -> int | None:
        """Return an article that is found by a key, or None."""
        if by not in _FIELDS or key in self._needs.totals.keys.get(by, ()):
            self._listed(Listed(Keyed(by, ((key, key),)), By.NEWEST_ISSUE, 1))
        return super().first(by, key)

    def credit_counts(self, among: IdSet) -> Keys:
        """Return who is credited in some articles: rows as `credits_by_name` returns them."""
        nobody = np.empty((0, 1 + len(COUNTED)), np.int64)
        return self._needs.credits.of(self._said(among), nobody)

    def day_ends(self, among: IdSet, least: int) -> tuple[int, int] | None:
        """Return the first and the last day of some articles, or None where none has one."""
        ends = self._needs.day_ends.of((self._said(among), least), (0, 0))
        return ends if ends[1] else None

    def newest_by(self, among: IdSet, count: int, by: By) -> IdSet:
        """Return those at hand of some articles; those that are first by a key are at hand."""
        self._listed(Listed(self._said(among), by, count, whole=True))
        return _at_hand(among)

    def readable(self, among: IdSet) -> IdSet:
        """Return those of some articles that can be read one by one: up to `READ`, and others."""
        if not among.lists_all:
            self._listed(Listed(self._said(among), By.NEWEST_ISSUE, READ))
        return _at_hand(among)

    def expect(self, by: By, key: int | None) -> None:
        """Make what has a key readable, or the last for None."""
        undated = Keyed(By.ISSUE, ((1, DATED - 1),)) if by is By.ISSUE else Every()
        asked = undated if key is None else Keyed(by, ((key, key),))
        self._listed(Listed(asked, By.PAGE, _ISSUE if key is not None else READ))

    def name_postings(self, name: str) -> Postings:
        """Return the passages at hand that a name stands in; it counts all passages."""
        found, key = super().name_postings(name), compact_text(name).strip()
        if not is_searchable(key):
            return found
        return PartialPostings(found.ids, found.tf, self._needs.wholes.of(key, len(found)))

    def passages_in(self, articles: IdSet) -> IdSet:
        """Return the passages of a set of articles."""
        found = super().passages_in(_at_hand(articles))
        if not isinstance(articles, PartialSet):
            return found
        return PartialSet(found.starts, found.ends, articles.said, self._named, self._passages)

    def best(
        self,
        terms: Sequence[tuple[str, float]],
        wholes: Sequence[tuple[str, float]],
        limit: int,
        *,
        among: IdSet | None = None,
        stretches: Stretches | None = None,
    ) -> tuple[Ids, Floats]:
        """Return the best passages of some articles, None for all, and their scores."""
        days = [self._said(some) for some, _ in stretches.sets] if stretches is not None else []
        within = Every() if among is None else self._said(among)
        self._needs.ranked.of(Ranked(tuple(terms), tuple(wholes), within, limit, *days), [])
        return super().best(terms, wholes, limit, among=among, stretches=stretches)

    def _listed(self, asked: Listed) -> None:
        self._needs.listed.of(asked, [])

    def _set(self, at_hand: IdSet, said: ArticleSet) -> IdSet:
        own = _at_hand(at_hand)
        return PartialSet(own.starts, own.ends, said, self._named, self._needs.counts.of)

    def _said(self, some: IdSet) -> ArticleSet:
        return some.said if isinstance(some, PartialSet) else self._named(some)

    def _named(self, at_hand: IdSet) -> ArticleSet:
        ids = self.segments[0].documents.article_ids
        return Articles(frozenset(ids[at_hand.ids()].tolist()))

    def _passages(self, said: ArticleSet, otherwise: int) -> int:
        return self._needs.passages.of(said, otherwise)


def _at_hand(some: IdSet) -> IdSet:
    return some.at_hand if isinstance(some, PartialSet) else some


def _ranges(keys: Keys, meant: Mask) -> Iterator[tuple[int, int]]:
    """Yield the ranges of some of all keys, ascending, no other key in any of them."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], meant, [False]]).astype(np.int8)))
    for first, end in edges.reshape(-1, 2).tolist():
        yield int(keys[first]), int(keys[end - 1])


def _segment(handed: Sequence[Indexed]) -> Segment:
    """Make a segment of articles, analysed as they came."""

    def analyse(_: Sequence[str]) -> Analysed:
        return Analysed.joined([*(one.passages for one in handed), *(one.title for one in handed)])

    return Segment.of([one.entry for one in handed], analyse)

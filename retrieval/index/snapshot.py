"""What searches run on: the archive as it was at one moment, never changed.

Names lie over the index: the postings of a name are found when it is first asked for, by its exact
compact string (padding and dots ignored; letters and digits at word bounds), so that a name learnt
today finds old passages without analysing them again, and a snapshot built afresh is the same.
A single character is found the same way.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from retrieval.analysis.analyzer import words_and_bigrams
from retrieval.analysis.bigrams import bigrams
from retrieval.analysis.day_numbers import DayNumbers
from retrieval.analysis.keys import keys_of
from retrieval.analysis.normalise import HAN, compact_text
from retrieval.index.document_store import ANY_ROLE, Bytes, Role
from retrieval.index.id_set import IdSet, union
from retrieval.index.issue_list import IssueList
from retrieval.index.kernel import Keys
from retrieval.index.key_runs import KeyRuns
from retrieval.index.lookups import COUNTED, By, added, credits_by_name, issue_order
from retrieval.index.outside import Stretches
from retrieval.index.papers import issues, papers
from retrieval.index.postings import NO_POSTINGS, Floats, Ids, Mask, Postings, shared
from retrieval.index.printings import of_day, tallies
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.index.segments import AT_HAND, Segments
from retrieval.model import StoredArticle
from retrieval.model.issues import Paper
from retrieval.names.gazetteer import Gazetteer

_RUN = re.compile(rf"[{HAN}]+")
_PAIR = 2  # characters of a bigram
_FEW = 2000  # articles that are put in order as they are


class SomeDays(Protocol):
    """Some days."""

    def among(self, printed: DayNumbers) -> Mask:
        """Return for each printed date whether it may be one of these days."""
        ...


class Snapshot(Segments):
    """The archive's segments, its names, and what finds articles: sets of doc ids."""

    def __init__(
        self, segments: Sequence[Segment], names: Gazetteer, moved: Mapping[int, int] | None = None
    ) -> None:
        super().__init__(segments)
        self.names = names
        self._moved = moved or {}
        self._found: dict[str, Postings] = {}

    @classmethod
    def build(cls, articles: Sequence[StoredArticle], names: Gazetteer) -> "Snapshot":
        """Index articles, all at once."""
        return cls([Segment.of([IndexedArticle(stored) for stored in articles])], names)

    def now(self, article_id: int) -> int | None:
        """Return the doc id of the article of an id, or of one that it had before, or None."""
        return self.doc_id(self._moved.get(article_id, article_id))

    def found(self, by: By, meant: Callable[[KeyRuns], IdSet]) -> IdSet:
        """Return the doc ids of the articles that are found by their runs in each segment."""
        return union(
            [
                segment.living(meant(segment.lookups.runs(by))).moved(base)
                for segment, base in self.based
            ]
        )

    def having(self, by: By, keys: Sequence[int]) -> IdSet:
        """Return the doc ids of the articles that have one of some keys."""
        return self.found(by, lambda runs: runs.having(keys))

    def between(self, by: By, first: int, end: int | None) -> IdSet:
        """Return the doc ids of the articles with keys of ``[first, end)``; None for no end."""
        return self.found(by, lambda runs: runs.between(first, end))

    def standing(self, word: str) -> IdSet:
        """Return the doc ids of the articles in whose passages or titles a string stands."""
        return IdSet.of(self.doc_ids_of(self.name_postings(word).ids))

    def having_term(self, term: str) -> IdSet:
        """Return the doc ids of the articles with a term in a passage or the title."""
        return IdSet.of(self.doc_ids_of(self.index.postings(term).ids))

    def sharing(self, terms: Sequence[str], words: Sequence[str]) -> IdSet:
        """Return the doc ids of the articles with a passage that has all of some terms and strings.

        One at least is given; what stands in the title counts, too.
        """
        each = [self.index.postings(term) for term in terms]
        each += [self.name_postings(word) for word in words]
        return IdSet.of(self.doc_ids_of(shared(each).ids))

    def first_having(self, term: str, most: int) -> list[int]:
        """Return the first passages with a term, up to so many."""
        found: list[int] = self.index.postings(term).ids[:most].tolist()
        return found

    def of_days(self, period: SomeDays, by: By = By.DAY) -> IdSet:
        """Return the doc ids of the articles that are of a period, by one of their days."""
        return self.found(
            by, lambda runs: runs.among(lambda days: period.among(days.astype(np.int32)))
        )

    def printed_on(self, days: Sequence[int], papers: Collection[int] | None = None) -> IdSet:
        """Return the doc ids of the articles that are printed on some days, held back or not.

        In papers of some keys, None for any.
        """
        if papers is None:
            return self.having(By.PRINTED_DAY, days)
        each = [of_day(self, day) for day in days]
        own = [some.doc_ids[np.isin(some.papers, list(papers))] for some in each]
        return union([IdSet.of(doc_ids) for doc_ids in own])

    def first(self, by: By, key: int) -> int | None:
        """Return the first article that is found by a key, or None."""
        each = ((segment.first(by, key), base) for segment, base in self.based)
        return next((base + doc_id for doc_id, base in each if doc_id is not None), None)

    def keys(self, by: By) -> Iterator[Keys]:
        """Yield each segment's keys, ascending: there may be some that only deleted ones have."""
        for segment in self.segments:
            yield segment.lookups.runs(by).keys

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

    def credit_counts(self, among: IdSet) -> Keys:
        """Return who is credited in some articles: rows as `credits_by_name` returns them."""
        if len(among) == self.count:
            each = [segment.credited for segment in self.segments]
        else:
            each = [credits_by_name(*self.credits(some)) for some in among.chunks(AT_HAND)]
        return added([np.empty((0, 1 + len(COUNTED)), np.int64), *each], columns=1)

    def day_ends(self, among: IdSet, least: int) -> tuple[int, int] | None:
        """Return the first and the last day of some articles, of those from ``least`` on.

        None where none has one.
        """
        if len(among) == self.count:
            return self._day_ends(least)
        first, last = np.iinfo(np.int32).max, 0
        for some in among.chunks(AT_HAND):
            days = self.days(some)
            days = days[days >= least]
            if len(days):
                first, last = min(first, int(days.min())), max(last, int(days.max()))
        return (first, last) if last else None

    def _day_ends(self, least: int) -> tuple[int, int] | None:
        found = []
        for keys in self.keys(By.DAY):
            own = keys[keys.searchsorted(least) :]
            for days in (own, own[::-1]):  # the first ones may be those of deleted articles
                every = (int(days[at]) for at in range(len(days)))
                found += [next((day for day in every if self.first(By.DAY, day) is not None), 0)]
        found = [day for day in found if day]
        return (min(found), max(found)) if found else None

    def newest_by(self, among: IdSet, count: int, by: By) -> IdSet:
        """Return those of some articles that are first by what grows with time: count, or more.

        All of them where they are few. Of articles with the same key either all or none are there.
        """
        size = 1
        while len(among) > max(count, _FEW):
            each = [keys[-size - 1 : -size] for keys in self.keys(by)]
            before = max((int(keys[0]) for keys in each if len(keys)), default=None)
            if before is None:
                break
            found = among & self.between(by, before + 1, None)
            if len(found) >= count:
                return found
            size *= 4
        return among

    def readable(self, among: IdSet) -> IdSet:
        """Return those of some articles that can be read one by one: here all of them."""
        return among

    def expect(self, by: By, key: int | None) -> None:
        """Make what has a key readable, or the last for None. All of it is, here."""

    def titled(self, word: str) -> IdSet:
        """Return the doc ids of the articles in whose titles a compact string stands."""
        key = compact_text(word).strip()
        terms = [] if _is_character(key) else needed_terms(key)
        if min(self.index.frequencies(terms), default=self.max_doc) < self.max_doc:
            having = shared([self.index.postings(term) for term in terms])
            among = IdSet.of(self.doc_ids_of(having.ids))
        else:  # to look into every title takes less
            among = self.there
        each = among.chunks(AT_HAND)
        return union([IdSet.of(some[self.standing_in_titles(word, some)]) for some in each])

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
            if len(self._found) >= AT_HAND:
                self._found.clear()
            found = self._found[key] = self._postings_of(key)
        return found

    def best(
        self,
        terms: Sequence[tuple[str, float]],
        wholes: Sequence[tuple[str, float]],
        limit: int,
        *,
        among: IdSet | None = None,
        stretches: Stretches | None = None,
    ) -> tuple[Ids, Floats]:
        """Return the best passages of some articles, None for all, and their scores.

        Terms, strings and stretches count as `PassageIndex.top` says, and so does the order.
        """
        return self.index.top(
            terms,
            limit,
            names=[(self.name_postings(whole), weight) for whole, weight in wholes],
            stretches=stretches,
            allowed=None if among is None else self.passages_in(among),
        )

    def _postings_of(self, key: str) -> Postings:
        terms = needed_terms(key)
        found = self._holding(key, terms)
        if not len(found) or _is_character(key) or (len(key) == _PAIR and _RUN.fullmatch(key)):
            return found
        kept = np.empty(len(found), np.bool_)
        articles, of = np.unique(self.doc_ids_of(found.ids), return_inverse=True)
        titled = self.standing_in_titles(key, articles)
        for number, places, own in self._by_segment(found.ids, self._passage_bases):
            kept[places] = self.segments[number].documents.worded(key, own)
        kept |= titled[of]
        return Postings(found.ids[kept], found.tf[kept])

    def _holding(self, key: str, terms: Sequence[str]) -> Postings:
        """Return the passages that have all that a string needs."""
        if _is_character(key):
            return self.index.holding(key)
        return shared([self.index.postings(term) for term in terms]) if terms else NO_POSTINGS


def is_searchable(key: str) -> bool:
    """Return whether a compact string has something that is found: a mark alone has not."""
    return _is_character(key) or bool(needed_terms(key))


def _is_character(key: str) -> bool:
    return len(key) == 1 and _RUN.match(key) is not None


def needed_terms(key: str) -> list[str]:
    """Return the terms of any text that a compact string stands in."""
    pairs = [pair for run in _RUN.findall(key) for _, pair in bigrams(run)]
    others = [term for part in _RUN.split(key) for term in words_and_bigrams(part)]
    return [*dict.fromkeys([*pairs, *others])]

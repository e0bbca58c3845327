"""The searcher over an index that is here: what the port promises, by a snapshot's own means."""

import functools
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from retrieval.index.id_set import IdSet, union
from retrieval.index.kernel import Keys
from retrieval.index.lookups import By
from retrieval.index.outside import Stretches
from retrieval.index.postings import Ids
from retrieval.index.snapshot import Snapshot
from retrieval.names.name import Name
from retrieval.searcher.indexed import Indexed, indexed
from retrieval.searcher.searcher import Listed, Ranked, Totals
from retrieval.searcher.sets import (
    Articles,
    ArticleSet,
    Both,
    Containing,
    Credited,
    Either,
    Every,
    Keyed,
    Termed,
    Titled,
    Without,
)

_CANDIDATES = 100  # passages that are looked for at least
_WHOLE = 2000  # more articles of the last key


class LocalSearcher:
    """Searches a snapshot of an archive at a revision."""

    def __init__(
        self, snapshot: Snapshot, revision: int = 0, moved: Mapping[int, int] | None = None
    ) -> None:
        self._snapshot = snapshot
        self._revision = revision
        self._moved = moved or {}

    async def totals(self) -> Totals:
        """Return how much there is, and its revision."""
        snapshot = self._snapshot
        dated = By.OWN_DAY, By.DAY, By.PRINTED_DAY, By.LABEL
        return Totals(
            self._revision,
            snapshot.count,
            len(snapshot),
            round(snapshot.index.avgdl * len(snapshot)),
            {by: tuple(self._keys(by)) for by in dated},
            snapshot.papers,
        )

    async def frequencies(self, terms: Sequence[str], wholes: Sequence[str]) -> list[int]:
        """Return in how many passages each stands."""
        found = (len(self._snapshot.name_postings(word)) for word in wholes)
        return [*self._snapshot.index.frequencies(terms), *found]

    async def counts(self, sets: Sequence[ArticleSet], passages: Sequence[ArticleSet]) -> list[int]:
        """Return how many articles each set has, then how many passages others' articles have."""
        counted = [len(self._of(one)) for one in sets]
        return [*counted, *(len(self._snapshot.passages_in(self._of(one))) for one in passages)]

    async def candidates(self, asked: Sequence[Ranked]) -> list[list[int]]:
        """Return for each the ids of the articles with its best passages."""
        return [self._candidates(one) for one in asked]

    async def listings(self, asked: Sequence[Listed]) -> list[list[int]]:
        """Return the ids of the articles of each, in order."""
        return [self._listing(one) for one in asked]

    async def articles(self, ids: Sequence[int]) -> dict[int, Indexed]:
        """Return articles by the ids asked for, or that they had before."""
        each = {asked: self._snapshot.entry(self._moved.get(asked, asked)) for asked in ids}
        there = {asked: entry for asked, entry in each.items() if entry is not None}
        found = indexed(list(there.values()), [self._revision] * len(there))
        return dict(zip(there, found, strict=True))

    async def names(
        self,
        texts: Sequence[str],  # noqa: ARG002 (all are)
        misspelt: Sequence[str],  # noqa: ARG002 (as above)
    ) -> Mapping[Name, int]:
        """Return the names that may be meant in texts: here all."""
        return self._names

    async def reporters(self, most: int) -> Mapping[Name, int]:  # noqa: ARG002 (as above)
        """Return the names of those who are credited most: here all names."""
        return self._names

    async def day_ends(self, asked: Sequence[tuple[ArticleSet, int]]) -> list[tuple[int, int]]:
        """Return the first and the last day of each set, of those from a least one on."""
        return [self._snapshot.day_ends(self._of(one), least) or (0, 0) for one, least in asked]

    async def credits(self, sets: Sequence[ArticleSet]) -> list[Keys]:
        """Return who is credited in each set."""
        return [self._snapshot.credit_counts(self._of(one)) for one in sets]

    async def tallies(self) -> tuple[Keys, Keys, Keys]:
        """Return what there is of issues, days and papers."""
        return self._snapshot.tallies

    @functools.cached_property
    def _names(self) -> Mapping[Name, int]:
        found: Counter[Name] = Counter()
        for layer in self._snapshot.names.layers:
            for name, count in layer.counted():
                found[name] += count
        return {name: count for name, count in found.items() if count > 0}

    def _keys(self, by: By) -> list[int]:
        every = np.unique(np.concatenate([np.empty(0, np.int64), *self._snapshot.keys(by)]))
        return [key for key in every.tolist() if self._snapshot.first(by, key) is not None]

    def _candidates(self, asked: Ranked) -> list[int]:
        snapshot = self._snapshot
        near = [(one, how) for one, how in ((asked.on, 1.0), (asked.after, 0.5)) if one is not None]
        days = Stretches(tuple((snapshot.passages_in(self._of(one)), how) for one, how in near))
        found, _ = snapshot.best(
            asked.terms,
            asked.wholes,
            max(3 * asked.limit, _CANDIDATES),
            among=None if asked.among == Every() else self._of(asked.among),
            stretches=days if near else None,
        )
        return self._ids(dict.fromkeys(snapshot.doc_ids_of(found).tolist()))

    def _listing(self, asked: Listed) -> list[int]:
        among = self._of(asked.among).ids()
        keys = self._highest(among, asked.by)
        ids = np.array(self._ids(among.tolist()), np.int64)
        order = np.lexsort((ids, -keys))
        end = asked.limit
        if asked.whole and 0 < end < len(order):
            last = keys[order[end - 1]]
            end += int((keys[order[end : end + _WHOLE]] == last).sum())
        found: list[int] = ids[order[:end]].tolist()
        return found

    def _highest(self, doc_ids: Ids, by: By) -> Keys:
        """Return the highest key of each article: of its day, its newest issue or its pages."""
        if by is By.DAY:
            return self._snapshot.days(doc_ids).astype(np.int64)
        if by is By.NEWEST_ISSUE:
            return self._snapshot.issue_orders(doc_ids)
        each = (self._snapshot.stored(at).printings for at in doc_ids.tolist())
        pages = [max((one.page_id for one in printings), default=0) for printings in each]
        return np.array(pages, np.int64)

    def _printed(self, by: By, first: int, end: int) -> IdSet:
        """Return the articles that are printed on pages, or in issues, of some keys."""
        found = []
        for segment, base in self._snapshot.based:
            rows = segment.lookups.runs(by).between(first, end).ids()
            own = IdSet.of(segment.documents.printing_doc[rows])
            found.append(segment.living(own).moved(base))
        return union(found)

    def _ids(self, doc_ids: Sequence[int] | dict[int, None]) -> list[int]:
        return [self._id(at) for at in doc_ids]

    def _id(self, doc_id: int) -> int:
        return self._snapshot.stored(doc_id).id

    def _of(self, said: ArticleSet) -> IdSet:  # noqa: C901, PLR0911 (a case a kind)
        """Return the articles of a set."""
        snapshot = self._snapshot
        match said:
            case Every():
                return snapshot.there
            case Articles(ids):
                found = (snapshot.doc_id(one) for one in ids)
                return IdSet.of([at for at in found if at is not None])
            case Keyed(by, ranges):
                within = self._printed if by in (By.ISSUE, By.PAGE) else snapshot.between
                return union([within(by, first, last + 1) for first, last in ranges])
            case Containing(word):
                return snapshot.standing(word)
            case Titled(word):
                return snapshot.titled(word)
            case Termed(term):
                return snapshot.having_term(term)
            case Credited(people, roles):
                return snapshot.credited(np.array(sorted(people), np.int64), roles)
            case Both(left, right):
                return self._of(left) & self._of(right)
            case Either(left, right):
                return self._of(left) | self._of(right)
            case Without(left, right):
                return self._of(left) - self._of(right)

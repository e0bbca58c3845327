"""Sets of which some articles are at hand, and all are said: see `retrieval.searcher.sets`.

They are `IdSet`s of the articles at hand. What is asked of the whole set, how many it has, is asked
of the searcher.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from retrieval.index.id_set import IdSet
from retrieval.index.postings import Ids, Postings
from retrieval.searcher.sets import Articles, ArticleSet, Both, Either, Every, Without

NOTHING = Articles(frozenset())
"""The set without articles."""
Naming = Callable[[IdSet], ArticleSet]
"""Returns what a set of articles at hand is."""
Counting = Callable[[ArticleSet, int], int]
"""Returns how many a set has; the number given where that is not known yet."""


@dataclass(frozen=True, slots=True, eq=False)
class PartialSet(IdSet):
    """A set of articles, or of the passages of one, of which these are at hand."""

    lists_all: ClassVar[bool] = False

    said: ArticleSet
    naming: Naming
    counting: Counting

    @property
    def at_hand(self) -> IdSet:
        """Those that are at hand alone."""
        return IdSet(self.starts, self.ends)

    def __len__(self) -> int:
        return self.counting(self.said, len(self.at_hand))

    def __iter__(self) -> Iterator[int]:
        return iter(self.at_hand)

    def __and__(self, other: IdSet) -> IdSet:
        if other.lists_all:
            return self.at_hand & other
        return self._of(self.at_hand & _at_hand(other), both(self.said, self._said(other)))

    def __rand__(self, other: IdSet) -> IdSet:
        return self & other

    def __or__(self, other: IdSet) -> IdSet:
        return self._of(self.at_hand | _at_hand(other), either(self.said, self._said(other)))

    def __ror__(self, other: IdSet) -> IdSet:
        return self | other

    def __sub__(self, other: IdSet) -> IdSet:
        return self._of(self.at_hand - _at_hand(other), without(self.said, self._said(other)))

    def __rsub__(self, other: IdSet) -> IdSet:
        return other - self.at_hand

    def chunks(self, most: int) -> Iterator[Ids]:
        """Yield the ids at hand, ascending, so many at a time."""
        return self.at_hand.chunks(most)

    def within(self, start: int, end: int) -> IdSet:
        """Return the ids at hand of ``[start, end)``, counted from ``start``."""
        return self.at_hand.within(start, end)

    def moved(self, by: int) -> IdSet:
        """Return the ids at hand, each so much higher."""
        return self.at_hand.moved(by)

    def _said(self, other: IdSet) -> ArticleSet:
        return other.said if isinstance(other, PartialSet) else self.naming(other)

    def _of(self, at_hand: IdSet, said: ArticleSet) -> IdSet:
        if said == NOTHING:
            return at_hand
        return PartialSet(at_hand.starts, at_hand.ends, said, self.naming, self.counting)


@dataclass(frozen=True, slots=True)
class PartialPostings(Postings):
    """Postings of which these passages are at hand; ``passages`` counts all."""

    passages: int

    def __len__(self) -> int:
        return self.passages


def _at_hand(some: IdSet) -> IdSet:
    return some.at_hand if isinstance(some, PartialSet) else some


def both(left: ArticleSet, right: ArticleSet) -> ArticleSet:
    """Return what two sets have in common."""
    if isinstance(left, Every) or right in (NOTHING, left):
        return right
    if isinstance(right, Every) or left == NOTHING:
        return left
    return Both(left, right)


def either(left: ArticleSet, right: ArticleSet) -> ArticleSet:
    """Return what any of two sets has."""
    if isinstance(left, Every) or right in (NOTHING, left):
        return left
    if isinstance(right, Every) or left == NOTHING:
        return right
    return Either(left, right)


def without(left: ArticleSet, right: ArticleSet) -> ArticleSet:
    """Return what a set has and another has not."""
    if isinstance(right, Every) or left == right:
        return NOTHING
    return left if NOTHING in (left, right) else Without(left, right)

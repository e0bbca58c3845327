"""A **part** of an archive: some articles, all that is searched of them, and what went since.

An archive's index is a few parts side by side: a large one, and small ones that came later. A part
is never changed; one with more of its articles gone shares all arrays with the one before.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from retrieval.analysis.bulk import Analysed, analysed
from retrieval.index.document_store import DocumentStore
from retrieval.index.inverted import Bags, InvertedIndex
from retrieval.index.kernel import Ids
from retrieval.index.passages import split
from retrieval.index.records import IndexedArticle

Cuts = Mapping[str, bytes]
"""How texts were cut into words, where that is known: see `retrieval.analysis.bulk`."""
_NONE = np.empty(0, np.int32)


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment and the shelf of the same passages; ``gone`` are places of articles, ascending."""

    segment: InvertedIndex
    shelf: DocumentStore
    gone: Ids

    @classmethod
    def of(
        cls,
        entries: Sequence[IndexedArticle],
        analyse: Callable[[Sequence[str]], Analysed] = analysed,
    ) -> Self:
        """Cut articles into passages, analyse and count them."""
        passages = [split(entry.stored) for entry in entries]
        texts = [passage.text for group in passages for passage in group]
        titles = [entry.stored.article.title for entry in entries]
        found = analyse([*texts, *titles])
        article_of = np.repeat(np.arange(len(entries), dtype=np.int32), list(map(len, passages)))
        tokens = int(found.lengths[: len(texts)].sum())
        segment = InvertedIndex.of(
            Bags(found.lengths[: len(texts)], found.keys[:tokens]),
            Bags(found.lengths[len(texts) :], found.keys[tokens:]),
            article_of,
        )
        shelf = DocumentStore.of(
            entries, passages, found.compact[: len(texts)], found.compact[len(texts) :]
        )
        return cls(segment, shelf, _NONE)

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """Make one of several, without what is gone from them."""
        stay = [part.stays for part in parts]
        shelf = DocumentStore.merged([part.shelf for part in parts], stay)
        moved, lengths, offset = [], [_NONE], 0
        for part in parts:
            own = part.passages_stay
            moved.append(np.where(own, np.cumsum(own) - 1 + offset, -1).astype(np.int32))
            offset += int(own.sum())
            lengths.append(part.segment.lengths[own])
        segment = InvertedIndex.merged(
            [part.segment for part in parts], moved, np.concatenate(lengths)
        )
        return cls(segment, shelf, _NONE)

    def without(self, ids: Collection[int]) -> Self:
        """Return the part without the articles of these ids, those of them that it has."""
        gone = np.flatnonzero(np.isin(self.shelf.ids, np.fromiter(ids, np.int64, len(ids))))
        both = np.union1d(self.gone, gone.astype(np.int32))
        return self if len(both) == len(self.gone) else replace(self, gone=both)

    @property
    def stays(self) -> npt.NDArray[np.bool_]:
        """Whether the article at each place is still there."""
        stays = np.ones(len(self.shelf), np.bool_)
        stays[self.gone] = False
        return stays

    @property
    def passages_stay(self) -> npt.NDArray[np.bool_]:
        """Whether each passage is still there."""
        return np.repeat(self.stays, np.diff(self.shelf.first))

    @property
    def passages_gone(self) -> Ids:
        """The passages that are not, ascending."""
        if not len(self.gone):
            return _NONE
        return np.flatnonzero(~self.passages_stay).astype(np.int32)

    def check(self) -> None:
        """Raise ValueError where the arrays do not fit each other, as damaged files may not."""
        segment, shelf = self.segment, self.shelf
        fits = (
            len(segment.starts) == len(segment.keys) + 1
            and len(segment.ids) == len(segment.tf) == segment.starts[-1]
            and bool((np.diff(segment.starts) >= 0).all())
            and shelf.first[-1] == len(segment.lengths) == len(shelf.compact_starts) - 1
            and len(shelf.first) == len(shelf.ids) + 1 == len(shelf.record_starts)
        )
        if not fits:
            raise ValueError("the index's arrays do not fit each other")

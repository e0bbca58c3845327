"""A **segment** of an archive: some articles, all that is searched of them, and what was deleted.

An archive's index is a few segments side by side: a large one, and small ones that came later. A
segment is never changed; one with more of its articles deleted shares all arrays with the one
before. Within a segment an article goes by its **doc id** and a passage by its number, both from 0.
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
    """An inverted index and the documents of the same passages.

    ``deleted`` are doc ids, ascending.
    """

    inverted: InvertedIndex
    documents: DocumentStore
    deleted: Ids

    @classmethod
    def of(
        cls,
        entries: Sequence[IndexedArticle],
        analyse: Callable[[Sequence[str]], Analysed] = analysed,
    ) -> Self:
        """Split articles into passages, analyse them and count their terms; maybe none."""
        passages = [split(entry.stored) for entry in entries]
        texts = [passage.text for group in passages for passage in group]
        titles = [entry.stored.article.title for entry in entries]
        found = analyse([*texts, *titles])
        doc_of = np.repeat(np.arange(len(entries), dtype=np.int32), list(map(len, passages)))
        tokens = int(found.lengths[: len(texts)].sum())
        inverted = InvertedIndex.of(
            Bags(found.lengths[: len(texts)], found.keys[:tokens]),
            Bags(found.lengths[len(texts) :], found.keys[tokens:]),
            doc_of,
        )
        documents = DocumentStore.of(
            entries, passages, found.compact[: len(texts)], found.compact[len(texts) :]
        )
        return cls(inverted, documents, _NONE)

    @classmethod
    def merged(cls, segments: Sequence[Self]) -> Self:
        """Make one of several, without what is deleted from them."""
        documents = DocumentStore.merged(
            [segment.documents for segment in segments], [segment.live for segment in segments]
        )
        renumbered, lengths, offset = [], [_NONE], 0
        for segment in segments:
            live = segment.passages_live
            renumbered.append(np.where(live, np.cumsum(live) - 1 + offset, -1).astype(np.int32))
            offset += int(live.sum())
            lengths.append(segment.inverted.lengths[live])
        inverted = InvertedIndex.merged(
            [segment.inverted for segment in segments], renumbered, np.concatenate(lengths)
        )
        return cls(inverted, documents, _NONE)

    def __len__(self) -> int:
        """Return the number of passages, deleted ones counted."""
        return len(self.inverted)

    def without(self, article_ids: Collection[int]) -> Self:
        """Return the segment with these articles deleted, those of them that it has."""
        asked = np.fromiter(article_ids, np.int64, len(article_ids))
        found = np.flatnonzero(np.isin(self.documents.article_ids, asked))
        deleted = np.union1d(self.deleted, found.astype(np.int32))
        return self if len(deleted) == len(self.deleted) else replace(self, deleted=deleted)

    @property
    def live(self) -> npt.NDArray[np.bool_]:
        """Whether each article is not deleted, by doc id."""
        live = np.ones(len(self.documents), np.bool_)
        live[self.deleted] = False
        return live

    @property
    def passages_live(self) -> npt.NDArray[np.bool_]:
        """Whether each passage is of an article that is not deleted."""
        return np.repeat(self.live, np.diff(self.documents.first_passage))

    @property
    def passages_deleted(self) -> Ids:
        """The passages of deleted articles, ascending."""
        if not len(self.deleted):
            return _NONE
        return np.flatnonzero(~self.passages_live).astype(np.int32)

    def check(self) -> None:
        """Raise ValueError where the arrays do not fit each other, as damaged files may not."""
        inverted, documents = self.inverted, self.documents
        fits = (
            len(inverted.starts) == len(inverted.keys) + 1
            and len(inverted.ids) == len(inverted.tf) == inverted.starts[-1]
            and bool((np.diff(inverted.starts) >= 0).all())
            and documents.first_passage[-1] == len(inverted.lengths)
            and len(inverted.lengths) == len(documents.compact_starts) - 1
            and len(documents.first_passage) == len(documents.record_starts)
            and len(documents.first_passage) == len(documents.article_ids) + 1
        )
        if not fits:
            raise ValueError("the index's arrays do not fit each other")

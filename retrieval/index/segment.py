"""A **segment** of an archive: some articles, all that is searched of them, and what was deleted.

An archive's index is a few segments side by side: a large one, and small ones that came later. A
segment is never changed; one with more of its articles deleted shares all arrays with the one
before. Within a segment an article goes by its **doc id** and a passage by its number, both from 0.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from retrieval.analysis.bulk import Analysed, analysed
from retrieval.index.document_store import DocumentStore
from retrieval.index.id_set import IdSet, spread
from retrieval.index.inverted import Bags, InvertedIndex
from retrieval.index.kernel import Ids, Keys
from retrieval.index.lookups import TALLIED, By, Lookups, added, credits_by_name, tallies
from retrieval.index.occurrences import Stories
from retrieval.index.passages import split
from retrieval.index.records import IndexedArticle

Cuts = Mapping[str, bytes]
"""How texts were cut into words, where that is known: see `retrieval.analysis.bulk`."""
_NONE = np.empty(0, np.int32)


@dataclass(frozen=True)
class Segment:
    """An inverted index, the documents of the same passages, and what finds these.

    ``deleted`` are doc ids, ascending.
    """

    inverted: InvertedIndex
    documents: DocumentStore
    lookups: Lookups
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
        return cls(inverted, documents, Lookups.of(documents), _NONE)

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
        return cls(inverted, documents, Lookups.of(documents), _NONE)

    @property
    def stories(self) -> Stories:
        """The articles' compact texts."""
        documents = self.documents
        return Stories(
            documents.first_passage,
            documents.compact,
            documents.compact_starts,
            documents.titles,
            documents.title_starts,
            self.inverted.lengths,
        )

    def __len__(self) -> int:
        """Return the number of passages, deleted ones counted."""
        return len(self.inverted)

    def without(self, article_ids: Collection[int]) -> Self:
        """Return the segment with these articles deleted, those of them that it has."""
        found = [at for at in map(self.doc_id, article_ids) if at is not None]
        deleted = np.union1d(self.deleted, np.array(found, np.int32))
        return self if len(deleted) == len(self.deleted) else replace(self, deleted=deleted)

    def doc_id(self, article_id: int) -> int | None:
        """Return the doc id of an article id, of a deleted one too, or None."""
        ids = self.lookups.ids
        at = int(ids.searchsorted(article_id))
        return int(self.lookups.by_id[at]) if at < len(ids) and ids[at] == article_id else None

    @cached_property
    def there(self) -> IdSet:
        """The doc ids of the articles that are not deleted."""
        return IdSet.between(0, len(self.documents)) - IdSet.of(self.deleted)

    def living(self, doc_ids: IdSet) -> IdSet:
        """Return those of some articles that are not deleted.

        Raises ValueError where there are no such articles, as damaged files may have it.
        """
        found = doc_ids.checked(len(self.documents))
        return found & self.there if len(self.deleted) else found

    def first(self, by: By, key: int) -> int | None:
        """Return the first article of a key that is not deleted, or None."""
        runs = self.lookups.runs(by)
        at = int(runs.keys.searchsorted(key))
        if at == len(runs.keys) or runs.keys[at] != key:
            return None
        for run in range(int(runs.starts[at]), int(runs.starts[at + 1])):
            own = self.living(IdSet.between(int(runs.firsts[run]), int(runs.ends[run])))
            if own:
                return next(iter(own))
        return None

    @cached_property
    def tallies(self) -> tuple[Keys, Keys, Keys]:
        """What the lookups count of issues, days and papers, less what is deleted."""
        counted = self.lookups.issues, self.lookups.issue_days, self.lookups.papers
        if not len(self.deleted):
            return counted
        doc = self.documents.printing_doc
        ends = doc.searchsorted(self.deleted, "right")
        rows = spread(doc.searchsorted(self.deleted), ends, len(doc))
        gone = tallies(self.documents, rows.astype(np.int32))
        for lost in gone:
            lost[:, -2:] *= -1
        issues, days, papers = map(added, zip(counted, gone, strict=True), TALLIED)
        return issues, days, papers

    @cached_property
    def credited(self) -> Keys:
        """What the lookups count of credits, less what is deleted."""
        if not len(self.deleted):
            return self.lookups.credited
        rows = self.lookups.credits(self.deleted)
        gone = credits_by_name(self.documents.credit_keys[rows], self.documents.credit_roles[rows])
        gone[:, 1:] *= -1
        return added([self.lookups.credited, gone], 1)

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
        first = self.documents.first_passage
        ends = first[self.deleted + 1]
        return spread(first[self.deleted], ends, len(self.inverted.lengths))

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
            and len(self.lookups.ids) == len(self.lookups.by_id) == len(documents.article_ids)
            and len(self.lookups.keys) == self.lookups.kinds[-1]
            and len(self.lookups.starts) == len(self.lookups.keys) + 1
            and len(self.lookups.firsts) == len(self.lookups.ends) == self.lookups.starts[-1]
        )
        if not fits:
            raise ValueError("the index's arrays do not fit each other")

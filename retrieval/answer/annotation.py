"""Texts with the value terms that are asked for, which are then found as words are: as strings."""

from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np

from retrieval.analysis.sizes import SIZE
from retrieval.analysis.values import MARK, hyphened, values
from retrieval.index.document_store import as_stories
from retrieval.index.kernel import Ids
from retrieval.index.occurrences import Stories
from retrieval.index.snapshot import Snapshot


class Annotation:
    """Writes value terms behind what stands for them, in texts of a snapshot.

    Only those of the ``terms`` that are asked for: without any, texts stay as they are.
    """

    def __init__(self, snapshot: Snapshot, terms: Iterable[str]) -> None:
        self._snapshot = snapshot
        self._asked = frozenset(filter(_may_be_otherwise, terms))
        self._postings = [snapshot.index.postings(term).ids for term in self._asked]

    def stories(self, passages: Sequence[int]) -> Iterator[tuple[Stories, Ids, Sequence[int]]]:
        """Yield the articles of some passages, annotated, as bytes: some at a time.

        With each part come the numbers in it of those passages that are in it, and which of
        ``passages`` these are.
        """
        snapshot = self._snapshot
        if not self._asked:
            yield from snapshot.stories(passages)
            return
        places = (snapshot.passages_of(snapshot.doc_id_of(passage)) for passage in passages)
        written = [at for at, group in enumerate(places) if self._having(group)]
        plain = [at for at in range(len(passages)) if at not in written]
        for stories, own, which in snapshot.stories([passages[at] for at in plain]):
            yield stories, own, [plain[at] for at in which]
        if written:
            yield (*self._annotated([passages[at] for at in written]), written)

    def _having(self, places: range) -> frozenset[int]:
        """Return which passages of an article may have something for what is asked."""
        ranges = ((ids, *np.searchsorted(ids, _ends(places))) for ids in self._postings)
        return frozenset(at for ids, start, end in ranges for at in ids[start:end].tolist())

    def _annotated(self, passages: Sequence[int]) -> tuple[Stories, Ids]:
        snapshot = self._snapshot
        places = [snapshot.passages_of(snapshot.doc_id_of(passage)) for passage in passages]
        inside = [at - group.start for at, group in zip(passages, places, strict=True)]
        first = np.cumsum([0, *map(len, places)], dtype=np.int32)
        having = frozenset[int]().union(*map(self._having, places))
        texts = (snapshot.compact(at) for group in places for at in group)
        numbers = (at for group in places for at in group)
        stories = as_stories(
            first,
            [
                annotated(text, self._asked) if at in having else text
                for at, text in zip(numbers, texts, strict=True)
            ],
            [annotated(snapshot.compact_title(group.start), self._asked) for group in places],
            np.concatenate([snapshot.index.lengths(group) for group in places]),
        )
        return stories, first[:-1] + np.array(inside, np.int32)


def _ends(places: range) -> Ids:
    return np.array([places.start, places.stop], np.int32)


def _may_be_otherwise(term: str) -> bool:
    """Return whether something else may be written for a term: a number's value, a Latin word."""
    return term[0] in (MARK, SIZE) or (term.isascii() and term.isalnum() and not term.isdecimal())


def annotated(text: str, asked: Collection[str]) -> str:
    """Return a compact text with each asked value term behind what is written for it."""
    found = [
        one
        for some in (values(text, with_sizes=True), hyphened(text))
        for one in some
        if one.term in asked
    ]
    for one in sorted(found, key=lambda one: -one.end):
        text = f"{text[: one.end]}{one.term}{text[one.end :]}"
    return text

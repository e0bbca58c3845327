"""Texts with the value terms that are asked for, which are then found as words are: as strings."""

from collections.abc import Collection, Iterable

import numpy as np

from retrieval.analysis.sizes import SIZE
from retrieval.analysis.values import MARK, hyphened, values
from retrieval.index.snapshot import Snapshot


class Annotation:
    """Writes value terms behind what stands for them, in texts of a snapshot.

    Only those of the ``terms`` that are asked for: without any, texts stay as they are.
    """

    def __init__(self, snapshot: Snapshot, terms: Iterable[str]) -> None:
        self._snapshot = snapshot
        self._asked = frozenset(filter(_may_be_otherwise, terms))
        ids = [snapshot.index.postings(term).ids for term in sorted(self._asked)]
        self._passages = np.unique(np.concatenate([np.empty(0, np.int32), *ids]))

    def passage(self, passage: int) -> str:
        """Return the compact text of a passage, annotated."""
        text = self._snapshot.compact(passage)
        at = int(np.searchsorted(self._passages, passage))
        has = at < len(self._passages) and self._passages[at] == passage
        return annotated(text, self._asked) if has else text

    def title(self, passage: int) -> str:
        """Return the compact title of a passage's article, annotated."""
        title = self._snapshot.compact_title(passage)
        return annotated(title, self._asked) if self._asked else title


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

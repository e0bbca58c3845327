"""Segmentations kept in the database: segmenting is the slowest step of adding a page.

A segmentation depends on its text and on the analyzer's version alone, so its key is the text's
digest. Among ten million texts the chance is one in 400,000 that any two share its 64 bits; a
cached segmentation that does not fit is not used. Those of other versions are deleted when the
first of a new version is stored.
"""

import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from retrieval.analysis.bulk import Analysed, analysed, cuts
from retrieval.store.transaction import Transaction, View

_DIGEST_BYTES = 8
_BATCH = 1000  # texts


@dataclass(frozen=True, slots=True)
class Analyzer:
    """What segments folded texts into words, always the same for a version."""

    version: str
    cut: Callable[[str], list[str]]


class SegmentationCache:
    """Analyses texts with cached segmentations; ``made`` are the new ones, not stored yet."""

    def __init__(self, analyzer: Analyzer, cached: Mapping[int, bytes]) -> None:
        self.version = analyzer.version
        self.made: dict[int, bytes] = {}
        self._cut = analyzer.cut
        self._cached = cached

    def analyse(self, texts: Sequence[str]) -> Analysed:
        """Analyse texts, see `retrieval.analysis.bulk`; what is cached is not segmented again."""
        found = [self._some(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        return Analysed(
            np.concatenate([np.empty(0, np.int32), *(one.lengths for one in found)]),
            np.concatenate([np.empty(0, np.int64), *(one.keys for one in found)]),
            tuple(text for one in found for text in one.compact),
            tuple(cut for one in found for cut in one.cuts),
        )

    def _some(self, texts: Sequence[str]) -> Analysed:
        digests = [digest_of(text) for text in texts]
        known = [self._cached.get(digest, self.made.get(digest)) for digest in digests]
        try:
            found = analysed(texts, known, self._cut)
        except ValueError:  # a cached segmentation is not this text's
            known = [None] * len(texts)
            found = analysed(texts, known, self._cut)
        for digest, cut, before in zip(digests, found.cuts, known, strict=True):
            if before is None:
                self.made[digest] = cut
        return found


def segmentations(
    texts: Sequence[str], analyzer: Analyzer, kept: Container[int]
) -> dict[int, bytes]:
    """Return segmentations of the texts by their digests, without those whose are ``kept``."""
    wanted = {digest: text for text in texts if (digest := digest_of(text)) not in kept}
    left = list(wanted.values())
    lots = (left[at : at + _BATCH] for at in range(0, len(left), _BATCH))
    found = [cut for lot in lots for cut in cuts(lot, analyzer.cut)]
    return dict(zip(wanted, found, strict=True))


def digest_of(text: str) -> int:
    """Return a text's digest, a number that SQLite can hold."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).digest()
    return int.from_bytes(digest, signed=True)


async def cached_segmentations(view: View, version: str, texts: Iterable[str]) -> dict[int, bytes]:
    """Return the cached segmentations of these texts by a version, by the texts' digests."""
    rows = await view.fetch_all(
        "SELECT digest, lengths FROM cut JOIN analyzer ON analyzer.id = analyzer_id"
        " WHERE version = ? AND digest IN (SELECT value FROM json_each(?))",
        (version, json.dumps([digest_of(text) for text in texts])),
    )
    return {digest: lengths for digest, lengths in rows}


async def cache_segmentations(
    transaction: Transaction, version: str, made: Mapping[int, bytes], *, over: bool = True
) -> None:
    """Store segmentations by a version, ``over`` those of the same texts, and delete others'."""
    if not made:
        return
    await transaction.execute("DELETE FROM analyzer WHERE version <> ?", (version,))
    await transaction.execute("INSERT OR IGNORE INTO analyzer (version) VALUES (?)", (version,))
    await transaction.execute_many(
        f"INSERT OR {'REPLACE' if over else 'IGNORE'} INTO cut (analyzer_id, digest, lengths)"
        " SELECT id, ?, ? FROM analyzer WHERE version = ?",
        ((digest, cut, version) for digest, cut in made.items()),
    )

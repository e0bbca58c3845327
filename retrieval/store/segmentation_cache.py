"""How texts were cut into words, kept: segmentation is the slowest step on a page's way.

A cut depends on its text and on the analyzer's version alone, so it is kept by the text's digest.
Of its 64 bits, ten million texts have one chance in 400,000 that any two share them; a kept cut
that does not fit is not used. Cuts of another version go when the first of the new one is kept.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from retrieval.analysis.bulk import Analysed, analysed
from retrieval.store.transaction import Transaction, View

_DIGEST_BYTES = 8
_BATCH = 1000  # texts


@dataclass(frozen=True, slots=True)
class Analyzer:
    """What cuts folded texts into words, always alike for a version."""

    version: str
    cut: Callable[[str], list[str]]


class SegmentationCache:
    """Analyses texts by kept cuts or new ones; ``made`` are those that are not kept yet."""

    def __init__(self, analyzer: Analyzer, kept: Mapping[int, bytes]) -> None:
        self.version = analyzer.version
        self.made: dict[int, bytes] = {}
        self._cut = analyzer.cut
        self._kept = kept

    def analyse(self, texts: Sequence[str]) -> Analysed:
        """Analyse texts, see `retrieval.analysis.bulk`; nothing is cut whose cut is known."""
        found = [self._some(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        return Analysed(
            np.concatenate([np.empty(0, np.int32), *(one.lengths for one in found)]),
            np.concatenate([np.empty(0, np.int64), *(one.keys for one in found)]),
            tuple(text for one in found for text in one.compact),
            tuple(cut for one in found for cut in one.cuts),
        )

    def _some(self, texts: Sequence[str]) -> Analysed:
        digests = [digest_of(text) for text in texts]
        known = [self._kept.get(digest, self.made.get(digest)) for digest in digests]
        try:
            found = analysed(texts, known, self._cut)
        except ValueError:  # a kept cut that is not this text's
            known = [None] * len(texts)
            found = analysed(texts, known, self._cut)
        for digest, cut, before in zip(digests, found.cuts, known, strict=True):
            if before is None:
                self.made[digest] = cut
        return found


def digest_of(text: str) -> int:
    """Name a text by its content, with a number that SQLite can hold."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).digest()
    return int.from_bytes(digest, signed=True)


async def cached_segmentations(view: View, version: str, texts: Iterable[str]) -> dict[int, bytes]:
    """Return a version's cuts of these texts, by the texts' digests."""
    rows = await view.fetch_all(
        "SELECT digest, lengths FROM cut JOIN analyzer ON analyzer.id = analyzer_id"
        " WHERE version = ? AND digest IN (SELECT value FROM json_each(?))",
        (version, json.dumps([digest_of(text) for text in texts])),
    )
    return {digest: lengths for digest, lengths in rows}


async def cache_segmentations(
    transaction: Transaction, version: str, made: Mapping[int, bytes]
) -> None:
    """Keep cuts that a version made, and drop those of others."""
    if not made:
        return
    await transaction.execute("DELETE FROM analyzer WHERE version <> ?", (version,))
    await transaction.execute("INSERT OR IGNORE INTO analyzer (version) VALUES (?)", (version,))
    await transaction.execute_many(
        "INSERT OR REPLACE INTO cut (analyzer_id, digest, lengths)"
        " SELECT id, ?, ? FROM analyzer WHERE version = ?",
        ((digest, cut, version) for digest, cut in made.items()),
    )

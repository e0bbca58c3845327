"""The bags of texts, analysed once and kept: segmentation is the slowest step on a page's way.

A bag depends on its text and on the analyzer's version alone, so it is kept by the text's digest.
Of its 64 bits, ten million texts have one chance in 400,000 that any two share them.
Bags of another version are of no use any more, and go when the first of the new version is kept.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from aiosqlite import Connection

_DIGEST_BYTES = 8


@dataclass(frozen=True, slots=True)
class Analyzer:
    """What makes bags: the terms of a text, none with white space in it, the same for a version."""

    version: str
    terms: Callable[[str], Sequence[str]]


class Bags:
    """Gives the bag of a text, kept or made anew; ``made`` are those that are not kept yet."""

    def __init__(self, analyzer: Analyzer, kept: Mapping[int, str]) -> None:
        self.version = analyzer.version
        self.made: dict[int, str] = {}
        self._terms = analyzer.terms
        self._kept = kept

    def __call__(self, text: str) -> Sequence[str]:
        """Give the terms of a text, in the analyzer's order."""
        digest = digest_of(text)
        bag = self._kept.get(digest)
        if bag is None:
            bag = self.made.get(digest)
        if bag is None:
            bag = self.made[digest] = " ".join(self._terms(text))
        return bag.split(" ") if bag else ()


def digest_of(text: str) -> int:
    """Name a text by its content, with a number that SQLite can hold."""
    digest = blake2b(text.encode("utf-8"), digest_size=_DIGEST_BYTES).digest()
    return int.from_bytes(digest, signed=True)


async def kept_bags(
    connection: Connection, version: str, texts: Iterable[str] | None = None
) -> dict[int, str]:
    """Give a version's bags by their texts' digests: those of these texts, or all there are."""
    digests = None if texts is None else json.dumps([digest_of(text) for text in texts])
    rows = await connection.execute_fetchall(
        "SELECT digest, terms FROM bag JOIN analyzer ON analyzer.id = analyzer_id"
        " WHERE version = :version"
        " AND (:digests IS NULL OR digest IN (SELECT value FROM json_each(:digests)))",
        {"version": version, "digests": digests},
    )
    return {digest: terms for digest, terms in rows}


async def keep_bags(connection: Connection, version: str, made: Mapping[int, str]) -> None:
    """Keep bags that were made by a version, and drop those of others."""
    if not made:
        return
    await connection.execute("DELETE FROM analyzer WHERE version <> ?", (version,))
    await connection.execute("INSERT OR IGNORE INTO analyzer (version) VALUES (?)", (version,))
    await connection.executemany(
        "INSERT OR IGNORE INTO bag (analyzer_id, digest, terms)"
        " SELECT id, ?, ? FROM analyzer WHERE version = ?",
        ((digest, terms, version) for digest, terms in made.items()),
    )

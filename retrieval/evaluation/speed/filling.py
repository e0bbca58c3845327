"""A made-up paper into an archive's tables, as adding its pages would, but in bulk.

All cores print the stories and extract what is kept of each; this process writes the rows. What
stories are found by is written at the end in its index's order, as each of it stands anywhere
there. Only the short lines that tell a paper's habits are left out.
"""

import asyncio
import hashlib
import json
import multiprocessing
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.analysis.labels import place_of
from retrieval.evaluation.speed.paper import STORIES_OF_CHUNK, MadeUpPaper
from retrieval.evaluation.speed.paper_pages import markdown, pages_of_chunk
from retrieval.identity.shared_stories import sketch
from retrieval.model import Article, Printing, StoredArticle
from retrieval.reading.version import version
from retrieval.store import dates
from retrieval.store.checksums import PAGE, PRINTING
from retrieval.store.database import Database
from retrieval.store.extracting import EXTRACTOR
from retrieval.store.sources import compressed

_AT_ONCE = 16  # chunks that wait to be written
_ADDED_AT = "2026-07-01T00:00:00+00:00"
_SKETCHES = 1_000_000  # rows that are written at a time
_QUICK = (
    "PRAGMA journal_mode = OFF",  # what is half filled when the machine stops is thrown away
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -200000",
    "PRAGMA temp_store = MEMORY",
)

_Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a chunk, by table, and the marks of its stories' sketches with their printing."""

    tables: dict[str, list[_Row]]
    marks: npt.NDArray[np.int64]
    printings: npt.NDArray[np.int64]


_INSERT: dict[str, tuple[str, ...]] = {
    "revision": ("number",),
    "page": ("id", "bulletin_printed", "digest", "place", "added_at", "checksum", *PAGE.columns),
    "page_source": ("id", "text", "read_by", "left_out", "habits"),
    "article": ("id", "first_added_at", "revision"),
    "printing": (
        *("id", "page_id", "position", "article_id", "learnt_by", "signature", "checksum"),
        *PRINTING.columns,
    ),
    "name": ("printing_id", "text", "kind", "post"),
}


def fill(paper: MadeUpPaper, path: Path) -> None:
    """Make an archive at ``path``, where none is, with all that a paper prints."""
    asyncio.run(_made(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in _QUICK:
            connection.execute(pragma).fetchall()
        [(later,)] = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'sketch_by_printing'"
        )
        connection.execute("DROP INDEX sketch_by_printing")
        marks, printings = _written(paper, connection)
        order = np.lexsort((printings, marks))
        connection.execute("BEGIN")
        for start in range(0, len(order), _SKETCHES):
            some = order[start : start + _SKETCHES]
            rows = zip(marks[some].tolist(), printings[some].tolist(), strict=True)
            connection.executemany(_insert("sketch", ("hash", "printing_id")), rows)
        connection.execute("COMMIT")
        connection.execute(later)


async def _made(path: Path) -> None:
    async with Database.open(path):
        pass


def _written(
    paper: MadeUpPaper, connection: sqlite3.Connection
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Write the rows of all chunks; return the marks of sketches, and the printing of each."""
    marks, printings = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    with multiprocessing.get_context("spawn").Pool() as pool:
        for start in range(0, paper.chunks, _AT_ONCE):
            numbers = range(start, min(start + _AT_ONCE, paper.chunks))
            for rows in pool.imap(partial(_rows, paper), numbers):
                connection.execute("BEGIN")
                for table, columns in _INSERT.items():
                    connection.executemany(_insert(table, columns), rows.tables[table])
                connection.execute("COMMIT")
                marks.append(rows.marks)
                printings.append(rows.printings)
            sys.stderr.write(f"written: {numbers.stop * STORIES_OF_CHUNK:,} stories at most\n")
    return np.concatenate(marks), np.concatenate(printings)


def _insert(table: str, columns: Sequence[str]) -> str:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    return f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 (our own names)


def _rows(paper: MadeUpPaper, number: int) -> _Rows:
    tables: dict[str, list[_Row]] = {table: [] for table in _INSERT}
    marks: list[int] = []
    printings: list[int] = []
    for name, stories in pages_of_chunk(paper, number):
        page = stories[0].printings[0]
        text = markdown(stories)
        tables["revision"].append((page.page_id,))
        tables["page"].append(_page(page, name, text))
        source = (page.page_id, compressed(text), version(), "[]", page.page_id - 1)
        tables["page_source"].append(source)
        for stored in stories:
            story = EXTRACTOR.extract(stored.article)
            tables["article"].append((stored.id, _ADDED_AT, page.page_id))
            tables["printing"].append(_printing(stored, story.signature.to_bytes()))
            tables["name"] += [(stored.id, one.text, one.kind, one.post) for one in story.names]
            found = sketch(story.signature)
            marks += found
            printings += [stored.id] * len(found)
    return _Rows(tables, np.array(marks, np.int64), np.array(printings, np.int64))


def _page(page: Printing, name: str, text: str) -> _Row:
    shown = (name, page.paper or "", page.section, page.page, *dates.date_row(page.date))
    digest = hashlib.sha256(text.encode()).digest()
    place = None if page.page is None else place_of(page.page)
    return (page.page_id, 1, digest, place, _ADDED_AT, PAGE.checksum(shown), *shown)


def _printing(stored: StoredArticle, signature: bytes) -> _Row:
    [page] = stored.printings
    values = _values(stored.article)
    return (
        *(stored.id, page.page_id, page.position, stored.id, EXTRACTOR.version, signature),
        *(PRINTING.checksum(values), *values),
    )


def _values(article: Article) -> tuple[str | int | None, ...]:
    """Return the columns of a printing that have a checksum, in their order."""
    return (
        article.title,
        article.subtitle,
        *map(_json, (article.reporters, article.correspondents, article.photographers)),
        article.source,
        article.page,
        _json(article.paragraphs),
        *dates.date_row(article.date),
    )


def _json(texts: Sequence[str]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)

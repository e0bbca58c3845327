"""Export and import: the archive as lines of JSON, into an empty database, without loss.

Exported is what was printed, where, and under which ids; what is derived from it (sketches, names,
segmentations, the index) is derived again on import. See `retrieval.store.jsonl` for the format.
"""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Iterable, Iterator

from retrieval.errors import ExportRefused, PageRefused
from retrieval.identity.page import Page
from retrieval.model.lines import SeenLine
from retrieval.store.articles import next_revision
from retrieval.store.checksums import CHECKED
from retrieval.store.dates import date_of
from retrieval.store.extracting import EXTRACTOR
from retrieval.store.jsonl import (
    ARTICLE,
    KINDS,
    PAGE,
    ArticleColumns,
    Columns,
    GoneColumns,
    Header,
    PageColumns,
    PrintingColumns,
    RecordKind,
    SourceColumns,
    SqlValue,
    header_of,
    row_of,
    table_values,
)
from retrieval.store.printings import extracted_by_others, write_extracted
from retrieval.store.sources import PageSource, compressed, sources_after, write_lines
from retrieval.store.transaction import Transaction, View

_MOST_ERRORS = 5  # damaged lines that are named
_LOT = 200  # printings
_UNLEARNT = ""  # no version of the rules


async def export_lines(view: View) -> AsyncGenerator[bytes, None]:
    """Yield the archive as lines, the header first; an empty archive has that one alone."""
    counts = {}
    for kind in KINDS:
        [(count,)] = await view.fetch_all(f"SELECT count(*) FROM {kind.table}")
        counts[kind.name] = int(count)
    yield Header(counts, await _last(view, PAGE), await _last(view, ARTICLE)).encode()
    for kind in KINDS:
        columns = ", ".join(kind.columns)
        async for row in view.stream(f"SELECT {columns} FROM {kind.table} ORDER BY id"):
            yield kind.encode(row)


async def import_lines(transaction: Transaction, lines: Iterable[bytes]) -> Header:
    """Import an export into an empty archive, inside the caller's transaction; return its header.

    Raises ExportRefused for an archive that is not empty or was not always, and for lines that are
    damaged, of which it names the first few by number (from 1); the caller then rolls back.
    """
    await _check_empty(transaction)
    numbered = enumerate(lines, 1)
    header = _header(numbered)
    errors = await _insert_rows(transaction, numbered, header)
    if errors:
        raise ExportRefused(
            "导出文件有损坏，什么都没有导入 (the export is damaged, nothing was imported):\n"
            + "\n".join(errors)
        )
    await _check_printed(transaction)
    await _count_on(transaction, PAGE, header.last_page)
    await _count_on(transaction, ARTICLE, header.last_article)
    await _derive(transaction)
    return header


async def _check_empty(view: View) -> None:
    for kind in KINDS:
        if await view.fetch_all(f"SELECT 1 FROM {kind.table} LIMIT 1"):
            raise ExportRefused(
                "资料库里已经有东西，没有动它；只能导入空的，请用 BULLETIN_DB 换一个 "
                "(the archive is not empty and was left as it is; an export is taken into an empty "
                "one only: name another with BULLETIN_DB)"
            )


def _header(numbered: Iterator[tuple[int, bytes]]) -> Header:
    _, data = next(numbered, (1, b""))
    try:
        return header_of(data)
    except ValueError as error:
        raise ExportRefused(f"第 1 行 line 1: {error}") from error


async def _insert_rows(
    transaction: Transaction, numbered: Iterator[tuple[int, bytes]], header: Header
) -> list[str]:
    """Insert the rows of the lines after the header; return what is wrong, nothing if all is well.

    After the first damaged line nothing is inserted: what follows may lack what it refers to.
    """
    revision = await next_revision(transaction)
    counts = dict.fromkeys(header.counts, 0)
    errors: list[str] = []
    for number, data in numbered:
        try:
            kind, row = row_of(data)
            counts[kind.name] += 1
            if not errors:
                await _insert(transaction, kind, row, revision)
        except (ValueError, sqlite3.IntegrityError) as error:
            errors.append(f"第 {number} 行 line {number}: {error}")
            if len(errors) == _MOST_ERRORS:
                break
    if not errors and counts != header.counts:
        errors.append(
            f"行数不对，文件不完整 (the file is not whole: {header.counts}, read {counts})"
        )
    return errors


async def _insert(transaction: Transaction, kind: RecordKind, row: Columns, revision: int) -> None:
    values: dict[str, SqlValue | bytes] = {**table_values(row), **_made(row, revision)}
    if (checked := CHECKED.get(kind.table)) is not None:
        values["checksum"] = checked.checksum(values[name] for name in checked.columns)
    # With its rows, of which there are none: what is wrong with a line is to be raised here.
    await transaction.returning(
        f"INSERT INTO {kind.table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
        tuple(values.values()),
    )


def _made(row: Columns, revision: int) -> dict[str, SqlValue]:
    """Return the columns of a row that are derived from the others."""
    if isinstance(row, PageColumns):
        date = date_of(row.year, row.month, row.day, row.day_from, row.year_from)
        page = Page(row.file, None, row.label, date)
        named: dict[str, SqlValue] = (
            {} if row.bulletin_printed else {"bulletin": ""}
        )  # a file's name
        return {"place": page.place, **named}
    if isinstance(row, ArticleColumns | GoneColumns):
        return {"revision": revision}
    if isinstance(row, SourceColumns):
        return {"text": compressed(row.text), "habits": revision}
    return {"learnt_by": _UNLEARNT} if isinstance(row, PrintingColumns) else {}


async def _check_printed(view: View) -> None:
    rows = await view.fetch_all(
        "SELECT id FROM article WHERE id NOT IN (SELECT article_id FROM printing) LIMIT 1"
    )
    for (article_id,) in rows:
        raise ExportRefused(
            f"{article_id} 号报道没有登在任何版面上，什么都没有导入 "
            f"(no printing of article {article_id}; nothing was imported)"
        )


async def _last(view: View, kind: RecordKind) -> int:
    """Return the last id that a table gave, 0 for none."""
    rows = await view.fetch_all("SELECT seq FROM sqlite_sequence WHERE name = ?", (kind.table,))
    return next((int(seq) for (seq,) in rows), 0)


async def _count_on(transaction: Transaction, kind: RecordKind, last: int) -> None:
    """Make a table count its ids on from this one."""
    last = max(last, await _last(transaction, kind))
    await transaction.execute("DELETE FROM sqlite_sequence WHERE name = ?", (kind.table,))
    await transaction.execute(
        "INSERT INTO sqlite_sequence (name, seq) SELECT ?, ? WHERE ? > 0", (kind.table, last, last)
    )


async def _derive(transaction: Transaction) -> None:
    """Derive what printings are found and compared by, the names, and what papers print."""
    while due := await extracted_by_others(transaction, EXTRACTOR.version, _LOT):
        extracted = [(printing_id, EXTRACTOR.extract(article)) for printing_id, article in due]
        await write_extracted(transaction, extracted, EXTRACTOR.version)
    last = 0
    while pages := await sources_after(transaction, last, _LOT):
        for last, (page, source) in pages.items():
            lines = await asyncio.to_thread(_lines, page, source)
            await write_lines(transaction, last, page, lines)


def _lines(page: Page, source: PageSource) -> tuple[SeenLine, ...]:
    """Return the short lines of a page, none of one that this version would refuse."""
    # Its patterns take a fifth of a second to compile; an export need not wait.
    from retrieval.reading.page import read_text  # noqa: PLC0415

    try:
        reading = read_text(source.text, page.file, page.paper, source.stated, layout=source.layout)
    except PageRefused:
        return ()
    return reading.seen

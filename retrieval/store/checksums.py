"""Checksums of what is shown of pages, printings and corrections, kept in their rows.

A disk or a program that changes a word leaves a database that SQLite finds whole. The checksum is
made of the values as they are written, and tells later that they are still those.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b

from retrieval.store import dates
from retrieval.store.database import Database
from retrieval.store.transaction import Transaction

MIGRATION = 4  # that makes the columns
_SIZE = 8
_LOT = 500  # rows

CheckedValue = str | int | bytes | None
"""A value as it is bound to a statement, or as SQLite gives it: a text as str or its UTF-8."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A table whose rows have a checksum, and the columns that it is of, in order.

    ``shown`` is an SQL expression for what a row is called; its table is joined to its page or not
    by ``rows``, which follows FROM.
    """

    table: str
    columns: tuple[str, ...]
    shown: str
    rows: str

    def checksum(self, values: Iterable[CheckedValue]) -> bytes:
        """Return the checksum of a row's values, in the order of `columns`."""
        digest = blake2b(self.table.encode(), digest_size=_SIZE)
        for value in values:
            data = value if isinstance(value, bytes) else _encoded(value)
            digest.update(b"-" if value is None else b"%d:" % len(data))
            digest.update(data)
        return digest.digest()


_PAGE = (
    "printf('page %d (%s%s%s%s)', page.id, nullif(page.bulletin || ' ', ' '),"
    " nullif(printf('%04d-%02d-%02d ', page.year, page.month, page.day), '0000-00-00 '),"
    " page.label || ' ', page.file)"
)
PAGE = Checked(
    "page",
    ("file", "bulletin", "section", "label", *dates.COLUMNS.split(", ")),
    _PAGE,
    "page",
)
PRINTING = Checked(
    "printing",
    (
        *("title", "subtitle", "reporters", "correspondents", "photographers", "source", "label"),
        *("paragraphs", *dates.COLUMNS.split(", ")),
    ),
    f"printf('article %d “%s”, ', printing.article_id, printing.title) || coalesce({_PAGE}, '')",
    "printing LEFT JOIN page ON page.id = printing.page_id",
)
CORRECTION = Checked(
    "correction",
    ("digest", "text"),
    "printf('correction %d of article %d', correction.id, correction.article_id)",
    "correction",
)
CHECKED = {one.table: one for one in (PAGE, PRINTING, CORRECTION)}


def changed(connection: sqlite3.Connection) -> Iterator[tuple[Checked, str]]:
    """Yield the rows that are no longer as they were written, with what each is called.

    Rows of a damaged file that can't be read are passed over. The connection gives texts as bytes
    until all are yielded.
    """
    texts, connection.text_factory = connection.text_factory, bytes
    try:
        for one in CHECKED.values():
            with suppress(sqlite3.DatabaseError):
                for shown in _changed(connection, one):
                    yield one, shown
    finally:
        connection.text_factory = texts


def _changed(connection: sqlite3.Connection, one: Checked) -> Iterator[str]:
    columns = ", ".join(f"{one.table}.{name}" for name in one.columns)
    rows = connection.execute(
        f"SELECT {one.table}.checksum, {one.shown}, {columns} FROM {one.rows}"
        f" WHERE {one.table}.checksum IS NOT NULL ORDER BY {one.table}.id"
    )
    for kept, shown, *values in rows:
        if one.checksum(values) != kept:
            yield shown.decode("utf-8", "replace").replace(" )", ")")


async def make_checksums(database: Database) -> None:
    """Make the checksums of rows that came in before there were any; a read where there are none.

    Each lot has a transaction of its own, so that other writers need not wait for all of them.
    """
    for one in CHECKED.values():
        lacking = f"FROM {one.table} WHERE checksum IS NULL"
        async with database.reading() as view:
            due = bool(await view.fetch_all(f"SELECT 1 {lacking} LIMIT 1"))
        while due:
            async with database.transaction() as transaction:
                due = await _make_lot(transaction, one, lacking)


async def _make_lot(transaction: Transaction, one: Checked, lacking: str) -> bool:
    """Make a lot of a table's checksums; return whether there may be more."""
    rows = await transaction.fetch_all(
        f"SELECT id, {', '.join(one.columns)} {lacking} ORDER BY id LIMIT {_LOT}"
    )
    await transaction.execute_many(
        f"UPDATE {one.table} SET checksum = ? WHERE id = ?", _made(one, rows)
    )
    return len(rows) == _LOT


def _made(one: Checked, rows: Iterable[Sequence[CheckedValue]]) -> Iterator[tuple[bytes, object]]:
    for number, *values in rows:
        yield one.checksum(values), number


def _encoded(value: str | int | None) -> bytes:
    return b"" if value is None else str(value).encode("utf-8", "surrogatepass")

"""Names found again in what is stored, where the rules that find them have changed.

Each lot of printings has a transaction of its own: other writers need not wait for all of them, and
a process that is stopped in between leaves less for the next.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from retrieval.model import Article
from retrieval.names.extraction import VERSION, extract_names
from retrieval.names.name import Name
from retrieval.store.articles import next_revision, touch_printed
from retrieval.store.database import Database
from retrieval.store.names import delete_names, insert_names
from retrieval.store.printings import extracted_by_others, mark_extracted
from retrieval.store.transaction import Transaction

_LOT = 200


@dataclass(frozen=True, slots=True)
class NameExtractor:
    """What finds the names that an article introduces, always the same for a version."""

    version: str
    names: Callable[[Article], frozenset[Name]]


EXTRACTOR = NameExtractor(VERSION, extract_names)


async def reindex_names(database: Database, extractor: NameExtractor = EXTRACTOR) -> None:
    """Find the names again that another version of the rules found; a read where there are none."""
    async with database.reading() as view:
        due = await extracted_by_others(view, extractor.version, 1)
    while due:
        async with database.transaction() as transaction:
            due = await _extract_lot(transaction, extractor)


async def _extract_lot(
    transaction: Transaction, extractor: NameExtractor
) -> list[tuple[int, Article]]:
    """Find the names of one lot again; return the lot, empty where nothing is left."""
    due = await extracted_by_others(transaction, extractor.version, _LOT)
    extracted = await asyncio.to_thread(lambda: [extractor.names(article) for _, article in due])
    for (printing_id, _), names in zip(due, extracted, strict=True):
        await delete_names(transaction, printing_id)
        await insert_names(transaction, printing_id, names)
    await mark_extracted(transaction, [printing_id for printing_id, _ in due], extractor.version)
    if due:
        revision = await next_revision(transaction)
        await touch_printed(transaction, [printing_id for printing_id, _ in due], revision)
    return due

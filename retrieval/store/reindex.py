"""Names and signatures found again in what is stored, where the rules that find them have changed.

Each lot of printings has a transaction of its own: other writers need not wait for all of them, and
a process that is stopped in between leaves less for the next.
"""

import asyncio

from retrieval.store.articles import next_revision, touch_printed
from retrieval.store.database import Database
from retrieval.store.extracting import EXTRACTOR, NameExtractor
from retrieval.store.printings import extracted_by_others, write_extracted
from retrieval.store.transaction import Transaction

_LOT = 200


async def reindex_names(database: Database, extractor: NameExtractor = EXTRACTOR) -> None:
    """Find again what another version of the rules found; a read where there is nothing."""
    async with database.reading() as view:
        due = bool(await extracted_by_others(view, extractor.version, 1))
    while due:
        async with database.transaction() as transaction:
            due = await _extract_lot(transaction, extractor)


async def _extract_lot(transaction: Transaction, extractor: NameExtractor) -> bool:
    """Extract one lot again; return whether there was anything left."""
    due = await extracted_by_others(transaction, extractor.version, _LOT)
    stories = await asyncio.to_thread(lambda: [extractor.extract(article) for _, article in due])
    ids = [printing_id for printing_id, _ in due]
    await write_extracted(transaction, list(zip(ids, stories, strict=True)), extractor.version)
    if ids:
        await touch_printed(transaction, ids, await next_revision(transaction))
    return bool(ids)

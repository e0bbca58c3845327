"""Pages that an earlier version of the program replaced with others, given back once."""

import logging
from datetime import UTC, datetime

from bot.store.milestones import are_given_back, note_given_back
from bot.store.uploads import published_changes
from retrieval.store import Database, give_back_pages

_LOG = logging.getLogger(__name__)


async def give_back_former_pages(database: Database, now: int) -> None:
    """Restore what uploads replaced that proves to have been another page, the first time.

    Nobody is alerted. All of it, and that it was done, is one transaction: a process that is
    stopped in between leaves it to the next. Raises ArchiveUnavailable.
    """
    async with database.reading() as view:
        if await are_given_back(view):
            return
    async with database.transaction() as transaction:
        if await are_given_back(transaction):  # another process was faster
            return
        changes = await published_changes(transaction)
        pages = await give_back_pages(transaction, changes, datetime.fromtimestamp(now, UTC))
        await note_given_back(transaction, now)
    for page_id in pages:
        _LOG.warning("page %d is given back: an earlier version had replaced it", page_id)

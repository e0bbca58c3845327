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
from retrieval.store.printings import learnt_otherwise, mark_learnt
from retrieval.store.transaction import Transaction

_LOT = 200


@dataclass(frozen=True, slots=True)
class Learner:
    """What learns names: those that an article introduces, the same for a version."""

    version: str
    names: Callable[[Article], frozenset[Name]]


LEARNER = Learner(VERSION, extract_names)


async def reindex_names(database: Database, learner: Learner = LEARNER) -> None:
    """Find the names again that another version of the rules found; a read where there are none."""
    async with database.reading() as view:
        due = await learnt_otherwise(view, learner.version, 1)
    while due:
        async with database.transaction() as transaction:
            due = await _learn_some(transaction, learner)


async def _learn_some(transaction: Transaction, learner: Learner) -> list[tuple[int, Article]]:
    """Find the names of one lot again; return the lot, empty where nothing is left."""
    due = await learnt_otherwise(transaction, learner.version, _LOT)
    learnt = await asyncio.to_thread(lambda: [learner.names(article) for _, article in due])
    for (printing_id, _), names in zip(due, learnt, strict=True):
        await delete_names(transaction, printing_id)
        await insert_names(transaction, printing_id, names)
    await mark_learnt(transaction, [printing_id for printing_id, _ in due], learner.version)
    if due:
        revision = await next_revision(transaction)
        await touch_printed(transaction, [printing_id for printing_id, _ in due], revision)
    return due

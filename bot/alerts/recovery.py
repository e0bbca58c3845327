"""Resumes what a previous process left: deliveries in flight, and what counts against limits."""

import logging
from collections.abc import Callable

from bot.store.messages import sent_since
from bot.store.outbox import held_by_flood, recover
from bot.telegram.pacing import Pacing
from retrieval.store import Database

_REMEMBERED = 61  # seconds; the longest window of Telegram's limits, and one

_LOG = logging.getLogger(__name__)


async def recover_in_flight(database: Database, pacing: Pacing, clock: Callable[[], float]) -> None:
    """Requeue deliveries that were in flight, and count recent messages against the limits.

    Chats that a previous process was told to leave alone for a while are left alone. Raises
    ArchiveUnavailable.
    """
    async with database.transaction() as transaction:
        left = await recover(transaction, now=int(clock()))
        lately = await sent_since(transaction, int(clock()) - _REMEMBERED)
        held = await held_by_flood(transaction, int(clock()))
    if left:
        _LOG.warning(
            "resending to %d chats: a previous process left these messages in flight", len(left)
        )
    # Times are whole seconds, and a message in flight may have arrived just now.
    sent = [(chat, max(0.0, clock() - moment - 1)) for chat, moment in lately]
    pacing.recall([*sent, *((chat, 0.0) for chat in left)])
    for chat, until in held:
        pacing.hold(chat, until - clock())

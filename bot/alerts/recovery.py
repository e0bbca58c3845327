"""What a former process left: deliveries on their way, and what Telegram counts of it still."""

import logging
from collections.abc import Callable

from bot.store.messages import sent_since
from bot.store.outbox import recover
from bot.telegram.pacing import Pacing
from retrieval.store import Database

_REMEMBERED = 61  # seconds; the longest window that Telegram counts in, and one

_LOG = logging.getLogger(__name__)


async def recovered(database: Database, pacing: Pacing, clock: Callable[[], float]) -> None:
    """Take up what was on its way, and let the pacing count what was sent lately.

    Raises ArchiveUnavailable.
    """
    async with database.transaction() as connection:
        left = await recover(connection, now=int(clock()))
        lately = await sent_since(connection, int(clock()) - _REMEMBERED)
    if left:
        _LOG.warning("what was on its way to %d chats at the last end is sent again", len(left))
    # A moment is known to the second, and what was on its way may have come in just now.
    sent = [(chat, max(0.0, clock() - moment - 1)) for chat, moment in lately]
    pacing.recall([*sent, *((chat, 0.0) for chat in left)])

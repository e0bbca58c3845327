"""Mutes an alert: pauses the subscriptions that it matched, and resumes them."""

from bot.store.deliveries import deliveries_in_same_message, delivery_of, subscriptions_matched
from bot.store.subscriptions import Match, pause
from retrieval.store import Database


class Muting:
    """The use case. All raise ArchiveUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def chat_of(self, delivery_id: int) -> int | None:
        """Return the chat that a delivery is for; None for one that is not there."""
        async with self._database.reading() as view:
            delivery = await delivery_of(view, delivery_id)
        return delivery.target.chat_id if delivery else None

    async def mute(self, delivery_id: int) -> tuple[str, ...]:
        """Pause what the stories in the delivery's message matched; return the queries.

        Empty if none of these subscriptions exists any more.
        """
        return await self._pause(delivery_id, paused=True)

    async def unmute(self, delivery_id: int) -> tuple[str, ...]:
        """Resume the same subscriptions; return their queries."""
        return await self._pause(delivery_id, paused=False)

    async def _pause(self, delivery_id: int, *, paused: bool) -> tuple[str, ...]:
        async with self._database.transaction() as transaction:
            deliveries = await deliveries_in_same_message(transaction, delivery_id)
            found: list[Match] = await subscriptions_matched(
                transaction, [one.id for one in deliveries]
            )
            await pause(transaction, [one.id for one in found], paused=paused)
        return tuple(one.query for one in found)

"""What the admins of the bot see and say: how things stand, and notices to every chat."""

from collections.abc import Callable

from bot.store.notices import count_reachable, drop_notice, put_notice, write_notice
from bot.store.status import Status, status
from retrieval.store import Database

_DAY = 24 * 60 * 60


class Notices:
    """The use cases. All raise ArchiveUnavailable."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock

    async def status(self) -> tuple[Status, int]:
        """Return how things stand, with the failures of the last day, and the moment."""
        now = self._clock()
        async with self._database.reading() as view:
            return await status(view, now - _DAY), now

    async def write(self, text: str, made_by: int) -> tuple[int, int]:
        """Keep a notice until it is confirmed; give its id, and how many chats it would go to."""
        async with self._database.transaction() as connection:
            notice_id = await write_notice(connection, text, made_by, now=self._clock())
            return notice_id, await count_reachable(connection)

    async def send(self, notice_id: int) -> int:
        """Put a notice into the outbox, once; give the number of chats that it goes to."""
        async with self._database.transaction() as connection:
            return await put_notice(connection, notice_id, now=self._clock())

    async def drop(self, notice_id: int) -> None:
        """Forget a notice that is not to be sent."""
        async with self._database.transaction() as connection:
            await drop_notice(connection, notice_id)

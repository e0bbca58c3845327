"""What the bot's admins see and send: the status, and notices to every chat."""

from collections.abc import Callable, Sequence

from bot.model import NotSentList
from bot.model.inbox import NotRead
from bot.runtime.loops import Trouble
from bot.store.inbox import not_read, set_aside_files
from bot.store.notices import count_reachable, drop_notice, put_notice, write_notice
from bot.store.quarantine import not_sent, try_quarantined_again
from bot.store.status import Status, status
from retrieval.store import Database, disk_is_full

_DAY = 24 * 60 * 60


class Notices:
    """The use cases. All raise ArchiveUnavailable.

    ``troubles`` returns what is in the way of the running bot's loops.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], int],
        troubles: Callable[[], Sequence[Trouble]] = tuple,
    ) -> None:
        self._database = database
        self._clock = clock
        self.troubles = troubles

    def disk_is_full(self) -> bool:
        """Return whether nothing more can be written where the archive is."""
        return disk_is_full(self._database.path)

    async def status(self) -> tuple[Status, int]:
        """Return the status, with the failures of the last day, and the time."""
        now = self._clock()
        async with self._database.reading() as view:
            return await status(view, now - _DAY), now

    async def set_aside(self) -> tuple[NotRead, ...]:
        """Return the files of the inbox that are set aside."""
        async with self._database.reading() as view:
            return not_read(await set_aside_files(view))

    async def not_sent(self) -> NotSentList:
        """Return the alerts that failed for a fault of our own."""
        async with self._database.reading() as view:
            return await not_sent(view)

    async def retry(self) -> int:
        """Try again the alerts that are in quarantine; return how many that are."""
        async with self._database.transaction() as transaction:
            return await try_quarantined_again(transaction, now=self._clock())

    async def write(self, text: str, made_by: int) -> tuple[int, int]:
        """Store a notice to be confirmed; return its id, and how many chats it would reach."""
        async with self._database.transaction() as transaction:
            notice_id = await write_notice(transaction, text, made_by, now=self._clock())
            return notice_id, await count_reachable(transaction)

    async def send(self, notice_id: int) -> int:
        """Put a notice into the outbox, once; return the number of chats that it goes to."""
        async with self._database.transaction() as transaction:
            return await put_notice(transaction, notice_id, now=self._clock())

    async def drop(self, notice_id: int) -> None:
        """Delete a notice that is not to be sent."""
        async with self._database.transaction() as transaction:
            await drop_notice(transaction, notice_id)

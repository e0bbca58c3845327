"""The queue of what is due: targets with deliveries, and messages to edit."""

from collections.abc import Callable, Collection, Iterator
from math import inf

from bot.model import Message, Target
from bot.store.deliveries import due_targets, next_due
from bot.store.messages import next_edit, stale
from bot.telegram.pacing import Pacing
from retrieval.store import Database

_EDITS = 1000  # messages to edit that are read at a time

Due = Target | Message


class DueQueue:
    """Hands out what is due as soon as the limits allow it, oldest first.

    A chat has one message in flight at a time.
    """

    def __init__(self, database: Database, pacing: Pacing, clock: Callable[[], float]) -> None:
        self._database = database
        self._pacing = pacing
        self._clock = clock
        self._due: dict[Due, None] = {}
        self._in_flight: set[int] = set()

    def __len__(self) -> int:
        return len(self._due)

    @property
    def in_flight(self) -> int:
        """How many messages are handed out and not recorded yet."""
        return len(self._in_flight)

    async def refresh(self) -> None:
        """Read what is due now; cheap if nothing is. Raises ArchiveUnavailable."""
        now = int(self._clock())
        async with self._database.reading() as view:
            sending, editing = await next_due(view), await next_edit(view)
            due: list[Due] = []
            if sending is not None and sending <= now:
                due += await due_targets(view, now)
            if editing is not None and editing <= now:
                due += await stale(view, now, _EDITS)
        self._due = dict.fromkeys(due)

    def take(self, most: int) -> Iterator[Due]:
        """Yield up to ``most`` that may be sent now, and count each against the limits."""
        for one in list(self._due):
            if most <= 0 or self._pacing.wait_for_any() > 0:
                return
            chat = chat_of(one)
            if chat not in self._in_flight and self._pacing.wait(chat) == 0:
                del self._due[one]
                self._in_flight.add(chat)
                self._pacing.begin(chat)
                most -= 1
                yield one

    def release(self, chats: Collection[int]) -> None:
        """Allow these chats their next message."""
        self._in_flight.difference_update(chats)

    def put_back(self, one: Due) -> None:
        """Take back what was handed out and not sent."""
        chat = chat_of(one)
        self._pacing.cancel(chat)
        self._in_flight.discard(chat)

    def requeue(self, one: Due) -> None:
        """Queue something again: more is due than was sent."""
        self._due[one] = None

    def seconds_until_next(self) -> float:
        """Return the seconds until something may be sent; infinite if nothing is due."""
        free = (chat for one in self._due if (chat := chat_of(one)) not in self._in_flight)
        first = min(map(self._pacing.wait, free), default=inf)
        return max(first, self._pacing.wait_for_any()) if first < inf else inf


def chat_of(one: Due) -> int:
    """Return the chat that something is due in."""
    return one.target.chat_id if isinstance(one, Message) else one.chat_id

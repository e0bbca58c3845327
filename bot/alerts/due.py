"""What is due and waits for its turn: targets with deliveries, and messages to be edited."""

from collections.abc import Callable, Collection, Iterator
from math import inf

from bot.model import Message, Target
from bot.store.deliveries import due_targets, next_due
from bot.store.messages import next_edit, stale
from bot.telegram.pacing import Pacing
from retrieval.store import Database

_EDITS = 1000  # messages to be edited that are looked at together

Due = Target | Message


class DueQueue:
    """Knows what is due, and gives it out as soon as there is room for it, oldest first.

    A chat has one message under way at a time.
    """

    def __init__(self, database: Database, pacing: Pacing, clock: Callable[[], float]) -> None:
        self._database = database
        self._pacing = pacing
        self._clock = clock
        self._due: dict[Due, None] = {}
        self._under_way: set[int] = set()

    def __len__(self) -> int:
        return len(self._due)

    @property
    def under_way(self) -> int:
        """How many messages are given out and not settled."""
        return len(self._under_way)

    async def look(self) -> None:
        """See what is due now; cheap where nothing is. Raises ArchiveUnavailable."""
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
        """Yield out what there is room for, up to so many; room is taken for each."""
        for one in list(self._due):
            if most <= 0 or self._pacing.wait_for_any() > 0:
                return
            chat = chat_of(one)
            if chat not in self._under_way and self._pacing.wait(chat) == 0:
                del self._due[one]
                self._under_way.add(chat)
                self._pacing.begin(chat)
                most -= 1
                yield one

    def settled(self, chats: Collection[int]) -> None:
        """Let these chats have another message."""
        self._under_way.difference_update(chats)

    def returned(self, one: Due) -> None:
        """Take back what was given out and is not sent."""
        chat = chat_of(one)
        self._pacing.give_back(chat)
        self._under_way.discard(chat)

    def again(self, one: Due) -> None:
        """Let something wait for its next turn: there is more than was sent."""
        self._due[one] = None

    def soonest(self) -> float:
        """Return the seconds until there may be room for something; infinite where nothing waits."""
        free = (chat for one in self._due if (chat := chat_of(one)) not in self._under_way)
        first = min(map(self._pacing.wait, free), default=inf)
        return max(first, self._pacing.wait_for_any()) if first < inf else inf


def chat_of(one: Due) -> int:
    """Return the chat that something is due in."""
    return one.target.chat_id if isinstance(one, Message) else one.chat_id

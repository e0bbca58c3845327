"""Albums: what somebody sends at once, and Telegram tells message by message.

Telegram does not say how many there are: an album is at its end when no more of it has come for a
moment. The first that comes does the work for all of them; the others wait for it, so that all are
taken up again if the process ends meanwhile.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from telegram import Message

from bot.telegram.patience import standing_aside

MOST = 10
"""Messages of an album (https://core.telegram.org/bots/api#sendmediagroup)."""
MOMENT = 1.5  # seconds: updates that were sent together come within one


async def a_moment() -> None:
    """Wait for as long as a further message of an album may take to come."""
    await asyncio.sleep(MOMENT)


@dataclass(slots=True)
class _Gathering:
    """The messages of an album that have come, by their numbers."""

    messages: dict[int, Message]
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Albums:
    """The albums that are coming in; ``moment`` waits for as long as a message may take to come."""

    def __init__(self, moment: Callable[[], Awaitable[None]] = a_moment) -> None:
        self._moment = moment
        self._gathering: dict[tuple[int, str], _Gathering] = {}

    @asynccontextmanager
    async def whole(self, message: Message) -> AsyncIterator[tuple[Message, ...]]:
        """Yield the messages of an album in their order; a message of none is alone.

        They are given to the first that comes. The others get none, once that is done with them.
        """
        if message.media_group_id is None:
            yield (message,)
            return
        key = message.chat.id, message.media_group_id
        known = self._gathering.get(key)
        if known is not None:
            known.messages[message.message_id] = message
            async with standing_aside():
                await known.done.wait()
            yield ()
            return
        gathering = self._gathering[key] = _Gathering({message.message_id: message})
        try:
            async with standing_aside():
                await self._settle(gathering)
            del self._gathering[key]
            yield tuple(one for _, one in sorted(gathering.messages.items()))
        finally:
            if self._gathering.get(key) is gathering:
                del self._gathering[key]
            gathering.done.set()

    async def _settle(self, gathering: _Gathering) -> None:
        came = 0
        while came < len(gathering.messages) < MOST:
            came = len(gathering.messages)
            await self._moment()

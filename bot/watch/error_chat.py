"""The chat that is told of errors: one message a fault, edited when it comes again.

A fault has one message every `WINDOW` seconds at most, and one edit every `PAUSE`. What can't be
told is tried again; that it failed is a warning, and so no fault of its own.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Collection
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.messages.fault import Fault, fault_text
from bot.watch.faults import Faults, unnoticed

WINDOW = 600.0  # seconds for which a message is edited; then there is a new one
PAUSE = 30.0  # seconds after a round in which there was something to tell
LOOK = 1.0  # seconds after one without

_LOG = logging.getLogger(__name__)


class ErrorChat:
    """Tells ``chats`` of faults. ``clock`` gives Unix time."""

    def __init__(
        self,
        faults: Faults,
        chats: Collection[int],
        timezone: ZoneInfo,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._faults = faults
        self._chats = sorted(chats)
        self._timezone = timezone
        self._clock = clock
        self._messages: dict[tuple[str, int], int] = {}  # by kind and chat
        self._deaf: set[int] = set()

    async def run(self, bot: Bot) -> None:
        """Tell of what there is, again and again, until cancelled."""
        while True:
            told = await self.round(bot)
            await asyncio.sleep(PAUSE if told else LOOK)

    async def round(self, bot: Bot) -> bool:
        """Tell of every fault that is new or came again; say whether there was one."""
        with unnoticed():
            faults = self._faults.all()
            untold = [fault for fault in faults if fault.told < fault.count]
            for fault in untold:
                await self._tell(bot, fault)
            for fault in faults:
                if fault.told and self._clock() - fault.first >= WINDOW:
                    self._faults.begin_anew(fault)
                    for chat in self._chats:
                        self._messages.pop((fault.kind, chat), None)
        return bool(untold)

    async def _tell(self, bot: Bot, fault: Fault) -> None:
        count, text = fault.count, fault_text(fault, self._timezone)
        for chat in self._chats:
            key = fault.kind, chat
            try:
                if key in self._messages:
                    await bot.edit_message_text(text, chat, self._messages[key])
                else:
                    self._messages[key] = (await bot.send_message(chat, text)).message_id
            except TelegramError as error:
                if isinstance(error, BadRequest):
                    self._messages.pop(key, None)  # it was deleted, perhaps: then a new one
                if chat not in self._deaf:
                    why = type(error).__name__
                    _LOG.warning("chat %d is not told of errors for now: %s", chat, why)
                self._deaf.add(chat)
            else:
                fault.told = count
                self._deaf.discard(chat)

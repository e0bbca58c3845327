"""Reports errors to a chat: one message a fault, edited when the fault comes again.

A fault gets at most one message every `WINDOW` seconds, and one edit every `PAUSE`. A report that
fails is retried; the failure is logged as a warning, and so is no fault of its own.
"""

import logging
import time
from collections.abc import Callable, Collection
from zoneinfo import ZoneInfo

from telegram import Bot

from bot.messages.fault import Fault, fault_text
from bot.messages.markup import plain
from bot.runtime.loops import Loop, LoopName
from bot.telegram.calls import CallFailed, once
from bot.telegram.outcome import Sent, Unreachable
from bot.watch.faults import Faults, not_collected

WINDOW = 600.0  # seconds for which a message is edited; then there is a new one
PAUSE = 30.0  # seconds after a round with something to report
IDLE_SECONDS = 1.0  # after a round without

_LOG = logging.getLogger(__name__)


class ErrorChat:
    """Reports faults to ``chats``. ``clock`` returns Unix time."""

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
        self._unreachable: set[int] = set()
        self._untold: set[tuple[str, int]] = set()  # by kind and chat, for a passing reason
        self.loop = Loop(LoopName.ERROR_CHAT)

    async def run(self, bot: Bot) -> None:
        """Report faults until cancelled."""

        async def report() -> float:
            return PAUSE if await self.round(bot) else IDLE_SECONDS

        await self.loop.repeat(report)

    async def round(self, bot: Bot) -> bool:
        """Report every fault that is new or came again; return whether there was one."""
        with not_collected():
            faults = self._faults.all()
            untold = [fault for fault in faults if fault.told < fault.count or self._behind(fault)]
            for fault in untold:
                await self._report(bot, fault)
            for fault in faults:
                old = self._clock() - fault.first >= WINDOW
                if fault.told and old and not self._behind(fault):
                    self._faults.restart(fault)
                    for chat in self._chats:
                        self._messages.pop((fault.kind, chat), None)
        return bool(untold)

    def _behind(self, fault: Fault) -> list[int]:
        """Return the chats that were not told what others were."""
        return [chat for chat in self._chats if (fault.kind, chat) in self._untold]

    async def _report(self, bot: Bot, fault: Fault) -> None:
        count, text = fault.count, fault_text(fault, self._timezone)
        for chat in self._chats if fault.told < count else self._behind(fault):
            key = fault.kind, chat
            self._untold.discard(key)
            try:
                await self._show(bot, key, text)
            except CallFailed as error:
                if error.refused and not isinstance(error.outcome, Unreachable):
                    self._messages.pop(key, None)  # perhaps deleted: send a new one
                elif not error.refused:
                    self._untold.add(key)
                if chat not in self._unreachable:
                    _LOG.warning("chat %d can't be told of errors, retrying: %s", chat, error)
                self._unreachable.add(chat)
            else:
                fault.told = count
                self._unreachable.discard(chat)

    async def _show(self, bot: Bot, key: tuple[str, int], text: str) -> None:
        """Edit a fault's message in a chat, or send the first. Raises CallFailed."""
        chat, html = key[1], plain(text).html
        number = self._messages.get(key)
        if number is None:
            self._messages[key] = (await once(lambda: bot.send_message(chat, html))).message_id
            return
        try:
            await once(lambda: bot.edit_message_text(html, chat, number))
        except CallFailed as error:
            if not isinstance(error.outcome, Sent):
                raise

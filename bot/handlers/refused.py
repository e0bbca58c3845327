"""Pages that the inbox refused, told to the admins: all that wait in one message."""

import asyncio
import logging
from functools import partial

from telegram import Bot, LinkPreviewOptions
from telegram.error import TelegramError

from bot.handlers.request import patiently
from bot.messages.refused import refused_text
from retrieval.errors import PageRefused

PAUSE = 1.0  # seconds between two messages to one chat, as Telegram asks

_NO_LINK = LinkPreviewOptions(is_disabled=True)  # a file's name may look like one: A01.md
_LOG = logging.getLogger(__name__)


class Refused(asyncio.Queue[PageRefused]):
    """Refused pages, waiting to be told."""

    async def put(self, item: PageRefused) -> None:
        """Log the page, and keep it until the admins can be told."""
        _LOG.warning("inbox: %s", item)
        await super().put(item)

    async def tell(self, bot: Bot, admins: frozenset[int]) -> None:
        """Tell each of ``admins`` of what was refused and what will be, until cancelled."""
        while True:
            waiting = [await self.get()]
            while not self.empty():
                waiting.append(self.get_nowait())
            text = refused_text(waiting)
            for admin in sorted(admins):
                try:
                    await patiently(
                        partial(bot.send_message, admin, text, link_preview_options=_NO_LINK)
                    )
                except TelegramError as error:
                    _LOG.warning("admin %d was not told: %s", admin, error)
            await asyncio.sleep(PAUSE)

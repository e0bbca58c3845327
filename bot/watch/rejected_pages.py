"""Pages that the inbox refused, reported to the admins: all that wait in one message."""

import asyncio
import logging
from functools import partial

from telegram import Bot, LinkPreviewOptions
from telegram.error import TelegramError

from bot.messages.rejected_pages import SHOWN, refused_text
from bot.telegram.patience import patiently
from retrieval.errors import PageRefused

PAUSE = 1.0  # seconds between two messages to one chat, as Telegram asks

_NO_LINK = LinkPreviewOptions(is_disabled=True)  # a file's name may look like one: A01.md
_LOG = logging.getLogger(__name__)


class RejectedPages:
    """Pages that wait to be reported: the first of them, and their number."""

    def __init__(self) -> None:
        self._first: list[PageRefused] = []
        self._count = 0
        self._waiting = asyncio.Event()

    async def put(self, page: PageRefused) -> None:
        """Log the page, and keep it until the admins can be told; of many the first `SHOWN`."""
        _LOG.warning("inbox: %s", page)
        if len(self._first) < SHOWN:
            self._first.append(page)
        self._count += 1
        self._waiting.set()

    async def tell(self, bot: Bot, admins: frozenset[int]) -> None:
        """Report refused pages to each of ``admins`` as they come, until cancelled."""
        while True:
            await self._waiting.wait()
            text = refused_text(self._first, self._count)
            self._first, self._count = [], 0
            self._waiting.clear()
            for admin in sorted(admins):
                try:
                    await patiently(
                        partial(bot.send_message, admin, text, link_preview_options=_NO_LINK)
                    )
                except TelegramError as error:
                    _LOG.warning("admin %d was not told of refused pages: %s", admin, error)
            await asyncio.sleep(PAUSE)

"""Pages that the inbox refused, replaced or doubts, reported to the admins.

All that wait are one message, those that replaced others another.
"""

import asyncio
import logging
from collections import Counter
from functools import partial

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.messages.markup import plain
from bot.messages.page_names import SHOWN as OUTCOMES_SHOWN
from bot.messages.page_names import outcomes_text
from bot.messages.rejected_pages import DOUBTED, SHOWN, report_screen
from bot.messages.screen import Screen
from bot.model.uploads import DoubtfulPage
from bot.telegram.keyboard import keyboard
from bot.telegram.patience import patiently
from retrieval.errors import PageRefused
from retrieval.model.pages import PageOutcome

PAUSE = 1.0  # seconds between two messages to one chat, as Telegram asks

_NO_LINK = LinkPreviewOptions(is_disabled=True)  # a file's name may look like one: A01.md
_LOG = logging.getLogger(__name__)


class RejectedPages:
    """Pages that wait to be reported: the first of each sort, and their numbers."""

    def __init__(self) -> None:
        self._refused: list[PageRefused] = []
        self._doubted: list[DoubtfulPage] = []
        self._read: list[PageOutcome] = []
        self._counts = Counter[type]()
        self._waiting = asyncio.Event()

    async def put(self, page: PageRefused | PageOutcome | DoubtfulPage) -> None:
        """Log the page, and keep it until the admins can be told; of many the first."""
        match page:
            case PageRefused():
                _LOG.warning("inbox: %s", page)
                self._refused += [page] if len(self._refused) < SHOWN else []
            case DoubtfulPage():
                _LOG.info("inbox: %s: %s", page.name, ", ".join(one.kind for one in page.doubts))
                self._doubted += [page] if len(self._doubted) < DOUBTED else []
            case PageOutcome():
                _log(page)
                self._read += [page] if len(self._read) < OUTCOMES_SHOWN else []
        self._counts[type(page)] += 1
        self._waiting.set()

    async def tell(self, bot: Bot, admins: frozenset[int]) -> None:
        """Report pages to each of ``admins`` as they come, until cancelled."""
        while True:
            await self._waiting.wait()
            self._waiting.clear()
            for screen in self._screens():
                for admin in sorted(admins):
                    await _say(bot, admin, screen)
                await asyncio.sleep(PAUSE)

    def _screens(self) -> list[Screen]:
        """Return what waits as messages, and let nothing wait any more."""
        counts, screens = self._counts, []
        if self._refused or self._doubted:
            both = counts[PageRefused], counts[DoubtfulPage]
            screens.append(report_screen(self._refused, self._doubted, both))
        if self._read:
            screens.append(Screen(plain(outcomes_text(self._read, counts[PageOutcome]))))
        self._refused, self._doubted, self._read = [], [], []
        self._counts = Counter()
        return screens


def _log(page: PageOutcome) -> None:
    if page.replaced is not None:
        _LOG.info("inbox: %s replaced page %d", page.path, page.replaced.page_id)
    elif page.meant is not None:
        _LOG.warning(
            "inbox: %s was kept as page %d and may be a new version of page %d",
            *(page.path, page.page.page_id, page.meant.page_id),
        )


async def _say(bot: Bot, admin: int, screen: Screen) -> None:
    send = partial(
        bot.send_message,
        admin,
        screen.text.html,
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_LINK,
        reply_markup=keyboard(screen),
    )
    try:
        await patiently(send)
    except TelegramError as error:
        _LOG.warning("admin %d was not told of pages that came in: %s", admin, error)

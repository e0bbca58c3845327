"""Pages that the inbox refused, replaced or doubts, reported to the admins.

All that wait are one message, those that replaced others another.
"""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Mapping
from contextlib import suppress

from telegram import Bot

from bot.messages.markup import plain
from bot.messages.page_names import SHOWN as OUTCOMES_SHOWN
from bot.messages.page_names import outcomes_text
from bot.messages.rejected_pages import DOUBTED, SHOWN, report_screen
from bot.messages.screen import Screen
from bot.model.uploads import DoubtfulPage
from bot.runtime.loops import Loop, LoopName
from bot.services.inbox.line import Told
from bot.telegram.calls import CallFailed, once
from bot.telegram.keyboard import keyboard
from retrieval.errors import PageRefused
from retrieval.model.pages import PageOutcome

PAUSE = 1.0  # seconds between two messages to one chat, as Telegram asks
RETRY_SECONDS = 30.0  # before those are told again who could not be told
MOST_UNTOLD = 50  # messages that wait for one admin; the oldest go

_LOG = logging.getLogger(__name__)


class RejectedPages:
    """Pages that wait to be reported: the first of each sort, and their numbers."""

    def __init__(self) -> None:
        self._refused: list[PageRefused] = []
        self._doubted: list[DoubtfulPage] = []
        self._read: list[PageOutcome] = []
        self._counts = Counter[type]()
        self._told: list[Told] = []  # called when those that wait were told
        self._telling: list[Told] = []  # when those were that are being told
        self._waiting = asyncio.Event()
        self.loop = Loop(LoopName.REJECTED_PAGES)

    async def put(
        self, page: PageRefused | PageOutcome | DoubtfulPage, told: Told | None = None, /
    ) -> None:
        """Log the page, and keep it until the admins can be told; of many the first.

        ``told`` is called once one of them was.
        """
        if told is not None:
            self._told.append(told)
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
        untold = {admin: deque[Screen](maxlen=MOST_UNTOLD) for admin in sorted(admins)}
        await self.loop.repeat(lambda: self._round(bot, untold))

    async def _round(self, bot: Bot, untold: Mapping[int, deque[Screen]]) -> float:
        """Send each admin one message; what can't be told stays. Return the seconds until the next.

        While nobody can be told, what comes is counted together.
        """
        if not any(untold.values()):
            self.loop.moved()
            await self._waiting.wait()
            self.loop.working()
        self._waiting.clear()
        if not all(untold.values()) or not untold:
            for screen in self._screens():
                for waiting in untold.values():
                    waiting.append(screen)
        told = False
        for admin, waiting in untold.items():
            if waiting and await _said(bot, admin, waiting[0]):
                waiting.popleft()
                told = True
        if not untold or not all(untold.values()):  # nobody is to be told, or somebody has been
            await self._confirm()
        if told or not any(untold.values()):
            return PAUSE
        self.loop.moved()
        with suppress(TimeoutError):
            async with asyncio.timeout(RETRY_SECONDS):
                await self._waiting.wait()
        return PAUSE

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
        self._telling += self._told
        self._told = []
        return screens

    async def _confirm(self) -> None:
        telling, self._telling = self._telling, []
        for told in telling:
            await told()


def _log(page: PageOutcome) -> None:
    if page.replaced is not None:
        _LOG.info("inbox: %s replaced page %d", page.path, page.replaced.page_id)
    elif page.meant is not None:
        _LOG.warning(
            "inbox: %s was kept as page %d and may be a new version of page %d",
            *(page.path, page.page.page_id, page.meant.page_id),
        )


async def _said(bot: Bot, admin: int, screen: Screen) -> bool:
    """Return whether an admin was told, or can't be told at all."""
    try:
        await once(lambda: bot.send_message(admin, screen.text.html, reply_markup=keyboard(screen)))
    except CallFailed as error:
        _LOG.warning("admin %d was not told of pages that came in: %s", admin, error)
        return error.refused
    return True

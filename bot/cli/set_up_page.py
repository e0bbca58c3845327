"""The set-up on a page of the try: what `bot.preview.page.set_up` asks for, done for real."""

import asyncio
import secrets
from contextlib import suppress
from typing import Self

from bot.cli.set_up_texts import ALREADY, KEY_SPENT, KEY_WRONG, TOKEN_FIRST, WAITING, trouble_text
from bot.model.setting_up import Arrival, ContactFailed, ContactTrouble
from bot.preview.wire import JsonObject
from bot.runtime.settings import Settings, token_is_fixed
from bot.services.setting_up import NotWritten, SettingUp, half_width
from bot.telegram.first_contact import FirstContact

WAIT_SECONDS = 20.0  # that the page is kept waiting at a time
_DIGITS = 6
_MOST_WRONG = 10  # keys; after that none is right


class SetUpPage:
    """Sets the bot up on top of ``settings``, for one person at a time: the latest.

    Who sets up has to know ``key``, which only the terminal shows: other users of the machine reach
    the page as well. ``saved`` is set once the settings are written. Leave it by ``async with``.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._setting = SettingUp(settings, FirstContact.opened)
        self._waiting: asyncio.Task[Arrival] | None = None
        self._news = asyncio.Event()
        self._wrong = 0  # keys that were tried
        self.key = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
        self.saved = asyncio.Event()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._wait_no_more()

    @property
    def offered(self) -> bool:
        """Whether there is something to set up."""
        fixed = self._settings.token is not None or token_is_fixed()
        return not fixed and not self.saved.is_set()

    async def about(self) -> JsonObject:
        """Return what is asked for, or why nothing is."""
        if not self.offered:
            return {"why": ALREADY}
        return {"paper": self._settings.paper is None, "admin": not self._settings.admins}

    async def find(self, key: str, paper: str, token: str, proxy: str) -> JsonObject:
        """Look for the bot of the token; return it, and how its admin makes themselves known."""
        if why := self._refused(key):
            return {"field": "key", "why": why}
        await self._wait_no_more()
        setting = self._setting = SettingUp(self._settings, FirstContact.opened)
        for field, take, text in (
            ("paper", setting.name_paper, paper),
            ("token", setting.take_token, token),
            ("proxy", setting.take_proxy, proxy),
        ):
            try:
                take(text)
            except ValueError as error:
                return {"field": field, "why": str(error)}
        try:
            bot = await setting.check()
        except ContactFailed as error:
            reached = error.trouble is not ContactTrouble.NOT_REACHED
            return {"field": "token" if reached else "proxy", "why": trouble_text(error)}
        return {
            "name": bot.name,
            "username": bot.username,
            "chat": bot.link,
            "link": setting.link,
            "word": setting.word,
        }

    async def admin(self, key: str) -> JsonObject:
        """Wait a while for who sends the word; return who did, or what is in the way."""
        setting = self._setting
        if why := self._refused(key) or self._not_found_yet():
            return {"why": why}
        if self._waiting is None:
            self._waiting = asyncio.create_task(setting.first_admin(lambda _: self._news.set()))
            self._waiting.add_done_callback(lambda _: self._news.set())
        with suppress(TimeoutError):
            async with asyncio.timeout(WAIT_SECONDS):
                await self._news.wait()
        self._news.clear()
        if setting.admin is not None:
            return {"name": setting.admin.name, "id": setting.admin.sender}
        return {"why": WAITING[setting.trouble] if setting.trouble else ""}

    async def save(self, key: str) -> JsonObject:
        """Write the settings, and greet the first admin."""
        if why := self._refused(key) or self._not_found_yet():
            return {"why": why}
        await self._wait_no_more()
        try:
            path = self._setting.write()
        except NotWritten as error:
            return {"why": str(error)}
        await self._setting.greet()
        self.saved.set()
        return {"path": str(path)}

    def _refused(self, key: str) -> str:
        """Return why whoever gives this key may not set up; nothing where they may."""
        if not self.offered:
            return ALREADY
        if self._wrong >= _MOST_WRONG:
            return KEY_SPENT
        given = "".join(half_width(key).split()).encode(errors="replace")
        if not secrets.compare_digest(given, self.key.encode()):
            self._wrong += 1
            return KEY_WRONG
        return ""

    def _not_found_yet(self) -> str:
        return TOKEN_FIRST if self._setting.bot is None else ""

    async def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            await asyncio.wait((self._waiting,))
        self._waiting = None

"""The set-up of a paper's bot: its name, its token, the way to Telegram, its first admin.

The first admin is who sends a word, in private, that only the person at the set-up sees: nobody
else becomes one. What was learnt is written into `.env` at the end, all of it or nothing.
"""

import asyncio
import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bot.messages.texts import texts_for
from bot.model.setting_up import Arrival, ContactFailed, ContactTrouble, FoundBot
from bot.runtime import values
from bot.runtime.dotenv_file import write_settings
from bot.runtime.settings import DOTENV, Settings
from bot.runtime.values import Secret
from retrieval.errors import BulletinError

_GROUPS, _DIGITS = 4, 4  # 53 bits; digits alone, as every phone's keyboard has them on one plane
_PATIENCE = 20  # seconds that Telegram is asked to wait for an update
_BATCH = 100  # updates that Telegram returns at once
_NOT_DIGITS = re.compile(r"[\s-]+")
_IN_WORDS = re.compile(r"[0-9]+\s*:\s*[A-Za-z0-9_-]{20,}")  # a token with a sentence around it


class Contact(Protocol):
    """The way to Telegram with one token; every call raises ContactFailed."""

    async def me(self) -> FoundBot:
        """Return the bot that the token belongs to."""

    async def arrivals(self, after: int, patience: int) -> Sequence[Arrival]:
        """Return the oldest that wait; what has an id of at most ``after`` is confirmed."""

    async def say(self, chat: int, text: str) -> None:
        """Send a message."""


Connect = Callable[[str, Secret, Secret | None], AbstractAsyncContextManager[Contact]]
"""Opens the way: to an API, with a token, through a proxy if there is one."""


class NotWritten(BulletinError):
    """The settings could not be written; the file is as it was."""


def new_word() -> str:
    """Return a word that is hard to guess and easy to type."""
    groups = (f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}" for _ in range(_GROUPS))
    return "-".join(groups)


def is_word(said: str | None, word: str) -> bool:
    """Return whether a message holds the word and nothing else.

    Spaces, hyphens and the width of digits don't count. A link to the bot that carries the word
    makes it the payload of ``/start``, which is as good.
    """
    bare = half_width(said or "").removeprefix("/start ")
    return secrets.compare_digest(
        _NOT_DIGITS.sub("", bare).encode(), _NOT_DIGITS.sub("", word).encode()
    )


def half_width(typed: str) -> str:
    """Return what was typed as a keyboard in half width types it, without spaces at its ends.

    An input method for Chinese writes ``：``, ``２`` and ``。`` for ``:``, ``2`` and the full stop.
    """
    return unicodedata.normalize("NFKC", typed).replace("。", ".").strip()


@dataclass(slots=True)
class SettingUp:
    """A set-up that is under way, on top of ``settings``, which have no token yet.

    ``pause`` are the seconds between two looks at what waits at Telegram for others; ``trouble`` is
    what was in the way at the last look.
    """

    settings: Settings
    connect: Connect
    dotenv: Path = DOTENV
    word: str = field(default_factory=new_word)
    pause: float = 1.0
    paper: str | None = None
    token: Secret | None = None
    proxy: Secret | None = None
    bot: FoundBot | None = None
    admin: Arrival | None = None
    trouble: ContactTrouble | None = None

    @property
    def link(self) -> str:
        """The address that opens the chat and has the word sent by one tap."""
        assert self.bot is not None  # noqa: S101 (the steps' order)
        return f"{self.bot.link}?start={self.word}"

    def name_paper(self, text: str) -> None:
        """Take the paper's name, nothing for none. Raises ValueError, which says what it may be."""
        self.paper = values.paper(text.strip())

    def take_token(self, text: str) -> None:
        """Take the token, also out of BotFather's message. Raises ValueError: what it has to be."""
        typed = half_width(text)
        found = _IN_WORDS.search(typed)
        token = values.token("".join(found[0].split()) if found else typed)
        if token is None:
            raise ValueError("没有填；令牌是 BotFather 给的那一串，如 123456789:AA…")
        self.token, self.bot, self.admin = token, None, None

    def take_proxy(self, text: str) -> None:
        """Take the proxy's address, nothing for the way as it is. Raises ValueError likewise."""
        self.proxy = values.proxy(half_width(text)) or self.proxy

    async def check(self) -> FoundBot:
        """Ask Telegram whose the token is; return the bot. Raises ContactFailed."""
        async with self._contact() as contact:
            self.bot = await contact.me()
        return self.bot

    async def first_admin(self, told: Callable[[ContactTrouble | None], None]) -> Arrival:
        """Wait for the word, however long; return who sent it, and take them for the admin.

        ``told`` is called with what is in the way, None for nothing, as often as that changes.
        Others' updates stay for the bot, unless a hundred wait: Telegram shows no more at a time.
        """
        after = 0
        async with self._contact() as contact:
            while True:
                before = self.trouble
                try:
                    waiting, self.trouble = await contact.arrivals(after, _PATIENCE), None
                except ContactFailed as error:
                    waiting, self.trouble = (), error.trouble
                if self.trouble is not before:
                    told(self.trouble)
                for arrival in waiting:
                    if is_word(arrival.words, self.word):
                        self.admin = arrival
                        await _put_away(contact, waiting, arrival)
                        return arrival
                if len(waiting) >= _BATCH:
                    after = waiting[-1].id
                elif waiting or self.trouble:
                    await asyncio.sleep(self.pause)

    def write(self) -> Path:
        """Write what was learnt into `.env`; return its path. Raises NotWritten."""
        assert self.token is not None  # noqa: S101 (the steps' order)
        learnt = {
            "TELEGRAM_BOT_TOKEN": self.token.reveal(),
            "PROXY_URL": self.proxy.reveal() if self.proxy else None,
            "PAPER_NAME": self.paper,
            "ADMIN_IDS": str(self.admin.sender) if self.admin else None,
        }
        path = self.dotenv.absolute()
        try:
            write_settings(path, {name: text for name, text in learnt.items() if text})
        except (OSError, UnicodeDecodeError) as error:
            raise NotWritten(
                f"{path}：写不了（{error}），什么也没有改；换一个能写的文件夹再试 "
                "(the settings can't be written, nothing was changed; try in another folder)"
            ) from error
        return path

    async def greet(self) -> bool:
        """Greet the first admin, if there is one, in their language; return whether it was sent."""
        if self.admin is None or self.admin.sender is None:
            return False
        texts = texts_for(self.admin.language)
        try:
            async with self._contact() as contact:
                await contact.say(self.admin.sender, texts.people.first_admin)
        except ContactFailed:
            return False
        return True

    def _contact(self) -> AbstractAsyncContextManager[Contact]:
        assert self.token is not None  # noqa: S101 (the steps' order)
        return self.connect(self.settings.api_url, self.token, self.proxy or self.settings.proxy)


async def _put_away(contact: Contact, waiting: Sequence[Arrival], word: Arrival) -> None:
    """Confirm the word, so that the bot does not take it for a question.

    It stays where that would confirm what others sent before.
    """
    before = [each for each in waiting if each.id <= word.id]
    if all(each.sender == word.sender for each in before):
        try:
            await contact.arrivals(word.id, 0)
        except ContactFailed:
            return

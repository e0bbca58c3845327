"""The state of the little Telegram: who there is, the chats, and every message in them.

It is changed in the event loop only, and every change is told through `World.changes`.
"""

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from bot.preview.limits import GENERAL_TOPIC
from bot.preview.model import (
    CHANNEL_BOT,
    GROUP_ANONYMOUS,
    Chat,
    ChatKind,
    Command,
    File,
    Inline,
    InlineAnswer,
    Message,
    Press,
    PressAnswer,
    Sent,
    User,
)
from bot.preview.updates import Updates, Webhook

SUPERGROUPS = -1_000_000_000_000  # their ids, and channels', lie below

Found = TypeVar("Found")


class Changes:
    """Wakes those who wait for a change."""

    def __init__(self) -> None:
        self._told = asyncio.Event()

    def tell(self) -> None:
        """Wake everybody who waits."""
        self._told.set()
        self._told = asyncio.Event()

    async def until(self, look: Callable[[], Found | None], seconds: float) -> Found:
        """Return what ``look`` finds, as soon as it is not None. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while (found := look()) is None:
                await self.next()
        return found

    async def next(self) -> None:
        """Wait for the next change, however long."""
        await self._told.wait()


class World:
    """All that the server knows.

    Messages are numbered from ``first_message``: a bot that remembers an earlier world must not
    confuse its messages with those of this one. ``privacy`` is the bot's privacy mode in groups;
    with ``guest_mode`` it may be asked in chats that it is not in.
    ``sent`` are the bot's messages as they came in, also those changed or deleted since. ``admit``
    is called before one is accepted, with the chat and the time, and may raise Refusal.
    """

    def __init__(
        self,
        bot: User,
        *,
        privacy: bool = True,
        guest_mode: bool = False,
        clock: Callable[[], float] = time.time,
        first_message: int = 1,
    ) -> None:
        self.bot = bot
        self.privacy = privacy
        self.guest_mode = guest_mode
        self.clock = clock
        self.changes = Changes()
        self.updates = Updates(self.changes.tell)
        self.users = {user.id: user for user in (bot, GROUP_ANONYMOUS, CHANNEL_BOT)}
        self.chats: dict[int, Chat] = {}
        self.sent: list[Sent] = []
        self.admit: Callable[[Chat, float], None] | None = None
        self.files: dict[str, File] = {}
        self.presses: dict[str, Press] = {}
        self.inline: dict[str, Inline] = {}
        self.press_answers: dict[str, PressAnswer] = {}
        self.inline_answers: dict[str, InlineAnswer] = {}
        self.commands: dict[tuple[str, str], tuple[Command, ...]] = {}  # by scope, language
        self.profile: dict[tuple[str, str], str] = {}  # by name of the text, language
        self.guests: dict[str, Message] = {}  # what was asked in chats of others, by query
        self.webhook: Webhook | None = None
        self.actions: list[tuple[int, str]] = []  # chat id, action; oldest first
        self.reactions: dict[tuple[int, int], tuple[str, ...]] = {}  # by chat and message id
        self._ids = itertools.count(1)
        self._first_message = first_message
        self._messages = itertools.count(first_message)
        self._messages_of: dict[int, Iterator[int]] = {}

    def new_id(self) -> int:
        """Return a number not used before: for users, chats, files, queries."""
        return next(self._ids)

    def new_chat_id(self, kind: ChatKind) -> int:
        """Return an id for a chat of that kind, other than a private one, which has its user's."""
        number = self.new_id()
        return -number if kind is ChatKind.GROUP else SUPERGROUPS - number

    def now(self) -> int:
        """Return the time in Unix seconds."""
        return int(self.clock())

    def next_message_id(self, chat: Chat) -> int:
        """Return the next message's id: supergroups and channels count for themselves."""
        if chat.kind in (ChatKind.SUPERGROUP, ChatKind.CHANNEL):
            own = itertools.count(max(self._first_message, GENERAL_TOPIC + 1))
            return next(self._messages_of.setdefault(chat.id, own))
        return next(self._messages)

    def put(self, message: Message) -> Message:
        """Store a message, new or changed, and wake who waits."""
        self.chats[message.chat_id].messages[message.id] = message
        self.changes.tell()
        return message

    def send(self, message: Message) -> Message:
        """Store a new message of the bot. Raises Refusal if it is not admitted."""
        chat, at = self.chats[message.chat_id], self.clock()
        if self.admit is not None:
            self.admit(chat, at)
        self.sent.append(Sent(at, chat, message))
        return self.put(message)

    def keep(self, name: str, mime: str, data: bytes) -> File:
        """Store a file under a new id."""
        file = File(f"file-{self.new_id()}", name, mime, data)
        self.files[file.id] = file
        return file

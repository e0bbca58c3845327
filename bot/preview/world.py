"""The state of the little Telegram: who there is, the chats, and every message in them.

Values are frozen; a change replaces them. What changes lives in `Chat` and `World`, is changed in
the event loop only, and every change is told through `World.changes`.
"""

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from bot.preview.entities import Formatted
from bot.preview.limits import GENERAL_TOPIC
from bot.preview.updates import Updates
from bot.preview.wire import JsonObject

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = "zh-hans"
    is_bot: bool = False


class ChatKind(StrEnum):
    """What sort of chat it is."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """What a user is in a chat."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"


PRESENT = frozenset({Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER})
ADMINS = frozenset({Status.CREATOR, Status.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Button:
    """A button of an inline keyboard: what it says, its data, and all of it as it was sent."""

    text: str
    data: str | None
    sent: JsonObject


@dataclass(frozen=True, slots=True)
class File:
    """A file that Telegram keeps."""

    id: str
    name: str
    mime: str
    data: bytes

    @property
    def path(self) -> str:
        """What the download's address ends with."""
        return f"documents/{self.id}"


class MediaKind(StrEnum):
    """What a message carries beside text."""

    DOCUMENT = "document"
    PHOTO = "photo"
    STICKER = "sticker"


@dataclass(frozen=True, slots=True)
class Media:
    """The file of a message, and how it is shown."""

    kind: MediaKind
    file: File


@dataclass(frozen=True, slots=True)
class Message:
    """A message; ``content`` is its text, or the caption of its ``media``.

    ``thread`` is the forum topic's id, or None in the general one. ``service`` tells of an event
    in the chat instead (a member joined, a topic was created). A channel's post has no sender.
    """

    chat_id: int
    id: int
    sender: User | None
    date: int
    content: Formatted = field(default_factory=lambda: Formatted(""))
    media: Media | None = None
    keyboard: tuple[tuple[Button, ...], ...] = ()
    reply_to: int | None = None
    thread: int | None = None
    edited: int | None = None
    service: JsonObject | None = None
    silent: bool = False
    preview: bool = True
    via_bot: bool = False

    @property
    def text(self) -> str:
        """The text or caption, without markup."""
        return self.content.text

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons of all rows, in order."""
        return tuple(itertools.chain.from_iterable(self.keyboard))


@dataclass(slots=True)
class Chat:
    """A chat, its members and its messages, oldest first.

    ``topics`` are a forum's, by thread id. ``closed`` says why the bot may not write, in the words
    of Telegram; ``migrated_to`` is the supergroup that a group has become.
    """

    id: int
    kind: ChatKind
    title: str
    username: str | None = None
    is_forum: bool = False
    members: dict[int, Status] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    closed: str | None = None
    migrated_to: int | None = None

    @property
    def is_group(self) -> bool:
        """Whether it is a group of either kind."""
        return self.kind in (ChatKind.GROUP, ChatKind.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed and waits for the bot's answer."""

    id: str
    message: Message
    user: User
    data: str


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline query that waits for the bot's answer."""

    id: str
    user: User
    query: str
    offset: str


class Changes:
    """Tells those who wait that something has changed."""

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
                await self._told.wait()
        return found


class World:
    """Everything that the server knows; ``privacy`` is the bot's privacy mode in groups."""

    def __init__(
        self, bot: User, *, privacy: bool = True, clock: Callable[[], float] = time.time
    ) -> None:
        self.bot = bot
        self.privacy = privacy
        self.clock = clock
        self.changes = Changes()
        self.updates = Updates(self.changes.tell)
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.presses: dict[str, Press] = {}
        self.inline: dict[str, Inline] = {}
        self.press_answers: dict[str, JsonObject] = {}
        self.inline_answers: dict[str, JsonObject] = {}
        self.settings: dict[tuple[str, str, str], JsonObject] = {}
        self.actions: list[tuple[int, str]] = []
        self.reactions: dict[tuple[int, int], JsonObject] = {}
        self._ids = itertools.count(1)
        self._messages = itertools.count(1)
        self._messages_of: dict[int, Iterator[int]] = {}

    def new_id(self) -> int:
        """Return a number not used before: for users, chats, files, queries."""
        return next(self._ids)

    def now(self) -> int:
        """Return the time in Unix seconds."""
        return int(self.clock())

    def next_message_id(self, chat: Chat) -> int:
        """Return the next message's id: supergroups and channels count for themselves."""
        if chat.kind in (ChatKind.SUPERGROUP, ChatKind.CHANNEL):
            own = itertools.count(GENERAL_TOPIC + 1)
            return next(self._messages_of.setdefault(chat.id, own))
        return next(self._messages)

    def put(self, message: Message) -> Message:
        """Keep the message, new or changed, and tell of it."""
        self.chats[message.chat_id].messages[message.id] = message
        self.changes.tell()
        return message

    def keep(self, name: str, mime: str, data: bytes) -> File:
        """Keep a file under an id of its own."""
        file = File(f"file-{self.new_id()}", name, mime, data)
        self.files[file.id] = file
        return file

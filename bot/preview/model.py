"""The words of the little Telegram: users, chats, messages and what they carry, queries that wait.

All but `Chat` are frozen: a change replaces them.
"""

import itertools
from dataclasses import dataclass, field
from enum import StrEnum

from bot.preview.entities import Formatted
from bot.preview.wire import JsonObject


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot; who speaks another language is the same still."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = field(default="zh-hans", compare=False)
    is_bot: bool = False


# Who stands as the sender for clients that know no ``sender_chat``: of an admin who is anonymous,
# and of somebody who speaks for a channel.
GROUP_ANONYMOUS = User(1087968824, "Group", "GroupAnonymousBot", None, is_bot=True)
CHANNEL_BOT = User(136817688, "Channel", "Channel_Bot", None, is_bot=True)


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
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's file in one of its sizes, in pixels."""

    file: File
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Media:
    """The file of a message, and how it is shown.

    ``sizes`` are a photo's or a sticker's, the largest last, which is ``file``. A voice message
    lasts ``seconds``; a sticker stands for an ``emoji``.
    """

    kind: MediaKind
    file: File
    sizes: tuple[Size, ...] = ()
    seconds: int = 0
    emoji: str = ""


@dataclass(frozen=True, slots=True)
class ForceReply:
    """Asks for a reply: whoever sees the message finds the reply begun, with a placeholder.

    A selective one asks only those whom the message mentions, and whom it replies to.
    """

    placeholder: str = ""
    selective: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message; ``content`` is its text, or the caption of its ``media``.

    ``thread`` is the forum topic's id, or None in the general one. ``service`` tells of an event
    in the chat instead (a member joined, a topic was created). Messages of one ``album`` were sent
    at once. ``quote`` is the part of what it replies to that it quotes. A channel's post has no
    sender; ``sender_chat`` is the group or channel on whose behalf somebody spoke in a group. With
    ``guest_query`` it asks the bot in a chat of others; the bot's answer there has the ``caller``.
    """

    chat_id: int
    id: int
    sender: User | None
    date: int
    content: Formatted = field(default_factory=lambda: Formatted(""))
    media: Media | None = None
    keyboard: tuple[tuple[Button, ...], ...] = ()
    force_reply: ForceReply | None = None
    reply_to: int | None = None
    thread: int | None = None
    edited: int | None = None
    service: JsonObject | None = None
    silent: bool = False
    preview: bool = True
    via_bot: bool = False
    sender_chat: int | None = None
    album: str | None = None
    quote: str = ""
    forwarded: bool = False
    guest_query: str | None = None
    caller: int | None = None

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

    Admins have every right but those ``withheld`` from them; ``anonymous`` ones speak as the group.
    ``topics`` are a forum's, by thread id; in ``closed_topics`` only who manages topics may write.
    ``closed`` says why the bot may not write, in the words of Telegram, beside what `members` tells
    (a deleted account, say); ``migrated_to`` is the supergroup that a group has become.
    """

    id: int
    kind: ChatKind
    title: str
    username: str | None = None
    is_forum: bool = False
    members: dict[int, Status] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    anonymous: set[int] = field(default_factory=set)
    withheld: dict[int, frozenset[str]] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    closed: str | None = None
    migrated_to: int | None = None

    @property
    def is_group(self) -> bool:
        """Whether it is a group of either kind."""
        return self.kind in (ChatKind.GROUP, ChatKind.SUPERGROUP)

    def may(self, user: User, right: str) -> bool:
        """Return whether the user is an admin here with that right (``can_post_messages``, …)."""
        return self.members.get(user.id) in ADMINS and right not in self.withheld.get(user.id, ())


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that the bot has sent, where, and when it came in, by the world's clock."""

    at: float
    chat: Chat
    message: Message


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


@dataclass(frozen=True, slots=True)
class PressAnswer:
    """What is shown to who pressed a button: a line that passes, or an alert; nothing if empty."""

    text: str
    is_alert: bool


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """The results shown under an inline query, as they were sent, and where the next begin."""

    results: tuple[JsonObject, ...]
    next_offset: str
    button: JsonObject | None
    cache_time: int | None
    is_personal: bool


@dataclass(frozen=True, slots=True)
class Command:
    """A command in the bot's menu."""

    name: str
    description: str

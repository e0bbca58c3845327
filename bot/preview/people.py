"""People in chats: what they do in Telegram, and waiting for what the bot does in return."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.preview.entities import Formatted, with_found
from bot.preview.privacy import hears
from bot.preview.shapes import message_shape, press_shape, user_shape
from bot.preview.wire import JsonObject
from bot.preview.world import (
    Chat,
    ChatKind,
    File,
    Inline,
    Media,
    MediaKind,
    Message,
    Press,
    Status,
    User,
    World,
)

PATIENCE = 10.0  # seconds that a bot may take, on a slow machine too
FIRST_USER = 100_000
SUPERGROUPS = -1_000_000_000_000  # their ids lie below


def person(world: World, name: str, username: str | None = None, language: str = "zh-hans") -> User:
    """Add a person (a bot, if the username ends like one's)."""
    is_bot = username is not None and username.lower().endswith("bot")
    user = User(FIRST_USER + world.new_id(), name, username, language, is_bot)
    world.users[user.id] = user
    return user


def private(world: World, user: User) -> "Participant":
    """Open the user's private chat with the bot."""
    members = {user.id: Status.MEMBER, world.bot.id: Status.MEMBER}
    chat = Chat(user.id, ChatKind.PRIVATE, user.first_name, user.username, members=members)
    return Participant(world, world.chats.setdefault(chat.id, chat), user)


def gathering(  # noqa: PLR0913 (each is one thing that a group may be)
    world: World,
    kind: ChatKind,
    title: str,
    creator: User,
    *,
    username: str | None = None,
    is_forum: bool = False,
    bot_is: Status = Status.MEMBER,
) -> "Participant":
    """Create a group, supergroup or channel with the bot in it; return its creator there."""
    number = world.new_id()
    chat = Chat(
        -number if kind is ChatKind.GROUP else SUPERGROUPS - number,
        kind,
        title,
        username,
        is_forum,
        {creator.id: Status.CREATOR, world.bot.id: bot_is},
    )
    world.chats[chat.id] = chat
    return Participant(world, chat, creator)


@dataclass(frozen=True, slots=True)
class Participant:
    """A user in a chat. Whatever is done here reaches the bot as Telegram would tell it."""

    world: World
    chat: Chat
    user: User

    def joined_by(self, user: User, status: Status = Status.MEMBER) -> "Participant":
        """Let another user into the chat."""
        self.chat.members[user.id] = status
        return Participant(self.world, self.chat, user)

    def say(
        self, text: str, *, reply_to: Message | None = None, thread: int | None = None
    ) -> Message:
        """Send a text; commands, mentions, hashtags and links are found as Telegram does."""
        content = with_found(Formatted(text))
        return self._send(replace(self._message(reply_to, thread), content=content))

    def edit(self, message: Message, text: str) -> Message:
        """Change a text that was sent."""
        changed = replace(message, content=with_found(Formatted(text)), edited=self.world.now())
        return self._send(changed)

    def upload(
        self, name: str, data: bytes, *, mime: str = "text/plain", caption: str = ""
    ) -> Message:
        """Send a document."""
        return self._send_media(MediaKind.DOCUMENT, self.world.keep(name, mime, data), caption)

    def photo(self, caption: str = "") -> Message:
        """Send a photo."""
        file = self.world.keep("photo.jpg", "image/jpeg", b"\xff\xd8\xff")
        return self._send_media(MediaKind.PHOTO, file, caption)

    def sticker(self) -> Message:
        """Send a sticker."""
        file = self.world.keep("sticker.webp", "image/webp", b"RIFF")
        return self._send_media(MediaKind.STICKER, file, "")

    def topic(self, name: str) -> int:
        """Create a topic in a forum; return its thread id, that of the message telling of it."""
        service: JsonObject = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        created = self._message(None, None)
        self.chat.topics[created.id] = name
        return self._send(replace(created, thread=created.id, service=service)).id

    def press(self, message: Message, label: str) -> Press:
        """Press the first button whose text holds ``label``. Raises LookupError if none does."""
        shown = self.chat.messages[message.id]
        button = next((item for item in shown.buttons if label in item.text), None)
        if button is None or button.data is None:
            raise LookupError(f"no such button to press: {label}")
        return self.press_data(shown, button.data)

    def press_data(self, message: Message, data: str) -> Press:
        """Send what pressing a button with this data sends, whether there is one or not."""
        press = Press(str(self.world.new_id()), message, self.user, data)
        self.world.presses[press.id] = press
        self.world.updates.add("callback_query", press_shape(self.world, press))
        return press

    def inline(self, query: str, offset: str = "") -> Inline:
        """Type an inline query in this chat."""
        inline = Inline(str(self.world.new_id()), self.user, query, offset)
        self.world.inline[inline.id] = inline
        shape: JsonObject = {
            "id": inline.id,
            "from": user_shape(self.user),
            "query": query,
            "offset": offset,
            "chat_type": "sender" if self.chat.kind is ChatKind.PRIVATE else self.chat.kind.value,
        }
        self.world.updates.add("inline_query", shape)
        return inline

    async def replies(
        self, after: Message, count: int = 1, seconds: float = PATIENCE
    ) -> Sequence[Message]:
        """Wait until the bot has sent ``count`` messages here after that one; return them all."""

        def sent() -> list[Message] | None:
            found = self.from_bot(after)
            return found if len(found) >= count else None

        return await self.world.changes.until(sent, seconds)

    async def reply(self, after: Message, seconds: float = PATIENCE) -> Message:
        """Wait for the bot's first message here after that one."""
        return (await self.replies(after, 1, seconds))[0]

    async def changed(self, message: Message, seconds: float = PATIENCE) -> Message:
        """Wait until the message is no more what it was; return what it is."""

        def now() -> Message | None:
            current = self.chat.messages[message.id]
            return current if current != message else None

        return await self.world.changes.until(now, seconds)

    async def answer(self, query: Press | Inline, seconds: float = PATIENCE) -> JsonObject:
        """Wait until the bot has answered a pressed button or an inline query."""
        press = isinstance(query, Press)
        answers = self.world.press_answers if press else self.world.inline_answers
        return await self.world.changes.until(lambda: answers.get(query.id), seconds)

    def from_bot(self, after: Message | None = None) -> list[Message]:
        """Return the bot's messages here, oldest first, those after ``after`` only."""
        since = after.id if after else 0
        messages = self.chat.messages.values()
        own = None if self.chat.kind is ChatKind.CHANNEL else self.world.bot
        return [message for message in messages if message.id > since and message.sender == own]

    def _message(self, reply_to: Message | None, thread: int | None) -> Message:
        return Message(
            chat_id=self.chat.id,
            id=self.world.next_message_id(self.chat),
            sender=None if self.chat.kind is ChatKind.CHANNEL else self.user,
            date=self.world.now(),
            reply_to=reply_to.id if reply_to else None,
            thread=thread or (reply_to.thread if reply_to else None),
        )

    def _send_media(self, kind: MediaKind, file: File, caption: str) -> Message:
        content = with_found(Formatted(caption))
        message = replace(self._message(None, None), media=Media(kind, file), content=content)
        return self._send(message)

    def _send(self, message: Message) -> Message:
        self.world.put(message)
        if hears(self.world, self.chat, message):
            post = "channel_post" if self.chat.kind is ChatKind.CHANNEL else "message"
            kind = post if message.edited is None else f"edited_{post}"
            self.world.updates.add(kind, message_shape(self.world, message))
        return message

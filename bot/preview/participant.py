"""A person in a chat: what they do in Telegram, and waiting for what the bot does in return."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.preview.entities import Formatted, with_found
from bot.preview.model import (
    Chat,
    ChatKind,
    File,
    Inline,
    InlineAnswer,
    Media,
    MediaKind,
    Message,
    Press,
    PressAnswer,
    Status,
    User,
)
from bot.preview.privacy import hears
from bot.preview.shapes import inline_shape, message_shape, press_shape, topic_created
from bot.preview.world import World

PATIENCE = 30.0  # seconds that a bot may take, on a slow machine too


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
        created = self._message(None, None)
        self.chat.topics[created.id] = name
        return self._send(replace(created, thread=created.id, service=topic_created(name))).id

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
        self.world.updates.add("inline_query", inline_shape(inline, self.chat))
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

    async def press_answer(self, press: Press, seconds: float = PATIENCE) -> PressAnswer:
        """Wait until the bot has answered a pressed button."""
        answers = self.world.press_answers
        return await self.world.changes.until(lambda: answers.get(press.id), seconds)

    async def inline_answer(self, inline: Inline, seconds: float = PATIENCE) -> InlineAnswer:
        """Wait until the bot has answered an inline query."""
        answers = self.world.inline_answers
        return await self.world.changes.until(lambda: answers.get(inline.id), seconds)

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

"""A user of a chat who waits for what the bot does there."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.preview.model import (
    Chat,
    ChatKind,
    Inline,
    InlineAnswer,
    Message,
    Press,
    PressAnswer,
    User,
)
from bot.preview.world import World

PATIENCE = 30.0  # seconds that a bot may take, on a slow machine too


@dataclass(frozen=True, slots=True)
class Observer:
    """A user of a chat, who waits. Every wait raises TimeoutError if it takes too long."""

    world: World
    chat: Chat
    user: User

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
        """Wait until the message has changed; return what it is now."""

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

    def download(self, message: Message) -> bytes:
        """Return the file of a message as it is now. Raises LookupError if it has none."""
        media = self.chat.messages[message.id].media
        if media is None:
            raise LookupError(f"message {message.id} has no file")
        return media.file.data

"""A request: what a person asked of the bot, where, and in which language; and replying to it."""

from asyncio import sleep
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from telegram import (
    Bot,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, RetryAfter

from bot.handlers.spoken import Spoken
from bot.keyboard import keyboard
from bot.messages.catalogue import Texts
from bot.messages.markup import plain
from bot.messages.screen import Screen
from retrieval.archive import Archive

GENERAL_TOPIC = 1  # sending to it by its number fails: it is where messages go without one
_PATIENCE = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands: the chat, the forum topic in it if any, and the message's number."""

    chat_id: int
    thread_id: int | None
    message_id: int
    is_group: bool


@dataclass(frozen=True, slots=True)
class Request:
    """What was ``spoken`` to the bot at ``place``, in reply to ``replied`` if to anything.

    ``has_media`` tells that it came with a picture, a voice, a sticker or the like.
    """

    archive: Archive
    bot: Bot
    place: Place
    texts: Texts
    user_id: int | None
    spoken: Spoken
    replied: Message | None = None
    has_media: bool = False

    def command(self, name: str) -> str:
        """Return the command as it is to be typed here: with the bot's name on it in a group."""
        return f"/{name}@{self.bot.username}" if self.place.is_group else f"/{name}"

    async def say(self, text: str) -> None:
        """Reply with a plain text."""
        await self.reply(Screen(plain(text)))

    async def reply(self, screen: Screen, *, quoting: bool = False) -> None:
        """Reply in the same topic, in a group (or if ``quoting``) as a reply to the message."""
        place = self.place
        quoted = None
        if place.is_group or quoting:
            quoted = ReplyParameters(place.message_id, allow_sending_without_reply=True)
        await patiently(
            lambda: self.bot.send_message(
                place.chat_id,
                screen.text.html,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                message_thread_id=place.thread_id,
                reply_parameters=quoted,
                reply_markup=keyboard(screen),
            )
        )

    async def change(self, screen: Screen) -> None:
        """Let the message at ``place``, one of the bot's own, show ``screen`` from now on."""
        try:
            await patiently(
                lambda: self.bot.edit_message_text(
                    screen.text.html,
                    self.place.chat_id,
                    self.place.message_id,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                    reply_markup=keyboard(screen),
                )
            )
        except BadRequest as error:
            if "not modified" not in error.message.lower():  # tapped twice: it shows that already
                raise


def place_of(message: MaybeInaccessibleMessage) -> Place:
    """Return where ``message`` stands, also if Telegram no longer shows it to bots."""
    thread_id = None
    if isinstance(message, Message) and message.is_topic_message:
        thread_id = message.message_thread_id
    return Place(
        message.chat.id,
        None if thread_id == GENERAL_TOPIC else thread_id,
        message.message_id,
        message.chat.type != ChatType.PRIVATE,
    )


async def patiently(send: Callable[[], Awaitable[object]]) -> None:
    """Send; if Telegram asks to wait up to a minute, wait and send once more.

    Only this chat's updates wait meanwhile. Raises what sending raises.
    """
    try:
        await send()
    except RetryAfter as error:
        wait = seconds_to_wait(error)
        if wait > _PATIENCE:
            raise
        await sleep(wait)
        await send()


def seconds_to_wait(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)

"""A request: what a person asked of the bot, where, and in which language; and replying to it."""

from asyncio import sleep
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from telegram import (
    Bot,
    Chat,
    ForceReply,
    InputFile,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, RetryAfter

from bot.handlers.desk import Desk
from bot.handlers.spoken import Spoken
from bot.keyboard import keyboard
from bot.messages.catalogue import Texts
from bot.messages.markup import plain
from bot.messages.screen import Screen
from retrieval.archive import Archive

GENERAL_TOPIC = 1  # sending to it by its number fails: it is where messages go without one
_PATIENCE = 60.0  # seconds
# Tapped twice, and it shows that already; deleted; a tap that nothing under a file of ours made.
_SETTLED = ("not modified", "to edit not found", "no text in the message")


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

    ``message`` is what said it, or what a tapped button stands under. It was said ``in_its_name``
    if it is a channel's post, or an anonymous admin's.
    """

    desk: Desk
    bot: Bot
    message: MaybeInaccessibleMessage
    place: Place
    texts: Texts
    user_id: int | None
    spoken: Spoken
    replied: Message | None = None
    in_its_name: bool = False

    @property
    def archive(self) -> Archive:
        """The archive to ask."""
        return self.desk.archive

    @property
    def chat(self) -> Chat:
        """The chat as Telegram shows it."""
        return self.message.chat

    def command(self, name: str) -> str:
        """Return the command as it is to be typed here: with the bot's name on it in a group."""
        return f"/{name}@{self.bot.username}" if self.place.is_group else f"/{name}"

    async def say(self, text: str) -> None:
        """Reply with a plain text."""
        await self.reply(Screen(plain(text)))

    async def reply(self, screen: Screen, *, quoting: bool = False) -> None:
        """Reply in the same topic, in a group (or if ``quoting``) as a reply to the message."""
        place = self.place
        quoted = self._quoted(quoting=quoting)
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

    async def ask_back(self, text: str) -> None:
        """Ask for a reply to a plain text."""
        place = self.place
        await patiently(
            lambda: self.bot.send_message(
                place.chat_id,
                text,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                message_thread_id=place.thread_id,
                reply_markup=ForceReply(),
            )
        )

    async def send_file(self, name: str, data: bytes, text: str) -> None:
        """Reply with a file, and a plain text under it."""
        place = self.place
        await patiently(
            lambda: self.bot.send_document(
                place.chat_id,
                InputFile(data, name),
                caption=text,
                message_thread_id=place.thread_id,
                reply_parameters=self._quoted(quoting=False),
            )
        )

    def _quoted(self, *, quoting: bool) -> ReplyParameters | None:
        if not self.place.is_group and not quoting:
            return None
        return ReplyParameters(self.place.message_id, allow_sending_without_reply=True)

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
            if not any(said in error.message.lower() for said in _SETTLED):
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

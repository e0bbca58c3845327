"""What a person asks of the bot, where and in which language, and replying to it."""

from dataclasses import KW_ONLY, dataclass, replace

from telegram import (
    Bot,
    Chat,
    ForceReply,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    Message,
    ReplyParameters,
    User,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest

from bot.access.intents import Utterance
from bot.access.services import Services
from bot.messages.catalogue import Texts
from bot.messages.keys import Key, encode
from bot.messages.markup import plain
from bot.messages.screen import Screen
from bot.model import Chat as KnownChat
from bot.telegram.keyboard import keyboard
from bot.telegram.patience import patiently
from bot.telegram.sender import GENERAL_TOPIC
from retrieval.archive import Archive

# It shows that already, tapped twice; it was deleted; it is a file, with a tap that was made up.
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
    """The ``utterance`` made to the bot at ``place``, in reply to ``replied`` if to anything.

    ``message`` holds it, or the button that was ``tapped``, which says nothing itself. It was made
    ``in_its_name`` if it is a channel's post, or an anonymous admin's, and may have been
    ``edited``. ``known`` is the chat as the records have it, None for a new one. Where answers go
    to another chat, ``asked_in`` is the place where it was made.
    """

    services: Services
    bot: Bot
    message: MaybeInaccessibleMessage
    place: Place
    texts: Texts
    user_id: int | None
    utterance: Utterance
    _: KW_ONLY
    replied: Message | None = None
    in_its_name: bool = False
    known: KnownChat | None = None
    user: User | None = None
    asked_in: Place | None = None
    edited: bool = False
    tapped: bool = False

    @property
    def archive(self) -> Archive:
        """The archive to ask."""
        return self.services.archive

    @property
    def chat(self) -> Chat:
        """The chat as Telegram shows it."""
        return self.message.chat

    def command(self, name: str) -> str:
        """Return the command as it is to be typed here: with the bot's name on it in a group."""
        return f"/{name}@{self.bot.username}" if self.place.is_group else f"/{name}"

    def aside(self, user_id: int) -> "Request":
        """Return the same request, answered in the user's private chat."""
        there = Place(user_id, None, self.place.message_id, is_group=False)
        return replace(self, place=there, asked_in=self.place)

    def where_asked(self) -> "Request":
        """Return the same request, answered where it was made."""
        return self if self.asked_in is None else replace(self, place=self.asked_in, asked_in=None)

    async def say(self, text: str) -> None:
        """Reply with a plain text."""
        await self.reply(Screen(plain(text)))

    async def reply(
        self, screen: Screen, *, quoting: bool = False, to: Message | None = None
    ) -> int:
        """Reply in the same topic, in a group (or if ``quoting``) as a reply to the message.

        With ``to`` it replies to that message instead. Return the new message's id.
        """
        place = self.place
        quoted = self._quoted(quoting=quoting, to=to)
        sent = await patiently(
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
        return sent.message_id

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

    def _quoted(self, *, quoting: bool, to: Message | None = None) -> ReplyParameters | None:
        """Return what is replied to; nothing where the answer goes to another chat."""
        if self.asked_in is not None or not (self.place.is_group or quoting or to):
            return None
        message_id = to.message_id if to else self.place.message_id
        return ReplyParameters(message_id, allow_sending_without_reply=True)

    async def change(self, screen: Screen, message_id: int | None = None) -> bool:
        """Change the message at ``place``, or another of the bot's own, to show ``screen``.

        Return whether it does: it may be gone.
        """
        try:
            await patiently(
                lambda: self.bot.edit_message_text(
                    screen.text.html,
                    self.place.chat_id,
                    self.place.message_id if message_id is None else message_id,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                    reply_markup=keyboard(screen),
                )
            )
        except BadRequest as error:
            reason = error.message.lower()
            if "message to edit not found" in reason or "message can't be edited" in reason:
                return False
            if not any(settled in reason for settled in _SETTLED):
                raise
        return True

    async def drop_button(self, key: Key) -> None:
        """Take a button away from the message that it stands under; the others stay."""
        markup = self.message.reply_markup if isinstance(self.message, Message) else None
        if markup is None:
            return
        try:
            await patiently(
                lambda: self.bot.edit_message_reply_markup(
                    self.place.chat_id,
                    self.place.message_id,
                    reply_markup=_without(markup, encode(key)),
                )
            )
        except BadRequest as error:
            if not any(settled in error.message.lower() for settled in _SETTLED):
                raise


def _without(markup: InlineKeyboardMarkup, data: str) -> InlineKeyboardMarkup | None:
    """Return the buttons but for those of that data; None where no other is left."""
    left = [[one for one in row if one.callback_data != data] for row in markup.inline_keyboard]
    rows = [row for row in left if row]
    return InlineKeyboardMarkup(rows) if rows else None


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

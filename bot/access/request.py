"""What a person asks of the bot, where and in which language, and replying to it."""

from collections.abc import Awaitable, Callable
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
from telegram.error import TelegramError

from bot.access.intents import OF_THE_PLACE, Utterance
from bot.access.services import Services
from bot.messages.catalogue import Texts
from bot.messages.keys import Key, encode
from bot.messages.markup import MAX_UNITS, Markup, plain, shorten
from bot.messages.screen import Screen
from bot.model import Chat as KnownChat
from bot.telegram.keyboard import keyboard
from bot.telegram.outcome import (
    ChatMoved,
    Refused,
    Sent,
    TopicGone,
    Uneditable,
    Unreachable,
    outcome_of,
)
from bot.telegram.patience import patiently
from bot.telegram.sender import GENERAL_TOPIC
from retrieval.archive import Archive

_LEAD_UNITS = 60  # of a group's name, and of a question


class NotHeard(Exception):
    """Nobody can be answered: the place takes no message of the bot's, nor does who asked.

    The text is Telegram's reason.
    """


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
        """Reply with a plain text. Raises NotHeard, TelegramError."""
        await self.reply(Screen(plain(text)))

    async def reply(
        self, screen: Screen, *, quoting: bool = False, to: Message | None = None
    ) -> Place:
        """Reply in the same topic, in a group (or if ``quoting``) as a reply to the message.

        With ``to`` it replies to that message instead. Return where the new message stands: in
        private chat if the group takes none. Raises NotHeard, TelegramError.
        """
        quoted = self._quoted(quoting=quoting, to=to)

        async def send(place: Place, lead: Markup) -> Message:
            here = place is self.place
            buttons = here or self.utterance.intent not in OF_THE_PLACE
            text = lead + screen.text
            if text.units > MAX_UNITS:
                await self._send_text(place, lead)
                text = screen.text
            return await self._send_text(
                place,
                text,
                reply_parameters=quoted if here else None,
                reply_markup=keyboard(screen) if buttons else None,
            )

        return await self._sent(send)

    async def ask_back(self, text: str) -> None:
        """Ask for a reply to a plain text. Raises NotHeard, TelegramError."""
        await self._sent(
            lambda place, lead: self._send_text(
                place, lead + plain(text), reply_markup=ForceReply()
            )
        )

    async def send_file(self, name: str, data: bytes, text: str) -> None:
        """Reply with a file, and a plain text under it. Raises NotHeard, TelegramError."""

        async def send(place: Place, lead: Markup) -> Message:
            return await patiently(
                lambda: self.bot.send_document(
                    place.chat_id,
                    InputFile(data, name),
                    caption=(lead + plain(text)).html,
                    parse_mode=ParseMode.HTML,
                    message_thread_id=place.thread_id,
                    reply_parameters=self._quoted() if place is self.place else None,
                )
            )

        await self._sent(send)

    async def change(
        self, screen: Screen, message_id: int | None = None, within: float | None = None
    ) -> bool:
        """Change the message at ``place``, or another of the bot's own, to show ``screen``.

        Return whether it does: it may be gone. It is tried for ``within`` seconds, if it is of no
        use later. Raises NotHeard, TelegramError.
        """
        return await self._edited(
            lambda: self.bot.edit_message_text(
                screen.text.html,
                self.place.chat_id,
                self.place.message_id if message_id is None else message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=keyboard(screen),
            ),
            within,
        )

    async def drop_button(self, key: Key) -> None:
        """Take a button away from the message that it stands under; the others stay.

        Raises NotHeard, TelegramError.
        """
        markup = self.message.reply_markup if isinstance(self.message, Message) else None
        if markup is not None:
            await self._edited(
                lambda: self.bot.edit_message_reply_markup(
                    self.place.chat_id,
                    self.place.message_id,
                    reply_markup=_without(markup, encode(key)),
                )
            )

    def _quoted(
        self, *, quoting: bool = False, to: Message | None = None
    ) -> ReplyParameters | None:
        """Return what is replied to; nothing where the answer goes to another chat."""
        if self.asked_in is not None or not (self.place.is_group or quoting or to):
            return None
        message_id = to.message_id if to else self.place.message_id
        return ReplyParameters(message_id, allow_sending_without_reply=True)

    async def _send_text(
        self,
        place: Place,
        text: Markup,
        *,
        reply_parameters: ReplyParameters | None = None,
        reply_markup: InlineKeyboardMarkup | ForceReply | None = None,
    ) -> Message:
        return await patiently(
            lambda: self.bot.send_message(
                place.chat_id,
                text.html,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                message_thread_id=place.thread_id,
                reply_parameters=reply_parameters,
                reply_markup=reply_markup,
            )
        )

    async def _sent(self, send: Callable[[Place, Markup], Awaitable[Message]]) -> Place:
        """Send to the place, or elsewhere what it does not take; return where that is."""
        place, lead = self.place, Markup()
        try:
            sent = await send(place, lead)
        except TelegramError as error:
            place, lead = self._instead(error)
            try:
                sent = await send(place, lead)
            except TelegramError as again:
                if isinstance(outcome_of(again), Unreachable):
                    raise NotHeard(error.message) from again
                raise
        return replace(place, message_id=sent.message_id)

    async def _edited(
        self, edit: Callable[[], Awaitable[Message | bool]], within: float | None = None
    ) -> bool:
        """Edit a message; return whether it shows what it should."""
        try:
            await patiently(edit, within)
        except TelegramError as error:
            match outcome_of(error):
                case Sent():
                    return True
                case Uneditable():
                    return False
                case Refused() | TopicGone() if self.place.is_group and not _is_file(error):
                    raise NotHeard(error.message) from error
                case Unreachable():
                    raise NotHeard(error.message) from error
            if not _is_file(error):
                raise
        return True

    def _instead(self, error: TelegramError) -> tuple[Place, Markup]:
        """Return where to send what the place does not take, and the line above it.

        It goes to who asked, in private, or to the supergroup that the group has become. A
        channel's readers, and who speaks in a group's name, are nobody to write to. Raises
        NotHeard, or the error.
        """
        asked = self.place.message_id
        match outcome_of(error):
            case ChatMoved(chat_id):
                return Place(chat_id, None, asked, is_group=True), Markup()
            case Refused() | TopicGone() if self.place.is_group:
                if self.user_id and not self.in_its_name and self.chat.type != ChatType.CHANNEL:
                    return Place(self.user_id, None, asked, is_group=False), self._lead()
                raise NotHeard(error.message) from error
            case Unreachable():
                raise NotHeard(error.message) from error
        raise error

    def _lead(self) -> Markup:
        """Return the line above what goes to private chat: what it answers, and where it was."""
        texts, group = self.texts.people, shorten(self.chat.title or "", _LEAD_UNITS)
        if self.tapped:
            return plain(texts.instead_tap.format(group=group) + "\n\n")
        question = shorten(self.utterance.words or self.utterance.text, _LEAD_UNITS)
        return plain(texts.instead.format(group=group, question=question) + "\n\n")


def _is_file(error: TelegramError) -> bool:
    """Return whether a message has no text to edit: it is a file, and the tap was made up."""
    return "no text in the message" in error.message.lower()


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

"""What a person asks of the bot, where and in which language, and replying to it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import KW_ONLY, dataclass, replace

from telegram import (
    Bot,
    Chat,
    ForceReply,
    InlineKeyboardMarkup,
    InputFile,
    MaybeInaccessibleMessage,
    Message,
    ReplyParameters,
    User,
)
from telegram.constants import ChatType

from bot.access.bookkeeping import beside_the_answer
from bot.access.commands import BY_INTENT, Command, Goes
from bot.access.intents import Utterance
from bot.access.services import Services
from bot.messages.catalogue import Texts
from bot.messages.keys import Key, encode
from bot.messages.markup import MAX_UNITS, Markup, plain, shorten
from bot.messages.screen import Button, Screen
from bot.model import Chat as KnownChat
from bot.telegram.calls import CallFailed
from bot.telegram.keyboard import keyboard, with_rows
from bot.telegram.outcome import (
    ChatMoved,
    Refused,
    Sent,
    Textless,
    TopicGone,
    Uneditable,
    Unreachable,
)
from bot.telegram.patience import patiently
from bot.telegram.topics import topic_to_name
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

    ``message`` holds it, or the button that was ``tapped``, which says nothing itself; ``album``
    are the messages that came with it, itself among them. ``about`` are words of others that it
    quotes or replies to. It was made
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
    about: str = ""
    album: tuple[Message, ...] = ()
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

    @property
    def row(self) -> Command:
        """What is known of what is asked for."""
        return BY_INTENT[self.utterance.intent]

    @property
    def is_brief(self) -> bool:
        """Whether it is a channel's post that is between an admin and the bot, not for readers."""
        return self._is_in_channel and self.row.goes is Goes.ALWAYS_HERE

    @property
    def _is_in_channel(self) -> bool:
        return self.chat.type == ChatType.CHANNEL

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
        """Reply with a plain text. Raises NotHeard, CallFailed."""
        await self.reply(Screen(plain(text)))

    async def reply(
        self, screen: Screen, *, quoting: bool = False, to: Message | None = None
    ) -> Place:
        """Reply in the same topic, in a group (or if ``quoting``) as a reply to the message.

        With ``to`` it replies to that message instead. Return where the new message stands: in
        private chat if the group takes none. Raises NotHeard, CallFailed.
        """
        quoted = self._quoted(quoting=quoting, to=to)

        async def send(place: Place, lead: Markup) -> Message:
            here = place is self.place
            buttons = here or self.row.goes is not Goes.ALWAYS_HERE
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
        """Ask for a reply to a plain text. Raises NotHeard, CallFailed."""
        await self._sent(
            lambda place, lead: self._send_text(
                place, lead + plain(text), reply_markup=ForceReply()
            ),
            brief=True,
        )

    async def send_file(self, name: str, data: bytes, text: str) -> None:
        """Reply with a file, and a plain text under it. Raises NotHeard, CallFailed."""

        async def send(place: Place, lead: Markup) -> Message:
            return await patiently(
                lambda: self.bot.send_document(
                    place.chat_id,
                    InputFile(data, name),
                    caption=(lead + plain(text)).html,
                    message_thread_id=place.thread_id,
                    disable_notification=self.is_brief or None,
                    reply_parameters=self._quoted() if place is self.place else None,
                )
            )

        await self._sent(send)

    async def change(
        self, screen: Screen, message_id: int | None = None, within: float | None = None
    ) -> bool:
        """Change the message at ``place``, or another of the bot's own, to show ``screen``.

        Return whether it does: it may be gone. It is tried for ``within`` seconds, if it is of no
        use later. Raises NotHeard, CallFailed.
        """
        number = self.place.message_id if message_id is None else message_id
        shown = await self._edited(
            lambda: self.bot.edit_message_text(
                *(screen.text.html, self.place.chat_id, number), reply_markup=keyboard(screen)
            ),
            within,
        )
        if self._is_in_channel:
            with beside_the_answer("that a post is used"):
                await self.services.brief_posts.used(self.place.chat_id, number)
        return shown

    async def drop_button(self, key: Key) -> None:
        """Take a button away from the message that it stands under; the others stay.

        Raises NotHeard, CallFailed.
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

    async def change_rows(
        self, rows: Sequence[Sequence[Button]], *, instead_of: Callable[[Key], bool]
    ) -> None:
        """Put rows under the message in place of those that hold such keys; the others stay.

        Raises NotHeard, CallFailed.
        """
        markup = self.message.reply_markup if isinstance(self.message, Message) else None
        if markup is not None:
            await self._edited(
                lambda: self.bot.edit_message_reply_markup(
                    self.place.chat_id,
                    self.place.message_id,
                    reply_markup=with_rows(markup, rows, instead_of=instead_of),
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
                message_thread_id=place.thread_id,
                disable_notification=self.is_brief or None,
                reply_parameters=reply_parameters,
                reply_markup=reply_markup,
            )
        )

    async def _sent(
        self, send: Callable[[Place, Markup], Awaitable[Message]], *, brief: bool = False
    ) -> Place:
        """Send to the place, or elsewhere what it does not take; return where that is.

        In a channel it goes by itself if it is ``brief``, or answers what is between an admin and
        the bot.
        """
        place, texts = self.place, self.texts.people
        lead = Markup() if self.asked_in is None else self._lead(texts.aside, texts.aside_tap)
        try:
            sent = await send(place, lead)
        except CallFailed as error:
            place, lead = self._instead(error)
            try:
                sent = await send(place, lead)
            except CallFailed as again:
                if isinstance(again.outcome, Unreachable):
                    raise NotHeard(str(error)) from again
                raise
        if self.is_brief or (brief and self._is_in_channel):
            with beside_the_answer("that a post is brief"):
                await self.services.brief_posts.put(place.chat_id, sent.message_id)
        return replace(place, message_id=sent.message_id)

    async def _edited(
        self, edit: Callable[[], Awaitable[Message | bool]], within: float | None = None
    ) -> bool:
        """Edit a message; return whether it shows what it should."""
        try:
            await patiently(edit, within)
        except CallFailed as error:
            match error.outcome:
                case Sent() | Textless():  # a tap on a file was made up
                    return True
                case Uneditable():
                    return False
                case Refused() | TopicGone() if self.place.is_group:
                    raise NotHeard(str(error)) from error
                case Unreachable():
                    raise NotHeard(str(error)) from error
            raise
        return True

    def _instead(self, error: CallFailed) -> tuple[Place, Markup]:
        """Return where to send what the place does not take, and the line above it.

        It goes to who asked, in private, or to the supergroup that the group has become. A
        channel's readers, and who speaks in a group's name, are nobody to write to. Raises
        NotHeard, or the error.
        """
        asked = self.place.message_id
        match error.outcome:
            case ChatMoved(chat_id):
                return Place(chat_id, None, asked, is_group=True), Markup()
            case Refused() | TopicGone() if self.place.is_group:
                if self.user_id and not self.in_its_name and self.chat.type != ChatType.CHANNEL:
                    lead = self._lead(self.texts.people.instead, self.texts.people.instead_tap)
                    return Place(self.user_id, None, asked, is_group=False), lead
                raise NotHeard(str(error)) from error
            case Unreachable():
                raise NotHeard(str(error)) from error
        raise error

    def _lead(self, asked: str, tapped: str) -> Markup:
        """Return the line above what goes to private chat: what it answers, and where it was.

        ``asked`` is the text to fill in for what was asked, ``tapped`` that for a tap.
        """
        group = shorten(self.chat.title or "", _LEAD_UNITS)
        if self.tapped:
            return plain(tapped.format(group=group) + "\n\n")
        question = shorten(self.utterance.words or self.utterance.text, _LEAD_UNITS)
        return plain(asked.format(group=group, question=question) + "\n\n")


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
        topic_to_name(thread_id),
        message.message_id,
        message.chat.type != ChatType.PRIVATE,
    )

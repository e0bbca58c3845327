"""Updates given to the actions that they are for: messages by their intent, taps by their key.

What comes back with a tap is a key that anyone may have made up, under a message that may be gone.
"""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from telegram import CallbackQuery, Message, Update
from telegram.ext import BaseHandler, ContextTypes

from bot.access.addressed import is_addressed, words_of
from bot.access.chat_info import known_chat
from bot.access.inquiries import QuestionGone
from bot.access.intents import Intent, Utterance
from bot.access.language import texts_in
from bot.access.limits import Dropped, admit, admit_tap, say_to_start, start_first_text
from bot.access.message_intents import parse_message
from bot.access.request import NotHeard, Request, place_of
from bot.access.rights import NotAllowed
from bot.access.scope import check_tap
from bot.access.services import Services
from bot.messages.keys import Key, Replied, decode
from bot.messages.markup import plain
from bot.messages.remarks import remark_text
from bot.messages.screen import Screen, button
from bot.messages.texts import texts_for
from bot.services.uploads.pasting import LONGEST_QUESTION
from bot.telegram.patience import while_it_waits
from retrieval.errors import ArticleUnknown
from retrieval.model import Remark, RemarkKind

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
Action: TypeAlias = Callable[[Request], Awaitable[None]]
TapAction: TypeAlias = Callable[[Request, Key], Awaitable[str | None]]

MAX_WORDS = LONGEST_QUESTION  # characters
_ANSWERED = (Intent.QUESTION, Intent.SEARCH, Intent.LATEST, Intent.REPORTER)
"""What is answered again when it is edited; a command that changes something is done once."""
_LONG = (Intent.BROADCAST, Intent.CORRECTED)
"""What may be longer."""


class IntentHandler(BaseHandler[Update, Context, None]):
    """Hands messages that are said to the bot, and are of one intent, to an action.

    They are new ones, and those that were edited if they ask something of the archive.
    """

    def __init__(self, services: Services, intent: Intent, action: Action) -> None:
        super().__init__(self._act)
        self._services = services
        self._intent = intent
        self._action = action

    def check_update(self, update: object) -> bool:
        """Return whether this is a message for the bot that asks what this handler is for."""
        if not isinstance(update, Update):
            return False
        message = _message(update)
        if update.edited_message is not None and self._intent not in _ANSWERED:
            return False
        return (
            message is not None
            and is_addressed(message, message.get_bot().bot)
            and parse_message(message, self._services).intent is self._intent
        )

    async def _act(self, update: Update, context: Context) -> None:
        message = _message(update)
        assert message is not None  # noqa: S101 (check_update saw it)
        request = await admit(await self._request(message, update, context))
        if request is None:
            return
        try:
            await self._do(request)
        except NotHeard:
            if request.asked_in is None:
                raise
            await say_to_start(request)

    async def _request(self, message: Message, update: Update, context: Context) -> Request:
        user = message.from_user
        chat = await known_chat(self._services, message.chat, user)
        return Request(
            self._services,
            context.bot,
            message,
            place_of(message),
            texts_in(chat, user),
            user.id if user else None,
            parse_message(message, self._services),
            replied=message.reply_to_message,
            in_its_name=message.sender_chat == message.chat,
            known=chat,
            user=user,
            edited=update.edited_message is not None,
        )

    async def _do(self, request: Request) -> None:
        long = len(request.utterance.words) > MAX_WORDS
        if long and request.utterance.intent not in _LONG:
            too_long = Remark(RemarkKind.TOO_LONG, (str(MAX_WORDS),))
            await request.say(remark_text(too_long, request.texts))
        else:
            await self._action(request)


class TapHandler(BaseHandler[Update, Context, None]):
    """Hands tapped buttons to an action, which returns what to answer, or None for no words.

    The tap itself is always answered, or it would show as waiting.
    """

    def __init__(self, services: Services, action: TapAction) -> None:
        super().__init__(self._act)
        self._services = services
        self._action = action

    def check_update(self, update: object) -> bool:
        """Return whether a button was tapped."""
        return isinstance(update, Update) and update.callback_query is not None

    async def _act(self, update: Update, context: Context) -> None:
        query = update.callback_query
        assert query is not None  # noqa: S101 (check_update saw it)
        key = decode(query.data or "")
        if key is None or query.message is None:
            await _answer(query, texts_for(query.from_user.language_code).button_unknown)
            return
        chat = await known_chat(self._services, query.message.chat, query.from_user)
        replied = query.message.reply_to_message if isinstance(query.message, Message) else None
        request = Request(
            self._services,
            context.bot,
            query.message,
            place_of(query.message),
            texts_in(chat, query.from_user),
            query.from_user.id,
            Utterance(Intent.NOTHING, "", ""),
            replied=replied,
            known=chat,
            user=query.from_user,
            tapped=True,
        )
        await self._do(request, key, query)

    async def _do(self, request: Request, key: Key, query: CallbackQuery) -> None:
        try:
            await check_tap(request)
            request = await admit_tap(request, key)
            text = await self._action(request, key)
        except Dropped:
            await _answer(query)
        except NotHeard:
            if request.asked_in is None:
                raise
            await _answer(query, start_first_text(request))
        except ArticleUnknown:
            await _answer(query, request.texts.article_gone)
        except QuestionGone:
            await _answer(query, await _offer_again(request))
        except NotAllowed as error:
            await _answer(query, str(error))
        else:
            await _answer(query, text)


def _message(update: Update) -> Message | None:
    """Return the message of a chat, new or edited, or the new post of a channel."""
    return update.message or update.channel_post or update.edited_message


async def _offer_again(request: Request) -> str | None:
    """Offer to ask a question again that still stands there; return what to say if none does."""
    replied, answers = request.replied, request.texts.answers
    if replied is None or not words_of(replied, request.bot.bot):
        return request.texts.question_gone
    offer = Screen(plain(answers.expired), ((button(answers.ask_again, Replied()),),))
    await request.reply(offer, to=replied)
    return None


async def _answer(query: CallbackQuery, text: str | None = None) -> None:
    """End the tap's waiting, with a note if there is any, while it waits."""
    await while_it_waits(lambda: query.answer(text))

"""Guest mode: ``@bot question`` in a chat that the bot is not in, answered by one message.

Nothing of such a chat is kept: neither that it is there, nor what was asked. How many questions of
all guests together were answered is counted.
"""

import logging
from dataclasses import dataclass
from typing import TypeAlias

from telegram import InlineQueryResultArticle, InputTextMessageContent, Message, Update, User
from telegram.constants import ChatType
from telegram.ext import BaseHandler, ContextTypes

from bot.access.addressed import given_words, words_of
from bot.access.bookkeeping import beside_the_answer
from bot.access.commands import MAX_WORDS
from bot.access.courtesies import bare
from bot.access.flood import Verdict
from bot.access.services import Services
from bot.messages.catalogue import Texts
from bot.messages.inline import offers
from bot.messages.markup import Markup, clean, plain, shorten
from bot.messages.texts import texts_for
from bot.telegram.calls import CallFailed
from bot.telegram.patience import OF_USE, patiently
from retrieval.errors import BulletinError
from retrieval.model import AnswerKind, Band

_RESULT = "answer"  # the id of the one result; nobody reads it
_SHOWN_UNITS = 60  # of a question

_LOG = logging.getLogger(__name__)

Context: TypeAlias = ContextTypes.DEFAULT_TYPE


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a guest is told; ``band`` is how sure the answer is, None where nothing was asked."""

    text: Markup
    band: Band | None = None


class Guests(BaseHandler[Update, Context, None]):
    """Answers people who ask the bot where it is no member: with the best story, or a kind word.

    What is part of an album, or came by another bot, is not answered. What floods is answered once,
    and so is nobody told of a fault more than that there is no answer for the moment.
    """

    def __init__(self, services: Services) -> None:
        super().__init__(self._act)
        self._services = services

    def check_update(self, update: object) -> bool:
        """Return whether somebody asks in a chat that the bot is not in."""
        return isinstance(update, Update) and update.guest_message is not None

    async def _act(self, update: Update, context: Context) -> None:
        message, bot = update.guest_message, context.bot
        if message is None or not message.guest_query_id or _is_of_others(message):
            return
        user, query = message.from_user, message.guest_query_id
        texts = texts_for(user.language_code if user else None)
        reply = await self._answer(message, texts, bot.bot)
        if reply is None:
            return
        content = InputTextMessageContent(reply.text.html)
        result = InlineQueryResultArticle(_RESULT, _RESULT, content)
        try:
            await patiently(lambda: bot.answer_guest_query(query, result), OF_USE)
        except CallFailed as error:
            _LOG.info("update %d: a guest was not answered: %s", update.update_id, error)
        if reply.band is not None:
            with beside_the_answer("that a guest asked"):
                await self._services.asked.count(reply.band)

    async def _answer(self, message: Message, texts: Texts, bot: User) -> _Reply | None:
        """Return what to answer; None for who floods, and was told so."""
        match self._verdict(message):
            case Verdict.WARN:
                return _Reply(plain(texts.guests.wait))
            case Verdict.DROP:
                return None
        try:
            return await self._found(_asked(message, bot), texts, bot)
        except BulletinError as error:
            _LOG.warning("a guest's question failed: %s", type(error).__name__)
            return _Reply(plain(texts.guests.failed))

    async def _found(self, words: str, texts: Texts, bot: User) -> _Reply:
        """Return the best story's card, or that there is none. Raises BulletinError."""
        how = _Reply(plain(texts.guests.how.format(bot=bot.username)))
        if not words:
            return how
        if len(words) > MAX_WORDS:
            return _Reply(plain(texts.guests.too_long.format(most=MAX_WORDS)))
        answer = await self._services.archive.ask(words, 1, stories=True, listed=1)
        if answer.kind is AnswerKind.COURTESY:
            return how
        found = offers(answer.hits[:1], texts, bot.username or "") if answer.answered else []
        if found:
            return _Reply(found[0].text, answer.band)
        nothing = texts.guests.nothing.format(question=shorten(words, _SHOWN_UNITS))
        return _Reply(plain(nothing), answer.band)

    def _verdict(self, message: Message) -> Verdict:
        user = None if message.sender_chat else message.from_user
        if user is not None and user.id in self._services.admins:
            return Verdict.ALLOW
        alone = message.chat.type == ChatType.PRIVATE  # two people's, with the id of one of them
        group = None if alone and user else message.chat.id
        return self._services.flood.take(user.id if user else None, group)


def _is_of_others(message: Message) -> bool:
    """Return whether it is part of an album, or was written by or through another bot."""
    sender = message.from_user
    by_bot = sender is not None and sender.is_bot and message.sender_chat is None
    return by_bot or message.via_bot is not None or message.media_group_id is not None


def _asked(message: Message, bot: User) -> str:
    """Return the words of a message without courtesies, or else those that it hands on."""
    own = bare(clean(words_of(message, bot) or "").strip(), (bot.first_name, bot.username or ""))
    return own or bare(clean(given_words(message, bot)).strip())

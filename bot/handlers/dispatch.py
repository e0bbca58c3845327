"""Updates given to the actions that they are for: messages by their command, taps by their key.

What comes back with a tap is a key that anyone may have made up, under a message that may be gone.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from telegram import CallbackQuery, Message, Update
from telegram.ext import Application, BaseHandler, ContextTypes

from bot.access.addressed import heard, words_of
from bot.access.admins import is_bot_admin, refuse_command
from bot.access.channel_posts import clear_post
from bot.access.chat_info import known_chat
from bot.access.commands import BY_INTENT, Who
from bot.access.inquiries import QuestionGone
from bot.access.intents import Intent, Utterance
from bot.access.language import texts_in
from bot.access.limits import admit, admit_tap, say_to_start, start_first_text
from bot.access.menus import drop_admin_menu
from bot.access.request import NotHeard, Request, place_of
from bot.access.rights import NotAllowed
from bot.access.said import Said, said_in
from bot.access.scope import check_tap
from bot.access.services import Services
from bot.access.taps import ButtonRow
from bot.messages.keys import Key, Replied, decode
from bot.messages.markup import plain
from bot.messages.remarks import remark_text
from bot.messages.screen import Screen, button
from bot.messages.texts import texts_for
from bot.model import ChatKind
from bot.telegram.patience import while_it_waits
from retrieval.errors import ArticleUnknown
from retrieval.model import Remark, RemarkKind

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
Action: TypeAlias = Callable[[Request], Awaitable[None]]


class MessageHandler(BaseHandler[Update, Context, None]):
    """Hands messages that are said to the bot to the action for what they ask.

    What they say is worked out once, and admitted once. Of those that were edited only what the
    table of commands says is done again.
    """

    def __init__(self, services: Services, actions: Mapping[Intent, Action]) -> None:
        super().__init__(_never)
        self._services = services
        self._actions = actions

    def check_update(self, update: object) -> str | None:
        """Return the words of a message for the bot; None for all else."""
        message = _message(update) if isinstance(update, Update) else None
        return heard(message, message.get_bot().bot) if message is not None else None

    async def handle_update(
        self,
        update: Update,
        application: Application[Any, Context, Any, Any, Any, Any],
        check_result: object,
        context: Context,
    ) -> None:
        """Do what was said, in the words that `check_update` found."""
        self.collect_additional_context(context, update, application, check_result)
        message, words = _message(update), check_result
        assert message is not None  # noqa: S101 (check_update saw it)
        assert isinstance(words, str)  # noqa: S101 (check_update returned it)
        edited = update.edited_message is not None
        if edited or message.media_group_id is None:
            await self._hear((message,), words, context, edited=edited)
            return
        async with self._services.albums.whole(message) as album:
            if album:
                await self._hear(album, words, context)

    async def _hear(
        self, album: tuple[Message, ...], words: str, context: Context, *, edited: bool = False
    ) -> None:
        """Do what a message says, or an album wherever its words stand: ``words`` if it is one."""
        message = next((one for one in album if one.caption), album[0])
        if len(album) > 1:
            words = words_of(message, context.bot.bot) or ""
        said = said_in(message, words, self._services)
        row = BY_INTENT[said.utterance.intent]
        if ChatKind(message.chat.type) not in row.chats or (edited and not row.edited):
            return
        request = await self._request(message, said, context, edited=edited)
        await self._answer(replace(request, album=album))

    async def _answer(self, asked: Request) -> None:
        request = await admit(asked)
        if request is None:
            return
        try:
            await self._do(request)
            await clear_post(request)
        except NotHeard:
            if request.asked_in is None:
                raise
            await say_to_start(request)

    async def _request(
        self, message: Message, said: Said, context: Context, *, edited: bool
    ) -> Request:
        user = message.from_user
        chat = await known_chat(self._services, message.chat, user)
        return Request(
            self._services,
            context.bot,
            message,
            place_of(message),
            texts_in(chat, user),
            user.id if user else None,
            said.utterance,
            about=said.about,
            replied=message.reply_to_message,
            in_its_name=message.sender_chat == message.chat,
            known=chat,
            user=user,
            edited=edited,
        )

    async def _do(self, request: Request) -> None:
        row = request.row
        if row.who is Who.BOT_ADMINS and not is_bot_admin(request):
            await refuse_command(request)
            if not request.place.is_group and request.user_id is not None:
                await drop_admin_menu(request.bot, request.user_id)
        elif row.longest is not None and len(request.utterance.words) > row.longest:
            too_long = Remark(RemarkKind.TOO_LONG, (str(row.longest),))
            await request.say(remark_text(too_long, request.texts))
        else:
            await self._actions[request.utterance.intent](request)


class TapHandler(BaseHandler[Update, Context, None]):
    """Hands tapped buttons to the actions of their rows in a table.

    The tap itself is always answered, or it would show as waiting.
    """

    def __init__(self, services: Services, table: Mapping[type, ButtonRow]) -> None:
        super().__init__(self._act)
        self._services = services
        self._table = table

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
        row = self._table[type(key)]
        try:
            await check_tap(request)
            request = await admit_tap(request, row.kind)
            text = await row.action(request, key)
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


async def _never(_update: Update, _context: Context) -> None:
    """Stand in for the callback that `MessageHandler` has no use for."""


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

"""Inline queries, ``@bot words`` in any chat: headlines, of which one posts its card there."""

import logging
import re
from typing import TypeAlias

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.ext import ContextTypes

from bot.access.bookkeeping import beside_the_answer
from bot.access.services import Services
from bot.messages.deep_links import PAYLOADS, ToTyped
from bot.messages.inline import Offer, offers
from bot.messages.markup import clean
from bot.messages.texts import texts_for
from bot.telegram.patience import while_it_waits
from retrieval.errors import SearchUnavailable

MOST = 50
"""Results of a page, as many as Telegram takes."""
CACHED = 10
"""Seconds for which Telegram may answer the same query itself, for anybody. When a page will come
in can't be known, so it is only as long as people type; what has no results is for one person."""

_LOG = logging.getLogger(__name__)
_OFFSET = re.compile("[1-9][0-9]{0,4}")

Context: TypeAlias = ContextTypes.DEFAULT_TYPE


async def typed(services: Services, update: Update, context: Context) -> None:
    """Answer what is being typed; of nothing typed, with the newest bulletin."""
    query = update.inline_query
    if query is None:
        return
    texts, bot = texts_for(query.from_user.language_code), context.bot.username
    start = int(query.offset) if _OFFSET.fullmatch(query.offset) else 0
    words = clean(query.query).strip()
    try:
        answer = await services.archive.inline(words, MOST, start)
    except SearchUnavailable as error:
        _LOG.info("update %d: search does not answer: %s", update.update_id, error.reason)
        away = await _in_private(services, query, words, texts.search_away_short)
        # Not kept by Telegram: the next letter may be answered again.
        await while_it_waits(lambda: query.answer([], cache_time=0, is_personal=True, button=away))
        return
    following = start + MOST
    results = [result_of(one) for one in offers(answer.hits, texts, bot)]
    button = None
    if not results and not start:
        with beside_the_answer("what was typed inline"):
            button = await _in_private(services, query, words, texts.answers.ask_in_private)
    await while_it_waits(
        lambda: query.answer(
            results,
            cache_time=CACHED,
            is_personal=button is not None,
            # Never "": with its Defaults the library sends [] for it, which comes back as offset.
            next_offset=str(following) if following < answer.total else None,
            button=button,
        )
    )


async def _in_private(
    services: Services, query: InlineQuery, words: str, label: str
) -> InlineQueryResultsButton:
    """Return the button that asks the same in private chat, where there is more to say."""
    number = await services.questions.typed(query.from_user.id, words)
    return InlineQueryResultsButton(label, start_parameter=PAYLOADS.pack(ToTyped(number)))


def result_of(offer: Offer) -> InlineQueryResultArticle:
    """Return an offer as Telegram wants it."""
    return InlineQueryResultArticle(
        id=str(offer.article_id),
        title=offer.title,
        description=offer.description,
        input_message_content=InputTextMessageContent(offer.text.html),
    )

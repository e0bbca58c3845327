"""Whole stories: /article by number or by words of the headline, and the button 全文."""

import re

from telegram import InlineKeyboardButton, Message

from bot.access.request import Request
from bot.access.typing import typing
from bot.messages.headlines import choice
from bot.messages.keys import Key, ReadArticle, decode
from bot.messages.markup import Markup, shorten
from bot.messages.stories import story
from bot.model import AnswerMessage, Inquiry, Way
from retrieval.answer import Asked as HowAsked
from retrieval.errors import ArticleUnknown
from retrieval.model import Answer, Citation

_NUMBER = re.compile(r"第?\s*([0-9]{1,6})\s*[篇条]?")
_LIMIT = 20
_WORDS_UNITS = 100


async def article(request: Request) -> None:
    """Show the story that the words name.

    A number counts in the message that is replied to, if it has stories to read, or else in the
    newest bulletin; words are looked for in headlines first.
    """
    words = request.spoken.words
    if not words:
        await request.say(request.texts.article_what.format(article=request.command("article")))
    elif number := _NUMBER.fullmatch(words):
        await _numbered(request, int(number[1]))
    else:
        await _titled(request, words)


async def read(
    request: Request, article_id: int, start: int = 0, asked: Inquiry | None = None
) -> None:
    """Show the story from part ``start`` on, with what was asked marked, or say that it is gone."""
    inquiry = asked or Inquiry(Way.QUESTION, "")
    how = HowAsked.FILTER if inquiry.way is Way.SEARCH else HowAsked.QUESTION
    try:
        found = await typing(request, request.archive.story(article_id, inquiry.words, how))
    except ArticleUnknown:
        await request.say(request.texts.article_gone)
        return
    shown = []
    for screen in story(found, request.texts, request.bot.username, start):
        message_id = await request.reply(screen)
        shown.append(
            AnswerMessage(
                *(inquiry, request.place.chat_id, message_id, request.user_id),
                articles=(found.stored.id,),
                whole=True,
            )
        )
    await request.services.questions.keep(shown)


async def _numbered(request: Request, number: int) -> None:
    shown = readable(request.replied)
    if number not in shown:
        newest = await request.archive.latest()
        shown = {at: hit.citation.article_id for at, hit in enumerate(newest.hits, 1)}
    if number in shown:
        await read(request, shown[number])
    else:
        text = request.texts.no_such_number.format(number=number, total=len(shown))
        await request.say(text)


async def _titled(request: Request, words: str) -> None:
    answer = await request.archive.search(words, _LIMIT)
    found = _distinct(answer)
    titled = [one for one in found if _has_all(one.title, words)]
    fitting = titled or found
    if len(fitting) == 1:
        await read(request, fitting[0].article_id)
    elif fitting:
        texts = request.texts
        which = choice(Markup(), texts.which_article, fitting, texts, request.bot.username)
        await request.reply(which)
    else:
        await request.say(request.texts.no_such_title.format(words=shorten(words, _WORDS_UNITS)))


def readable(replied: Message | None) -> dict[int, int]:
    """Return the articles that ``replied`` has buttons for, by the number that stands on each."""
    if replied is None or replied.reply_markup is None:
        return {}
    buttons = [button for row in replied.reply_markup.inline_keyboard for button in row]
    return {
        number: key.article_id
        for button in buttons
        if isinstance(key := key_of(button), ReadArticle)
        and key.part == 0
        and (number := _number_on(button)) is not None
    }


def key_of(button: InlineKeyboardButton) -> Key | None:
    """Return what a button of ours stands for, or None."""
    return decode(button.callback_data) if isinstance(button.callback_data, str) else None


def _number_on(button: InlineKeyboardButton) -> int | None:
    """Return the number at the label's end; 1 for the only story's button, which has none."""
    digits = re.search(r"[0-9]+$", button.text)
    return int(digits[0]) if digits else 1


def _distinct(answer: Answer) -> list[Citation]:
    cited = [hit.citation for hit in answer.hits] or list(answer.nearest)
    return list({one.article_id: one for one in cited}.values())


def _has_all(title: str, words: str) -> bool:
    folded = "".join(title.split()).casefold()
    return all(word.casefold() in folded for word in words.split())

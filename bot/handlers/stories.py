"""Whole stories: /article by number or by words of the headline, and the button 全文."""

import re

from bot.access.answers import tapped_answer
from bot.access.replied import offered_articles
from bot.access.request import Request
from bot.access.stories import show_story
from bot.access.taps import TapKind, on_tap
from bot.messages.headlines import choice
from bot.messages.keys import ReadArticle
from bot.messages.markup import Markup, shorten
from retrieval.model import Answer, Citation

_NUMBER = re.compile(r"第?\s*([0-9]{1,6})\s*[篇条]?")
_LIMIT = 20
_WORDS_UNITS = 100


async def article(request: Request) -> None:
    """Show the story that the words name.

    A number counts in the message that is replied to, if it has stories to read, or else in the
    newest bulletin; words are looked for in headlines first.
    """
    words = request.utterance.words
    if not words:
        await request.say(request.texts.article_what.format(article=request.command("article")))
    elif number := _NUMBER.fullmatch(words):
        await _numbered(request, int(number[1]))
    else:
        await _titled(request, words)


async def read(request: Request, key: ReadArticle) -> None:
    """Show the story of a button, with what its message answers marked."""
    shown = await tapped_answer(request)
    await show_story(request, key.article_id, key.part, shown.inquiry if shown else None)


async def _numbered(request: Request, number: int) -> None:
    offered = offered_articles(request.replied)
    if number not in offered:
        newest = await request.archive.latest()
        offered = {at: hit.citation.article_id for at, hit in enumerate(newest.hits, 1)}
    if number in offered:
        await show_story(request, offered[number])
    else:
        text = request.texts.no_such_number.format(number=number, total=len(offered))
        await request.say(text)


async def _titled(request: Request, words: str) -> None:
    answer = await request.archive.search(words, _LIMIT)
    found = _distinct(answer)
    titled = [one for one in found if _has_all(one.title, words)]
    fitting = titled or found
    if len(fitting) == 1:
        await show_story(request, fitting[0].article_id)
    elif fitting:
        texts = request.texts
        which = choice(Markup(), texts.which_article, fitting, texts, request.bot.username)
        await request.reply(which)
    else:
        await request.say(request.texts.no_such_title.format(words=shorten(words, _WORDS_UNITS)))


def _distinct(answer: Answer) -> list[Citation]:
    cited = [hit.citation for hit in answer.hits] or list(answer.nearest)
    return list({one.article_id: one for one in cited}.values())


def _has_all(title: str, words: str) -> bool:
    folded = "".join(title.split()).casefold()
    return all(word.casefold() in folded for word in words.split())


BUTTONS = (on_tap(ReadArticle, read, TapKind.ASKS),)

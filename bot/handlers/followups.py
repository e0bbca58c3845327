"""Words about what was shown: in private chat the last answer, anywhere the one replied to."""

from bot.access.answers import show
from bot.access.inquiries import page_of
from bot.access.request import Request
from bot.handlers.stories import read
from bot.messages.followups import bylines, dates
from bot.messages.questions import size_of
from bot.messages.screen import Screen
from bot.model import AnswerMessage, Inquiry
from bot.services.followups import (
    ByWhom,
    Followup,
    InFull,
    More,
    OfPerson,
    WhatOf,
    When,
    about,
    followup,
    instead,
)
from retrieval.errors import ArticleUnknown
from retrieval.model import StoredArticle


async def follow(request: Request) -> bool:
    """Answer what refers to what was shown before; say whether it did."""
    asked = followup(request.spoken.words)
    if asked is None:
        return False
    showing = await before(request, answers=isinstance(asked, More | InFull))
    return showing is not None and await _follow(request, asked, showing)


async def before(request: Request, *, answers: bool = False) -> AnswerMessage | None:
    """Return what a message may be about; ``answers`` leaves stories in full out of it."""
    inquiries, place, replied = request.services.questions, request.place, request.replied
    if replied is not None:
        showing = await inquiries.of_message(place.chat_id, replied.message_id)
        return None if showing is None or (answers and showing.whole) else showing
    if place.is_group:
        return None
    return await inquiries.last(place.chat_id, answers=answers)


async def _follow(request: Request, asked: Followup, showing: AnswerMessage) -> bool:
    match asked:
        case More():
            return await _more(request, showing)
        case InFull(number):
            return await _in_full(request, showing, number)
        case ByWhom(number) | When(number):
            return await _told(request, asked, showing, number)
        case OfPerson():
            return await _of_person(request, asked, showing)
        case WhatOf(words):
            people, named = await _people(request, showing), await request.archive.people(words)
            return await _again(request, instead(showing.inquiry, words, people, named))


async def _more(request: Request, showing: AnswerMessage) -> bool:
    now = await page_of(request.archive, showing.inquiry, showing.start)
    if not now.hits:
        return False
    following = showing.start + size_of(now)
    if following < now.total:
        await show(request, showing.inquiry, start=following)
    else:
        await request.say(request.texts.answers.no_more.format(total=now.total))
    return True


async def _in_full(request: Request, showing: AnswerMessage, number: int) -> bool:
    first, last = showing.start + 1, showing.start + len(showing.articles)
    if first <= number <= last:
        await read(request, showing.articles[number - first], asked=showing.inquiry)
    elif showing.articles:
        text = request.texts.answers.which_number.format(first=first, last=last)
        await request.say(text)
    return bool(showing.articles)


async def _told(
    request: Request, asked: ByWhom | When, showing: AnswerMessage, number: int | None
) -> bool:
    """Return who wrote the stories shown or, by their numbers, one of them; or of which day it is."""
    if number is not None:
        at = number - showing.start - 1
        chosen = showing.articles[at : at + 1] if at >= 0 else ()
        if not chosen or showing.whole:
            return False
    else:
        chosen = showing.articles
    stories = [
        one for article_id in dict.fromkeys(chosen) if (one := await _stored(request, article_id))
    ]
    if not stories:
        return False
    say = bylines if isinstance(asked, ByWhom) else dates
    await request.reply(Screen(say(stories, request.texts)))
    return True


async def _stored(request: Request, article_id: int) -> StoredArticle | None:
    try:
        return await request.archive.article(article_id)
    except ArticleUnknown:
        return None


async def _of_person(request: Request, asked: OfPerson, showing: AnswerMessage) -> bool:
    people = await _people(request, showing)
    if len(people) > 1:
        which = request.texts.answers.which_person
        await request.say(which.format(word=asked.word, people="、".join(people)))
        return True
    return await _again(request, about(asked, people))


async def _again(request: Request, inquiry: Inquiry | None) -> bool:
    if inquiry is None:
        return False
    lead = request.texts.answers.followed.format(question=inquiry.words)
    await show(request, inquiry, lead=lead)
    return True


async def _people(request: Request, showing: AnswerMessage) -> tuple[str, ...]:
    """Return whom what was shown is about: those named in the question, or else in headlines."""
    people = await request.archive.people(showing.inquiry.words)
    if people:
        return people
    stories = [await _stored(request, article_id) for article_id in showing.articles]
    titles = "\n".join(one.article.title for one in stories if one is not None)
    return await request.archive.people(titles)

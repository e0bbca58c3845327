"""Words about an answer: the last one in a private chat, the one replied to anywhere."""

from bot.access.answers import answers_so_far, show
from bot.access.inquiries import page_of
from bot.access.request import Request
from bot.access.stories import show_story
from bot.messages.followups import bylines, dates
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
from bot.telegram.patience import is_resumed
from retrieval.errors import ArticleUnknown
from retrieval.model import StoredArticle


async def follow(request: Request) -> bool:
    """Answer what refers to what was shown before; return whether it did.

    What a previous process answered, though it did not come to record that it had, stands.
    """
    asked = followup(request.utterance.words)
    if asked is None:
        return False
    if is_resumed() and await answers_so_far(request):
        return True
    shown = await _before(request, answers=isinstance(asked, More | InFull))
    return shown is not None and await _follow(request, asked, shown)


async def _before(request: Request, *, answers: bool = False) -> AnswerMessage | None:
    """Return what a message may be about, None if nothing; no story in full with ``answers``."""
    inquiries, place, replied = request.services.questions, request.place, request.replied
    if replied is not None:
        shown = await inquiries.of_message(place.chat_id, replied.message_id)
        return None if shown is None or (answers and shown.whole) else shown
    if place.is_group:
        return None
    return await inquiries.last(place.chat_id, answers=answers)


async def _follow(request: Request, asked: Followup, shown: AnswerMessage) -> bool:
    match asked:
        case More():
            return await _more(request, shown)
        case InFull(number):
            return await _in_full(request, shown, number)
        case ByWhom(number) | When(number):
            return await _tell(request, asked, shown, number)
        case OfPerson():
            return await _of_person(request, asked, shown)
        case WhatOf(words):
            people, named = await _people(request, shown), await request.archive.people(words)
            return await _again(request, instead(shown.inquiry, words, people, named))


async def _more(request: Request, shown: AnswerMessage) -> bool:
    now = await page_of(request.archive, shown.inquiry, shown.start)
    if not now.hits:
        return False
    following = shown.start + len(shown.articles)
    if following < now.total:
        await show(request, shown.inquiry, start=following)
    else:
        await request.say(request.texts.answers.no_more.format(total=now.total))
    return True


async def _in_full(request: Request, shown: AnswerMessage, number: int) -> bool:
    first, last = shown.start + 1, shown.start + len(shown.articles)
    if first <= number <= last:
        await show_story(request, shown.articles[number - first], asked=shown.inquiry)
    elif shown.articles:
        text = request.texts.answers.which_number.format(first=first, last=last)
        await request.say(text)
    return bool(shown.articles)


async def _tell(
    request: Request, asked: ByWhom | When, shown: AnswerMessage, number: int | None
) -> bool:
    """Reply who wrote the stories shown, or the one of that number, or of which day they are.

    Return whether there are any.
    """
    if number is not None:
        at = number - shown.start - 1
        chosen = shown.articles[at : at + 1] if at >= 0 else ()
        if not chosen or shown.whole:
            return False
    else:
        chosen = shown.articles
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


async def _of_person(request: Request, asked: OfPerson, shown: AnswerMessage) -> bool:
    people = await _people(request, shown)
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


async def _people(request: Request, shown: AnswerMessage) -> tuple[str, ...]:
    """Return whom what was shown is about: those named in the question, or else in headlines."""
    people = await request.archive.people(shown.inquiry.words)
    if people:
        return people
    stories = [await _stored(request, article_id) for article_id in shown.articles]
    titles = "\n".join(one.article.title for one in stories if one is not None)
    return await request.archive.people(titles)

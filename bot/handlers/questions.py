"""Questions, and the commands that are questions too: /search, /latest, /reporter."""

from dataclasses import replace
from typing import get_args

from bot.access.answers import (
    answers_so_far,
    may_have_asked,
    show,
    show_again,
    tapped_alert,
    tapped_answer,
)
from bot.access.inquiries import QuestionGone, inquiry_of
from bot.access.next_up import show_related
from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.access.taps import TapKind, on_tap
from bot.messages.keys import Asked, ByTitle, TurnTo
from bot.model import Way
from bot.telegram.patience import is_resumed
from retrieval.query import several

MOST = 3
"""Questions of one message that are answered."""


async def ask(request: Request, *, counts: bool = True) -> None:
    """Answer a question, or several one after the other, each in a message that repeats it.

    What was edited has its former answer edited, unless it asks the same. What a previous process
    answered, and did not come to the end of, is not answered again. What ``counts`` is recorded
    for the editors.
    """
    inquiry = await inquiry_of(request.archive, request.utterance)
    parts = several(inquiry.words) if inquiry.way is Way.QUESTION else (inquiry.words,)
    asked = [replace(inquiry, words=part) for part in parts[:MOST]]
    into = None
    if request.edited:
        into = next(iter(await answers_so_far(request)), None)
        if into is not None and replace(into.inquiry, order=inquiry.order) in asked:
            return
    elif is_resumed():
        answered = [one.inquiry for one in await answers_so_far(request)]
        asked = [one for one in asked if one not in answered]
    repeated = request.texts.asked if len(parts) > 1 else ""
    for one in asked:
        await show(request, one, lead=repeated.format(question=one.words), into=into, counts=counts)
        into = None
    if len(parts) > MOST:
        await request.say(request.texts.answers.too_many.format(count=MOST))


async def search(request: Request) -> None:
    """Show what has all the words, and offer alerts of it; without words, explain how to search."""
    if request.utterance.words:
        await ask(request)
    elif not request.edited:
        await request.say(request.texts.search_what.format(search=request.command("search")))


async def reporter(request: Request) -> None:
    """Show a reporter's stories; without words, explain how to name one."""
    if request.utterance.words:
        await ask(request)
    elif not request.edited:
        await request.say(request.texts.reporter_what.format(reporter=request.command("reporter")))


async def ask_tapped(request: Request, key: Asked) -> None:
    """Ask what a button stands for; under an alert, for stories like one of it.

    Raises ArticleUnknown, QuestionGone.
    """
    alert = await tapped_alert(request) if isinstance(key, ByTitle) else None
    if isinstance(key, ByTitle) and alert is not None:
        await show_related(request, key.article_id, alert.inquiry.words)
        return
    await show_again(request, key, await tapped_answer(request))


async def turn(request: Request, key: TurnTo) -> None:
    """Turn to a page, for the one who asked and for admins. Raises QuestionGone, NotAllowed."""
    shown = await tapped_answer(request)
    if shown is None or shown.whole:
        raise QuestionGone
    place, user_id = request.place, request.user_id
    if place.is_group and not may_have_asked(request, shown):
        rights = request.services.rights
        if user_id is None or not await rights.is_admin(request.bot, place.chat_id, user_id):
            raise NotAllowed(request.texts.answers.not_yours)
    inquiry = replace(shown.inquiry, order=key.order)
    await show(request, inquiry, start=key.start, into=shown)


BUTTONS = (
    on_tap(TurnTo, turn, TapKind.TURNS),
    *(on_tap(kind, ask_tapped, TapKind.ASKS) for kind in get_args(Asked)),
)

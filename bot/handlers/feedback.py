"""What people think of answers and texts, and what the bot's admins do about it."""

from bot.access.inquiries import QuestionGone
from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.handlers import start
from bot.messages.feedback import (
    correct_text,
    overview,
    report_text,
    to_correct,
    to_report,
)
from bot.messages.feedback_keys import Correct
from bot.services.feedback import NAME
from retrieval.errors import ArticleUnknown


async def rate(request: Request, *, good: bool) -> str:
    """Keep what who tapped thinks of the answer; return what to say. Raises QuestionGone."""
    place = request.place
    showing = await request.services.questions.of_message(place.chat_id, place.message_id)
    if showing is None or request.user_id is None:
        raise QuestionGone
    await request.services.feedback.vote(showing, request.user_id, good=good)
    return request.texts.feedback.thanks


async def report(request: Request, article_id: int) -> None:
    """Ask what is wrong in a story. Raises ArticleUnknown."""
    stored = await request.archive.article(article_id)
    await request.ask_back(report_text(stored.id, stored.article.title, request.texts))


async def reported(request: Request) -> None:
    """Keep what was replied to `report`."""
    replied = request.replied
    article_id = to_report(replied.text or "") if replied is not None else None
    if article_id is None:
        return
    try:
        await request.services.feedback.report(article_id, request.spoken.words, request.user_id)
    except ArticleUnknown:
        await request.say(request.texts.article_gone)
    else:
        await request.say(request.texts.feedback.reported)


async def feedback(request: Request) -> None:
    """Show an admin what was given."""
    if not is_admin(request):
        await start.unknown(request)
        return
    given = await request.services.feedback.given()
    titles = {}
    for one in given.open:
        try:
            titles[one.article_id] = (await request.archive.article(one.article_id)).article.title
        except ArticleUnknown:
            titles[one.article_id] = ""
    await request.reply(overview(given.votes, given.open, titles, request.texts))


async def export(request: Request) -> None:
    """Send an admin all of it as a file. Raises NotAllowed."""
    _check(request)
    lines = (await request.services.feedback.given()).lines()
    texts = request.texts.feedback
    if lines:
        await request.send_file(NAME, lines, texts.exported)
    else:
        await request.say(texts.nothing)


async def decide(request: Request, key: Correct) -> str | None:
    """Ask an admin for the right words, or settle the error without; return what to say of that.

    Raises NotAllowed.
    """
    _check(request)
    misprint = await request.services.feedback.misprint(key.misprint_id)
    texts = request.texts.feedback
    if misprint is None or misprint.settled:
        return texts.gone
    if not key.wanted:
        await request.services.feedback.settle(misprint.id)
        return texts.dropped
    await request.ask_back(correct_text(misprint, request.texts))
    return None


async def corrected(request: Request) -> None:
    """Let a story say what an admin replied to `decide`."""
    replied, texts = request.replied, request.texts.feedback
    number = to_correct(replied.text or "") if replied is not None else None
    if number is None or not is_admin(request) or request.user_id is None:
        return
    misprint = await request.services.feedback.misprint(number)
    if misprint is None or misprint.settled:
        await request.say(texts.gone)
        return
    try:
        await request.archive.correct(
            misprint.article_id, misprint.printed, request.spoken.words, request.user_id
        )
    except ArticleUnknown:
        await request.say(texts.gone)
        return
    await request.services.feedback.settle(number)
    await request.say(texts.corrected)


def is_admin(request: Request) -> bool:
    """Return whether this is one of the bot's admins, in private chat."""
    return request.user_id in request.services.admins and not request.place.is_group


def _check(request: Request) -> None:
    if not is_admin(request):
        raise NotAllowed(request.texts.button_unknown)

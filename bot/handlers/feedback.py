"""What people think of answers and texts, and what the bot's admins do about it."""

from bot.access.admins import check_bot_admin, is_bot_admin, say_unknown_command
from bot.access.answers import tapped_answer
from bot.access.inquiries import QuestionGone
from bot.access.request import Request
from bot.messages.feedback import (
    overview,
    report_text,
    to_report,
)
from bot.messages.feedback_keys import ExportFeedback, RateAnswer, ReportError
from bot.model import ReportedAt
from bot.services.feedback import NAME
from retrieval.errors import ArticleUnknown


async def rate(request: Request, key: RateAnswer) -> str:
    """Keep what the person thinks of the answer; return thanks. Raises QuestionGone."""
    shown = await tapped_answer(request)
    if shown is None or request.user_id is None:
        raise QuestionGone
    await request.services.feedback.vote(shown, request.user_id, good=key.good)
    return request.texts.feedback.thanks


async def report(request: Request, key: ReportError) -> None:
    """Ask what is wrong in a story. Raises ArticleUnknown."""
    stored = await request.archive.article(key.article_id)
    await request.ask_back(report_text(stored.id, stored.article.title, request.texts))


async def reported(request: Request) -> None:
    """Keep what was replied to `report`."""
    replied = request.replied
    article_id = to_report(replied.text or "") if replied is not None else None
    if article_id is None:
        return
    try:
        await request.services.feedback.report(
            article_id, request.utterance.words, request.user_id, _where(request)
        )
    except ArticleUnknown:
        await request.say(request.texts.article_gone)
    else:
        await request.say(request.texts.feedback.reported)


def _where(request: Request) -> ReportedAt:
    place, user = request.place, request.user
    language = user.language_code if user is not None else None
    return ReportedAt(place.chat_id, place.thread_id, place.message_id, language)


async def feedback(request: Request) -> None:
    """Show an admin the votes and the errors that were reported."""
    if not is_bot_admin(request):
        await say_unknown_command(request)
        return
    given = await request.services.feedback.given()
    ids = {one.article_id for one in given.open}
    titles = {number: await request.services.feedback.title(number) for number in ids}
    await request.reply(overview(given.votes, given.open, titles, request.texts))


async def export(request: Request, _key: ExportFeedback) -> None:
    """Send an admin all feedback as a file. Raises NotAllowed."""
    check_bot_admin(request)
    lines = (await request.services.feedback.given()).lines()
    texts = request.texts.feedback
    if lines:
        await request.send_file(NAME, lines, texts.exported)
    else:
        await request.say(texts.nothing)

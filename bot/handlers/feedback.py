"""What people think of answers and texts, and what the bot's admins do about it."""

from bot.access.admins import check_bot_admin, is_bot_admin, say_unknown_command
from bot.access.answers import tapped_answer
from bot.access.inquiries import QuestionGone
from bot.access.request import Request
from bot.messages.feedback import (
    correct_text,
    overview,
    report_text,
    to_correct,
    to_report,
)
from bot.messages.feedback_keys import Correct, ExportFeedback, RateAnswer, ReportError
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
        await request.services.feedback.report(article_id, request.utterance.words, request.user_id)
    except ArticleUnknown:
        await request.say(request.texts.article_gone)
    else:
        await request.say(request.texts.feedback.reported)


async def feedback(request: Request) -> None:
    """Show an admin the votes and the errors that were reported."""
    if not is_bot_admin(request):
        await say_unknown_command(request)
        return
    given = await request.services.feedback.given()
    titles = {}
    for one in given.open:
        try:
            titles[one.article_id] = (await request.archive.article(one.article_id)).article.title
        except ArticleUnknown:
            titles[one.article_id] = ""
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


async def decide(request: Request, key: Correct) -> str | None:
    """Ask an admin for the right words, or settle the error without them.

    Return what to answer, None where the admin was asked. Raises NotAllowed.
    """
    check_bot_admin(request)
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
    """Correct a story by what an admin replied to `decide`."""
    replied, texts = request.replied, request.texts.feedback
    number = to_correct(replied.text or "") if replied is not None else None
    if number is None or not is_bot_admin(request) or request.user_id is None:
        return
    misprint = await request.services.feedback.misprint(number)
    if misprint is None or misprint.settled:
        await request.say(texts.gone)
        return
    try:
        await request.archive.correct(
            misprint.article_id, misprint.printed, request.utterance.words, request.user_id
        )
    except ArticleUnknown:
        await request.say(texts.gone)
        return
    await request.services.feedback.settle(number)
    await request.say(texts.corrected)

"""What people think of answers and texts, and what the bot's admins do about it."""

from contextlib import suppress

from bot.access.admins import check_bot_admin
from bot.access.answers import tapped_answer
from bot.access.inquiries import QuestionGone
from bot.access.request import NotHeard, Request
from bot.access.taps import on_tap
from bot.messages.feedback import (
    is_of_votes,
    report_text,
    to_report,
    vote_rows,
)
from bot.messages.feedback_keys import ExportFeedback, RateAnswer, ReportError, SayWhy
from bot.model import Complaint, ReportedAt
from bot.services.feedback import NAME
from retrieval.errors import ArticleUnknown


async def rate(request: Request, key: RateAnswer) -> str:
    """Keep what the person thinks of the answer, and mark it; return thanks.

    Of what was of no use, it is asked why. Raises QuestionGone.
    """
    await _vote(request, good=key.good, ask_why=not key.good)
    return request.texts.feedback.thanks if key.good else request.texts.feedback.why


async def say_why(request: Request, key: SayWhy) -> str:
    """Keep why the answer was of no use to the person; return thanks. Raises QuestionGone."""
    await _vote(request, good=False, why=key.complaint)
    return request.texts.feedback.thanks


async def _vote(
    request: Request, *, good: bool, why: Complaint | None = None, ask_why: bool = False
) -> None:
    shown = await tapped_answer(request)
    if shown is None or request.user_id is None:
        raise QuestionGone
    tally = await request.services.feedback.vote(shown, request.user_id, good=good, why=why)
    group = request.place.is_group
    rows = vote_rows(request.texts, tally, group=group, why=why, ask_why=ask_why)
    with suppress(NotHeard):  # the vote is kept, and the tap is answered
        await request.change_rows(rows, instead_of=is_of_votes)


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


async def export(request: Request, _key: ExportFeedback) -> None:
    """Send an admin all feedback as a file. Raises NotAllowed."""
    check_bot_admin(request)
    lines = (await request.services.feedback.given()).lines()
    texts = request.texts.feedback
    if lines:
        await request.send_file(NAME, lines, texts.exported)
    else:
        await request.say(texts.nothing)


BUTTONS = (
    on_tap(RateAnswer, rate),
    on_tap(SayWhy, say_why),
    on_tap(ReportError, report),
    on_tap(ExportFeedback, export),
)

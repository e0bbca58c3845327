"""Issues by date: /issues, a calendar of what there is, and the buttons that open an issue."""

from bot.access.answers import may_have_asked, show, tapped_answer
from bot.access.inquiries import inquiry_of_issue
from bot.access.request import Request
from bot.access.taps import TapKind, on_tap
from bot.messages.issues import calendar_screen, start_of_page
from bot.messages.issues_keys import ShowIssue, ShowMonth
from bot.messages.markup import plain
from bot.messages.remarks import remark_text
from bot.messages.screen import Screen
from bot.model import AnswerMessage, Way
from retrieval.model import Remark, RemarkKind
from retrieval.model.issues import DayNumber


async def calendar(request: Request) -> None:
    """Show the newest month's days that have issues; of the paper that the words name, if any."""
    paper = 0
    if request.utterance.words:
        named = await request.archive.latest(request.utterance.words)
        paper = named.front.issue.key if named.front is not None else 0
    await request.reply(await _calendar(request, ShowMonth(0, paper)))


async def turn_month(request: Request, key: ShowMonth) -> None:
    """Show another month, in the calendar's own message; in a new one under anything else."""
    shown = await tapped_answer(request)
    screen = await _calendar(request, key)
    if shown is not None or not await request.change(screen, request.place.message_id):
        await request.reply(screen)


async def open_issue(request: Request, key: ShowIssue) -> None:
    """Show an issue from a page on, in the message of the issue that it was opened from, if any.

    In a group only who asked turns that message; others get one of their own.
    """
    shown = await tapped_answer(request)
    answer = await request.archive.issue(DayNumber(key.day), key.paper)
    start = 0 if answer.front is None else start_of_page(answer.front, key.page, key.skip)
    inquiry = inquiry_of_issue(key.day, key.paper)
    await show(request, inquiry, start=start, into=shown if _is_own(request, shown) else None)


def _is_own(request: Request, shown: AnswerMessage | None) -> bool:
    """Return whether a message shows an issue, and is to be turned by who asks."""
    if shown is None or shown.whole or shown.inquiry.way is not Way.LATEST:
        return False
    if request.asked_in is not None:  # the answer goes to another chat than the message is in
        return False
    return not request.place.is_group or may_have_asked(request, shown)


async def _calendar(request: Request, key: ShowMonth) -> Screen:
    issues = await request.archive.issues()
    if issues:
        return calendar_screen(issues, key.month, key.paper, request.texts)
    empty = request.archive.size is None or not request.archive.size.articles
    kind = RemarkKind.EMPTY_ARCHIVE if empty else RemarkKind.NO_ISSUES
    return Screen(plain(remark_text(Remark(kind), request.texts)))


BUTTONS = (
    on_tap(ShowIssue, open_issue, TapKind.ASKS),
    on_tap(ShowMonth, turn_month, TapKind.TURNS),
)

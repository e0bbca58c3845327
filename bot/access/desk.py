"""The editor's desk in a message of its own: what a list shows, and where its message stands.

What is done under a list shows it again as it is then; what is opened from one keeps the way back.
"""

from collections.abc import Awaitable, Callable, Mapping

from telegram import InlineKeyboardButton, Message

from bot.access.request import Request
from bot.access.uploads import shown_first
from bot.messages.corrections import proposal_screen
from bot.messages.desk import (
    corrections_screen,
    desk_screen,
    doubts_screen,
    drafts_screen,
    notices_screen,
    on_desk,
    opened,
    page_screen,
    pages_screen,
    set_aside_screen,
)
from bot.messages.desk_keys import DeskSubject, OpenOnDesk, ShowDesk
from bot.messages.desk_questions import (
    days_of,
    figures_screen,
    question_screen,
    unanswered_screen,
)
from bot.messages.feedback import SHOWN, overview
from bot.messages.keys import decode
from bot.messages.notices import Troubles, status_screen, unreadable_screen
from bot.messages.screen import Screen
from bot.services.corrections import ProposalGone
from bot.services.desk import PageGone
from bot.services.uploads.drafts import UploadGone
from retrieval.errors import ArchiveUnavailable
from retrieval.model import Band


async def desk_list(request: Request, key: ShowDesk) -> Screen:
    """Return what the desk shows of a subject. Raises ArchiveUnavailable but for the status."""
    return await _LISTS[key.subject](request, key)


async def opened_on_desk(request: Request, key: OpenOnDesk) -> Screen | None:
    """Return what was opened from a list, with the way back; None where it is gone."""
    texts, desk = request.texts, request.services.desk
    try:
        match key.subject:
            case DeskSubject.DRAFTS:
                upload = await request.services.drafts.get(key.number, request.user_id or 0)
                screen = await shown_first(request, upload)
            case DeskSubject.DOUBTS | DeskSubject.PAGES:
                found = await desk.page(key.number)
                screen = page_screen(found.page, found.stories, found.former, texts)
            case DeskSubject.CORRECTIONS:
                proposal = await request.services.corrections.get(key.number)
                title = await request.services.feedback.title(proposal.article_id)
                screen = proposal_screen(proposal, title, texts)
            case DeskSubject.UNANSWERED:
                days = days_of(key.week, request.services.asked.weeks())
                groups = await request.services.asked.unanswered(days)
                if not 0 < key.number <= len(groups):
                    return None
                screen = question_screen(groups[key.number - 1], texts)
            case _:
                return None
    except (UploadGone, PageGone, ProposalGone):
        return None
    return opened(screen, ShowDesk(key.subject, key.page, key.week), texts)


async def show_list_again(request: Request) -> bool:
    """Show the list anew that the tapped message is, or was opened from; return whether it is one.

    Raises NotHeard, CallFailed, ArchiveUnavailable.
    """
    key = _stands_at(request)
    if key is not None:
        await request.change(await desk_list(request, key))
    return key is not None


def with_way_back(request: Request, screen: Screen) -> Screen:
    """Return what the tapped message is to show, with its way back to the desk if it has one."""
    key = _stands_at(request)
    is_opened = key is not None and len(_last_row(request)) == 1
    return opened(screen, key, request.texts) if key is not None and is_opened else screen


def _stands_at(request: Request) -> ShowDesk | None:
    """Return the list that the tapped message shows, or leads back to; None for any other."""
    row = _last_row(request)
    data = row[0].callback_data if row else None
    key = decode(data) if isinstance(data, str) else None
    return key if isinstance(key, ShowDesk) else None


def _last_row(request: Request) -> tuple[InlineKeyboardButton, ...]:
    markup = request.message.reply_markup if isinstance(request.message, Message) else None
    return markup.inline_keyboard[-1] if markup is not None else ()


async def _all(request: Request, _key: ShowDesk) -> Screen:
    asked = request.services.asked
    questions = await asked.questions(asked.weeks()[0])
    counts = await request.services.desk.counts(request.user_id or 0)
    unanswered = questions[Band.NOTHING] + questions[Band.NEAREST]
    return desk_screen(counts, unanswered, request.texts)


async def _drafts(request: Request, key: ShowDesk) -> Screen:
    admin, desk = request.user_id or 0, request.services.desk
    others = (await desk.counts(admin)).others
    return drafts_screen(await desk.drafts(admin, key.page), others, request.texts)


async def _doubts(request: Request, key: ShowDesk) -> Screen:
    found = await request.services.desk.pages(key.page, doubted=True)
    return doubts_screen(found, request.texts)


async def _pages(request: Request, key: ShowDesk) -> Screen:
    return pages_screen(await request.services.desk.pages(key.page), request.texts)


async def _errors(request: Request, key: ShowDesk) -> Screen:
    feedback = request.services.feedback
    given = await feedback.given()
    pages = max(1, -(-len(given.open) // SHOWN))
    page = min(key.page, pages - 1)
    shown = given.open[page * SHOWN :][:SHOWN]
    titles = {one.article_id: await feedback.title(one.article_id) for one in shown}
    screen = overview(given.votes, given.open, titles, request.texts, page)
    return on_desk(screen, ShowDesk(key.subject, page), request.texts, pages)


async def _corrections(request: Request, key: ShowDesk) -> Screen:
    return corrections_screen(await request.services.desk.corrections(key.page), request.texts)


async def _set_aside(request: Request, key: ShowDesk) -> Screen:
    desk = request.services.desk
    return set_aside_screen(await desk.alerts(), await desk.files(), key.page, request.texts)


async def _unanswered(request: Request, key: ShowDesk) -> Screen:
    asked = request.services.asked
    weeks = asked.weeks()
    days = days_of(key.week, weeks)
    groups = await asked.unanswered(days)
    return unanswered_screen(groups, days, weeks, key.page, request.texts)


async def _figures(request: Request, key: ShowDesk) -> Screen:
    asked = request.services.asked
    weeks = asked.weeks()
    return figures_screen(await asked.figures(days_of(key.week, weeks)), weeks, request.texts)


async def _notices(request: Request, key: ShowDesk) -> Screen:
    return notices_screen(await request.services.desk.notices(key.page), request.texts)


async def _status(request: Request, key: ShowDesk) -> Screen:
    """Return the state of archive, subscriptions and outbox, or why the archive can't be read."""
    notices, texts = request.services.notices, request.texts
    try:
        found, now = await notices.status()
        held = await request.archive.held_pages()
        troubles = Troubles(
            notices.disk_is_full(),
            notices.troubles(),
            await notices.not_sent(),
            await notices.set_aside(),
        )
        screen = status_screen(found, held, troubles, now, texts)
    except ArchiveUnavailable as error:
        troubles = Troubles(notices.disk_is_full(), notices.troubles())
        screen = unreadable_screen(error.reason or str(error), troubles, texts)
    return on_desk(screen, key, texts)


_LISTS: Mapping[DeskSubject, Callable[[Request, ShowDesk], Awaitable[Screen]]] = {
    DeskSubject.ALL: _all,
    DeskSubject.DRAFTS: _drafts,
    DeskSubject.DOUBTS: _doubts,
    DeskSubject.ERRORS: _errors,
    DeskSubject.PAGES: _pages,
    DeskSubject.CORRECTIONS: _corrections,
    DeskSubject.SET_ASIDE: _set_aside,
    DeskSubject.UNANSWERED: _unanswered,
    DeskSubject.FIGURES: _figures,
    DeskSubject.NOTICES: _notices,
    DeskSubject.STATUS: _status,
}

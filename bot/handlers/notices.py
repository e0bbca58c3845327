"""/status and /broadcast, for the bot's admins in private: its state, and notices to everybody.

Pages that are held back are released under the status, and under the report of the inbox; alerts
that failed are tried again there.
"""

from bot.access.admins import check_bot_admin
from bot.access.request import Request
from bot.access.taps import on_tap
from bot.messages.keys import Broadcast, Release, RetryAlerts
from bot.messages.markup import plain, shorten
from bot.messages.notices import LONGEST, Troubles, notice_screen, status_screen, unreadable_screen
from bot.messages.screen import Screen
from retrieval.errors import ArchiveUnavailable


async def status(request: Request) -> None:
    """Show the state of archive, subscriptions and outbox, or why the archive can't be read."""
    try:
        await _show_status(request)
    except ArchiveUnavailable as error:
        notices = request.services.notices
        troubles = Troubles(notices.disk_is_full(), notices.troubles())
        await request.reply(unreadable_screen(error.reason or str(error), troubles, request.texts))


async def _show_status(request: Request) -> None:
    found, now = await request.services.notices.status()
    held = await request.archive.held_pages()
    set_aside = await request.services.notices.set_aside()
    troubles = Troubles(
        request.services.notices.disk_is_full(),
        request.services.notices.troubles(),
        await request.services.notices.not_sent(),
        set_aside,
    )
    await request.reply(status_screen(found, held, troubles, now, request.texts))


async def broadcast(request: Request) -> None:
    """Show what would be sent to everybody, to be confirmed."""
    texts = request.texts.alerts
    if not request.utterance.words:
        await request.say(texts.broadcast_what)
    elif request.user_id is not None:
        text = shorten(request.utterance.words, LONGEST)
        number, count = await request.services.notices.write(text, request.user_id)
        await request.reply(notice_screen(number, text, count, texts))


async def confirm(request: Request, key: Broadcast) -> None:
    """Send a notice or drop it, and say so in the message. Raises NotAllowed."""
    check_bot_admin(request)
    texts, notices = request.texts.alerts, request.services.notices
    if key.wanted:
        count = await notices.send(key.notice_id)
        text = texts.broadcast_sent.format(count=count)
    else:
        await notices.drop(key.notice_id)
        text = texts.broadcast_cancelled
    await request.change(Screen(plain(text)))


async def release(request: Request, key: Release) -> str:
    """Release a page that is held back, and take its button away. Raises NotAllowed."""
    check_bot_admin(request)
    words = request.texts.doubts
    released = await request.archive.release_page(key.page_id)
    await request.drop_button(key)
    return words.released if released else words.not_held


async def retry(request: Request, key: RetryAlerts) -> str:
    """Try again the alerts in quarantine, and take the button away. Raises NotAllowed."""
    check_bot_admin(request)
    words = request.texts.faults
    count = await request.services.notices.retry()
    await request.drop_button(key)
    return words.retried.format(count=count) if count else words.nothing_to_retry


BUTTONS = (
    on_tap(Broadcast, confirm),
    on_tap(Release, release),
    on_tap(RetryAlerts, retry),
)

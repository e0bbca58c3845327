"""Notices to everybody, of the bot's admins in private; and what they settle by a tap.

Pages that are held back are released on the desk, and under the report of the inbox; alerts that
failed are tried again on the desk.
"""

from bot.access.admins import check_bot_admin
from bot.access.desk import desk_list, show_list_again
from bot.access.request import Request
from bot.access.taps import on_tap
from bot.messages.desk_keys import DeskSubject, ShowDesk
from bot.messages.keys import Broadcast, Release, RetryAlerts
from bot.messages.markup import plain, shorten
from bot.messages.notices import LONGEST, notice_screen
from bot.messages.screen import Screen


async def broadcast(request: Request) -> None:
    """Show what would be sent to everybody, to be confirmed; without words, all notices."""
    texts = request.texts.alerts
    if not request.utterance.words:
        await request.reply(await desk_list(request, ShowDesk(DeskSubject.NOTICES)))
    elif request.user_id is not None:
        text = shorten(request.utterance.words, LONGEST)
        number, count = await request.services.notices.write(text, request.user_id)
        await request.reply(notice_screen(number, text, count, texts))


async def confirm(request: Request, key: Broadcast) -> str | None:
    """Send a notice or drop it, and say so in the message; on the desk, to the tap.

    Raises NotAllowed.
    """
    check_bot_admin(request)
    texts, notices = request.texts.alerts, request.services.notices
    if key.wanted:
        count = await notices.send(key.notice_id)
        text = texts.broadcast_sent.format(count=count)
    else:
        await notices.drop(key.notice_id)
        text = texts.broadcast_cancelled
    if await show_list_again(request):
        return text
    await request.change(Screen(plain(text)))
    return None


async def release(request: Request, key: Release) -> str:
    """Release a page that is held back, and take its button away. Raises NotAllowed."""
    check_bot_admin(request)
    words = request.texts.doubts
    released = await request.services.desk.release(key.page_id)
    if not await show_list_again(request):
        await request.drop_button(key)
    return words.released if released else words.not_held


async def retry(request: Request, key: RetryAlerts) -> str:
    """Try again the alerts in quarantine, and take the button away. Raises NotAllowed."""
    check_bot_admin(request)
    words = request.texts.faults
    count = await request.services.notices.retry()
    if not await show_list_again(request):
        await request.drop_button(key)
    return words.retried.format(count=count) if count else words.nothing_to_retry


BUTTONS = (
    on_tap(Broadcast, confirm),
    on_tap(Release, release),
    on_tap(RetryAlerts, retry),
)

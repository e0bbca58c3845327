"""/status and /broadcast, for the bot's admins in private: its state, and notices to everybody.

Pages that are held back are released under the status, and under the report of the inbox.
"""

from bot.access.admins import check_bot_admin, is_bot_admin, say_unknown_command
from bot.access.request import Request
from bot.messages.keys import Broadcast, Release
from bot.messages.markup import plain, shorten
from bot.messages.notices import LONGEST, notice_screen, status_screen
from bot.messages.screen import Screen


async def status(request: Request) -> None:
    """Show the state of archive, subscriptions and outbox."""
    if not is_bot_admin(request):
        await say_unknown_command(request)
        return
    found, now = await request.services.notices.status()
    held = await request.archive.held_pages()
    set_aside = await request.services.notices.set_aside()
    full = request.services.notices.disk_is_full()
    screen = status_screen(found, held, set_aside, now, request.texts, disk_is_full=full)
    await request.reply(screen)


async def broadcast(request: Request) -> None:
    """Show what would be sent to everybody, to be confirmed."""
    texts = request.texts.alerts
    if not is_bot_admin(request) or request.user_id is None:
        await say_unknown_command(request)
    elif not request.utterance.words:
        await request.say(texts.broadcast_what)
    else:
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

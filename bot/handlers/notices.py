"""/status and /broadcast, for the bot's admins in private: its state, and notices to everybody."""

from bot.access.admins import check_bot_admin, is_bot_admin, say_unknown_command
from bot.access.request import Request
from bot.messages.catalogue import Texts
from bot.messages.keys import Broadcast
from bot.messages.markup import MAX_UNITS, joined, plain, shorten
from bot.messages.screen import Screen, button
from bot.model import State
from bot.store.status import Status

_LEAD_UNITS = 100


async def status(request: Request) -> None:
    """Show the state of archive, subscriptions and outbox."""
    if not is_bot_admin(request):
        await say_unknown_command(request)
        return
    found, now = await request.services.notices.status()
    await request.say(_status_text(found, now, request.texts))


async def broadcast(request: Request) -> None:
    """Show what would be sent to everybody, to be confirmed."""
    texts = request.texts.alerts
    if not is_bot_admin(request) or request.user_id is None:
        await say_unknown_command(request)
    elif not request.utterance.words:
        await request.say(texts.broadcast_what)
    else:
        text = shorten(request.utterance.words, MAX_UNITS - _LEAD_UNITS)
        number, count = await request.services.notices.write(text, request.user_id)
        lead = texts.broadcast_preview.format(count=count)
        row = (
            button(texts.broadcast_send, Broadcast(number, wanted=True)),
            button(texts.broadcast_cancel, Broadcast(number, wanted=False)),
        )
        await request.reply(Screen(joined([plain(lead), plain(text)], "\n\n"), (row,)))


async def confirm(request: Request, key: Broadcast) -> None:
    """Send a notice or drop it, and say so in the message. Raises NotAllowed."""
    check_bot_admin(request)
    texts, notices = request.texts.alerts, request.services.notices
    if key.wanted:
        count = await notices.send(key.notice_id)
        said = texts.broadcast_sent.format(count=count)
    else:
        await notices.drop(key.notice_id)
        said = texts.broadcast_cancelled
    await request.change(Screen(plain(said)))


def _status_text(status: Status, now: int, texts: Texts) -> str:
    """Return one plain text: counts, the outbox, how long the oldest alert waits."""
    outbox, words = status.outbox, texts.alerts
    oldest = words.nothing_pending
    if outbox.oldest_pending is not None:
        oldest = words.pending_since.format(minutes=(now - outbox.oldest_pending) // 60)
    return words.status.format(
        bulletins=status.pages,
        articles=status.articles,
        subscriptions=status.subscriptions,
        paused=status.paused,
        pending=outbox.states[State.PENDING],
        sending=outbox.states[State.SENDING],
        sent=outbox.states[State.SENT],
        failed=outbox.states[State.FAILED],
        oldest=oldest,
        failed_lately=outbox.failed_since,
    )

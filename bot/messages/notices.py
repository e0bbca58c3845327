"""What the bot's admins see: its state, and a notice to be confirmed."""

from collections.abc import Sequence

from bot.messages.alerts_texts import AlertTexts
from bot.messages.catalogue import Texts
from bot.messages.doubts import release_rows, waiting_text
from bot.messages.keys import Broadcast
from bot.messages.markup import MAX_UNITS, joined, plain
from bot.messages.screen import Screen, button
from bot.model import State
from bot.store.status import Status
from retrieval.model.pages import HeldPage

_LEAD_UNITS = 100
LONGEST = MAX_UNITS - _LEAD_UNITS
"""Units of a notice, which is shown below a line to be confirmed."""


def notice_screen(number: int, text: str, count: int, texts: AlertTexts) -> Screen:
    """Return a notice that would go to ``count`` chats, with buttons to send or drop it."""
    lead = texts.broadcast_preview.format(count=count)
    row = (
        button(texts.broadcast_send, Broadcast(number, wanted=True)),
        button(texts.broadcast_cancel, Broadcast(number, wanted=False)),
    )
    return Screen(joined([plain(lead), plain(text)], "\n\n"), (row,))


def status_screen(status: Status, held: Sequence[HeldPage], now: int, texts: Texts) -> Screen:
    """Return the status, with the pages that wait to be released and a button for each."""
    parts = [plain(status_text(status, now, texts)), plain(waiting_text(held, texts))]
    buttons = release_rows(((one.page_id, one.file) for one in held), texts.doubts)
    return Screen(joined(parts, "\n\n"), buttons)


def status_text(status: Status, now: int, texts: Texts) -> str:
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

"""What the bot's admins see: its state, and a notice to be confirmed."""

from collections.abc import Sequence

from bot.messages.alerts_texts import AlertTexts
from bot.messages.catalogue import Texts
from bot.messages.doubts import release_rows, waiting_text
from bot.messages.keys import Broadcast
from bot.messages.markup import MAX_UNITS, joined, plain
from bot.messages.rejected_pages import set_aside_text
from bot.messages.screen import Screen, button
from bot.model import State
from bot.model.inbox import NotRead
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


def status_screen(  # noqa: PLR0913 (what an admin is told)
    status: Status,
    held: Sequence[HeldPage],
    set_aside: Sequence[NotRead],
    now: int,
    texts: Texts,
    *,
    disk_is_full: bool = False,
) -> Screen:
    """Return the status, what the inbox set aside, and pages to release with their buttons.

    A full disk is said first.
    """
    parts = [
        *([plain(texts.alerts.disk_full)] if disk_is_full else []),
        plain(status_text(status, now, texts)),
        plain(set_aside_text(set_aside, texts)),
        plain(waiting_text(held, texts)),
    ]
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

"""What the bot's admins see: its state, and a notice to be confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.alerts_texts import AlertTexts
from bot.messages.catalogue import Texts
from bot.messages.doubts import release_rows, waiting_text
from bot.messages.keys import Broadcast
from bot.messages.markup import MAX_UNITS, Markup, joined, plain
from bot.messages.not_sent import not_sent_text, retry_rows, troubles_text
from bot.messages.rejected_pages import set_aside_text
from bot.messages.screen import Screen, button
from bot.model import NotSentList, State
from bot.model.inbox import NotRead
from bot.runtime.loops import Trouble
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


@dataclass(frozen=True, slots=True)
class Troubles:
    """What is wrong: the disk, the loops, alerts and files of the inbox that are set aside."""

    disk_is_full: bool = False
    loops: Sequence[Trouble] = ()
    alerts: NotSentList = NotSentList(0, 0, ())  # noqa: RUF009 (it is frozen)
    files: Sequence[NotRead] = ()


def status_screen(
    status: Status, held: Sequence[HeldPage], troubles: Troubles, now: int, texts: Texts
) -> Screen:
    """Return the status, what is set aside, and pages to release with their buttons.

    A full disk and loops that fail are said first.
    """
    parts = [
        *_first(troubles, texts),
        plain(status_text(status, now, texts)),
        plain(not_sent_text(troubles.alerts, texts)),
        plain(set_aside_text(troubles.files, texts)),
        plain(waiting_text(held, texts)),
    ]
    releases = release_rows(((one.page_id, one.file) for one in held), texts.doubts)
    rows = (*retry_rows(troubles.alerts, texts), *releases)
    return Screen(joined(parts, "\n\n"), rows)


def unreadable_screen(reason: str, troubles: Troubles, texts: Texts) -> Screen:
    """Return what is known where the archive can't be read, for this ``reason``."""
    return Screen(joined([*_first(troubles, texts), plain(reason)], "\n\n"))


def _first(troubles: Troubles, texts: Texts) -> list[Markup]:
    full = [plain(texts.alerts.disk_full)] if troubles.disk_is_full else []
    return [*full, plain(troubles_text(troubles.loops, texts))]


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

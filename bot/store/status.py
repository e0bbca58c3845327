"""The archive and the outbox at a glance."""

from dataclasses import dataclass

from bot.store.outbox import Tally, tally
from retrieval.store.database import View


@dataclass(frozen=True, slots=True)
class Status:
    """How much there is: pages, articles, subscriptions (those paused too), and the outbox."""

    pages: int
    articles: int
    subscriptions: int
    paused: int
    outbox: Tally


async def status(view: View, since: int) -> Status:
    """Count what there is; failures are those after ``since``."""
    [(pages, articles, subscriptions, paused)] = await view.execute_fetchall(
        "SELECT (SELECT count(*) FROM page), (SELECT count(*) FROM article),"
        " (SELECT count(*) FROM subscription),"
        " (SELECT count(*) FROM subscription WHERE paused)"
    )
    return Status(pages, articles, subscriptions, paused, await tally(view, since))

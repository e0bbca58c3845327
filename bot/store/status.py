"""Counts of the archive and the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import State
from retrieval.store import View


@dataclass(frozen=True, slots=True)
class Tally:
    """The outbox: deliveries by state, the time of the oldest pending one, recent failures."""

    states: Mapping[State, int]
    oldest_pending: int | None
    failed_since: int


@dataclass(frozen=True, slots=True)
class Status:
    """How many pages, articles and subscriptions there are (and paused ones), and the outbox."""

    pages: int
    articles: int
    subscriptions: int
    paused: int
    outbox: Tally


async def tally(view: View, since: int) -> Tally:
    """Return the counts of the outbox; failures are those after ``since``."""
    rows = await view.fetch_all("SELECT state, count(*) FROM delivery GROUP BY state")
    states = dict.fromkeys(State, 0) | {State(state): int(count) for state, count in rows}
    [(oldest,)] = await view.fetch_all("SELECT min(made_at) FROM delivery WHERE state = 'pending'")
    [(failed,)] = await view.fetch_all(
        "SELECT count(*) FROM delivery WHERE state = 'failed' AND changed_at > ?", (since,)
    )
    return Tally(states, None if oldest is None else int(oldest), int(failed))


async def status(view: View, since: int) -> Status:
    """Return all counts; failures are those after ``since``."""
    [(pages, articles, subscriptions, paused)] = await view.fetch_all(
        "SELECT (SELECT count(*) FROM page), (SELECT count(*) FROM article),"
        " (SELECT count(*) FROM subscription),"
        " (SELECT count(*) FROM subscription WHERE paused)"
    )
    return Status(pages, articles, subscriptions, paused, await tally(view, since))

"""Subscriptions: saved searches of a chat or a topic.

Who may change them is decided in `bot.access`; the limits of a chat are checked here.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.model import Subscription, Target
from bot.services.subscription_query import LONGEST, filter_of, folded, looks_for_nothing
from bot.store.subscriptions import (
    change_query,
    count_of,
    delete_subscriptions,
    insert_subscription,
    pause,
    subscription_like,
    subscription_of,
    subscriptions_of,
)
from retrieval.answer import Recent
from retrieval.archive import Archive
from retrieval.store import Database, Transaction


@dataclass(frozen=True, slots=True)
class Made:
    """The subscription is there now."""

    subscription: Subscription


@dataclass(frozen=True, slots=True)
class Already:
    """The target had it before; ``resumed`` if it was paused, and goes on now."""

    subscription: Subscription
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class Full:
    """The chat has as many subscriptions as it may."""

    limit: int


@dataclass(frozen=True, slots=True)
class TooLong:
    """A query of more characters than are read."""

    longest: int = LONGEST


@dataclass(frozen=True, slots=True)
class NothingWanted:
    """A query that no story can pass: no words, or only such as must not stand."""


Refusal: TypeAlias = Full | TooLong | NothingWanted
Outcome: TypeAlias = Made | Already | Refusal


class Subscriptions:
    """The use cases, for the subscriptions that ``database`` keeps and the stories of ``archive``.

    A chat may have up to ``limit``. Chats have to be seen before they subscribe. All raise
    ArchiveUnavailable.
    """

    def __init__(
        self, database: Database, archive: Archive, limit: int, clock: Callable[[], float]
    ) -> None:
        self.limit = limit
        self._database = database
        self._archive = archive
        self._clock = clock

    async def subscribe(self, target: Target, query: str, made_by: int | None) -> Outcome:
        """Save a search for a target; one that it has, and is paused, goes on."""
        async with self._database.transaction() as transaction:
            return await self._insert(transaction, target, query, made_by)

    async def subscribe_all(
        self, wanted: Sequence[tuple[Target, str, bool]], made_by: int | None
    ) -> list[Outcome]:
        """Save searches, paused where it says so, and give what came of each; all at once.

        Those that a target has stay as they are.
        """
        outcomes: list[Outcome] = []
        async with self._database.transaction() as transaction:
            for target, query, paused in wanted:
                outcome = await self._insert(transaction, target, query, made_by, resuming=False)
                if isinstance(outcome, Made) and paused:
                    await pause(transaction, [outcome.subscription.id], paused=True)
                outcomes.append(outcome)
        return outcomes

    async def reword(self, subscription: Subscription, query: str) -> Outcome:
        """Change the query of a subscription; return Already if the target has that query."""
        query = _one_line(query)
        if refusal := _refused(query):
            return refusal
        said = folded(query)
        async with self._database.transaction() as transaction:
            changed = await change_query(transaction, subscription.id, query, said)
            now = await (
                subscription_of(transaction, subscription.id)
                if changed
                else subscription_like(transaction, subscription.target, said)
            )
        if now is None:  # it was deleted meanwhile
            return await self.subscribe(subscription.target, query, subscription.made_by)
        return Made(now) if changed else Already(now)

    async def get(self, number: int) -> Subscription | None:
        """Return a subscription by its id."""
        async with self._database.reading() as view:
            return await subscription_of(view, number)

    async def of_chat(self, chat_id: int) -> list[Subscription]:
        """Return a chat's subscriptions, of all its topics, in the order they were made."""
        async with self._database.reading() as view:
            return await subscriptions_of(view, chat_id)

    async def named(self, chat_id: int, words: str) -> list[Subscription]:
        """Return the subscriptions of a chat that words mean.

        Those that say the same; or else the one of that number in the chat's list, from 1; or else
        those that hold the words as they are written.
        """
        listed = await self.of_chat(chat_id)
        said = folded(words)
        same = [one for one in listed if folded(one.query) == said]
        if same:
            return same
        if words.isdecimal():
            at = int(words) - 1
            return listed[at : at + 1] if at >= 0 else []
        return [one for one in listed if words.casefold() in one.query.casefold()]

    async def pause(self, number: int, *, paused: bool) -> None:
        """Pause a subscription, or let it go on."""
        async with self._database.transaction() as transaction:
            await pause(transaction, [number], paused=paused)

    async def stop(self, chat_id: int) -> tuple[Subscription, ...]:
        """Pause all of a chat's subscriptions; return those that were not paused."""
        async with self._database.transaction() as transaction:
            every = await subscriptions_of(transaction, chat_id)
            going = tuple(one for one in every if not one.paused)
            await pause(transaction, [one.id for one in going], paused=True)
        return going

    async def resume(self, chat_id: int, kept: Collection[int] = ()) -> tuple[Subscription, ...]:
        """Resume a chat's subscriptions, but for those ``kept`` paused; return which go on."""
        async with self._database.transaction() as transaction:
            every = await subscriptions_of(transaction, chat_id)
            resting = tuple(one for one in every if one.paused and one.id not in kept)
            await pause(transaction, [one.id for one in resting], paused=False)
        return resting

    async def delete(self, number: int) -> None:
        """Delete a subscription, and what waits in the outbox on its account alone."""
        async with self._database.transaction() as transaction:
            await delete_subscriptions(transaction, [number])

    async def preview(self, query: str) -> Recent:
        """Return what a query would have sent of the last 30 days."""
        return await self._archive.recent(filter_of(query))

    async def _insert(
        self,
        transaction: Transaction,
        target: Target,
        query: str,
        made_by: int | None,
        *,
        resuming: bool = True,
    ) -> Outcome:
        query = _one_line(query)
        if refusal := _refused(query):
            return refusal
        said = folded(query)
        before = await subscription_like(transaction, target, said)
        if before is not None and not (resuming and before.paused):
            return Already(before)
        if before is None and await count_of(transaction, target.chat_id) >= self.limit:
            return Full(self.limit)
        await insert_subscription(
            transaction, target, query, said, made_by=made_by, now=int(self._clock())
        )
        now = await subscription_like(transaction, target, said)
        assert now is not None  # noqa: S101 (the transaction has just put it there)
        return Made(now) if before is None else Already(now, resumed=True)


def _one_line(query: str) -> str:
    return " ".join(query.split())


def _refused(query: str) -> Refusal | None:
    if len(query) > LONGEST:
        return TooLong()
    return NothingWanted() if looks_for_nothing(query) else None

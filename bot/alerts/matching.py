"""Matches changed stories with all subscriptions, and writes deliveries.

All of it happens in the transaction that changes the stories, so that a story and its alerts are
stored together or not at all.

- A story that is **new**, or that a correction made match, is put into the outbox for every target
  with a subscription that it matches: once, whatever number of them.
- One that is printed again, on another page or in another paper, is not news, and no correction.
- A correction, by a new version of the page that it is read from, takes pending alerts back where
  nothing matches any more, and lets those that were sent be edited. So does a story that goes.
- What is held back is told to nobody. When it is released it is news, whatever its day.
- Old stories are not news: those of bulletins dated more than so many days from today; and undated
  ones that come with the first load of the archive, if they tell no day about now.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.model import Target
from bot.services.schedule import due
from bot.services.subscription_query import filter_of
from bot.store.chats import chat_of
from bot.store.messages import mark_stale
from bot.store.milestones import is_loaded
from bot.store.outbox import Alert, drop_unmatched, holds_anything, put_alerts
from bot.store.subscriptions import Match, Stored, any_subscription, matches, stored_since
from retrieval.archive import ArchiveChanges, ArticleChange, is_about_now
from retrieval.model import PrintedDate, StoredArticle
from retrieval.names import Gazetteer
from retrieval.percolate import Percolator
from retrieval.store import Transaction, View


class Matching:
    """A `TransactionHook` that writes alerts; it keeps all subscriptions in memory."""

    def __init__(self, clock: Callable[[], int], timezone: ZoneInfo, max_age: timedelta) -> None:
        self._clock = clock
        self._timezone = timezone
        self._max_age = max_age
        self._percolator = Percolator.of(())
        self._everything: set[int] = set()
        self._revision = 0

    async def wants_changes(self, view: View) -> bool:
        """Return whether there is a subscription, or an alert that a correction could touch."""
        return await any_subscription(view) or await holds_anything(view)

    async def on_changes(self, transaction: Transaction, changes: ArchiveChanges) -> None:
        """Put what matches into the outbox; withdraw or mark for edit what a correction touches."""
        await self._learn(transaction)
        now = self._clock()
        loaded = await is_loaded(transaction)
        today = datetime.fromtimestamp(now, self._timezone).date()
        found = await asyncio.to_thread(self._matching, changes, today)
        stored = await matches(transaction, set().union(*(numbers for numbers, _ in found)))
        by_id = {match.id: match for match in stored}
        due_at: dict[int, int] = {}
        alerts = []
        for story, (numbers, before) in zip(changes.stories, found, strict=True):
            wanted = _by_target(by_id[number] for number in numbers if number in by_id)
            if story.before is not None:
                still = () if _is_held(story.stored) else wanted
                await drop_unmatched(transaction, story.stored.id, still)
            if not self._is_news(story, today, loaded=loaded):
                continue
            for target, matched in wanted.items():
                if any(match.id not in before for match in matched):
                    if target.chat_id not in due_at:
                        chat = await chat_of(transaction, target.chat_id)
                        due_at[target.chat_id] = due(chat.settings, now) if chat else now
                    alerts.append(Alert(target, story.stored.id, matched, due_at[target.chat_id]))
        await put_alerts(transaction, alerts, now=now)
        for article_id in changes.gone:
            await drop_unmatched(transaction, article_id, ())
        corrected = [story.stored.id for story in changes.stories if _is_corrected(story)]
        await mark_stale(transaction, [*corrected, *changes.gone], now=now)

    async def _learn(self, transaction: View) -> None:
        """Load the subscriptions that are new or changed."""
        stored = await stored_since(transaction, self._revision)
        if stored:
            await asyncio.to_thread(self._take, stored)

    def _take(self, stored: Sequence[Stored]) -> None:
        wanted = {one.id: filter_of(one.query) for one in stored}
        filters = [(number, one) for number, one in wanted.items() if one is not None]
        self._everything -= wanted.keys()
        self._everything |= {number for number, one in wanted.items() if one is None}
        self._percolator = self._percolator.changed(filters, wanted)
        self._revision = max(one.revision for one in stored)

    def _matching(self, news: ArchiveChanges, today: date) -> list[tuple[set[int], set[int]]]:
        """Return for each story the subscriptions that it matches, and that it matched before."""
        return [
            (
                self._of(story.stored, news.names, today),
                self._of(before, news.names, today) if before else set(),
            )
            for story in news.stories
            for before in [_told_before(story)]
        ]

    def _of(self, stored: StoredArticle, names: Gazetteer, today: date) -> set[int]:
        return {*self._percolator.matching(stored, names, today), *self._everything}

    def _is_news(self, story: ArticleChange, today: date, *, loaded: bool) -> bool:
        stored = story.stored
        if _is_held(stored):
            return False
        if _is_released(story):
            return True
        day = _day(stored.printings[0].date) or _day(stored.article.date)
        if day is None:
            told = stored.article.date
            return loaded or (told is not None and is_about_now(told, today))
        return abs(today - day) <= self._max_age


def _is_held(stored: StoredArticle) -> bool:
    """Return whether nothing but pages that are held back print a story."""
    return all(printing.held for printing in stored.printings)


def _is_released(story: ArticleChange) -> bool:
    """Return whether a page was held back that is the same page now, and is no more."""
    before = () if story.before is None else story.before.printings
    now = {(one.page_id, one.date) for one in story.stored.printings if not one.held}
    return _told_before(story) is None and any((one.page_id, one.date) in now for one in before)


def _told_before(story: ArticleChange) -> StoredArticle | None:
    """Return a story as it was, if there was one that alerts may have told."""
    before = story.before
    return None if before is None or _is_held(before) else before


def _is_corrected(story: ArticleChange) -> bool:
    """Return whether messages that showed it, if there are any, are to be looked at again.

    It is printed otherwise where they read it, or no more. Printed again elsewhere it is not
    corrected. Nothing has shown a new story, but for one that was taken away and is put back.
    """
    if story.before is None:
        return True
    shown, now = story.before.printings[0].page_id, story.stored.printings
    reads_there = now[0].page_id == shown and story.before.article != story.stored.article
    return reads_there or shown not in {printing.page_id for printing in now}


def _by_target(found: Iterable[Match]) -> dict[Target, tuple[Match, ...]]:
    targets: defaultdict[Target, list[Match]] = defaultdict(list)
    for match in found:
        targets[match.target].append(match)
    return {
        target: tuple(sorted(matched, key=lambda match: match.id))
        for target, matched in targets.items()
    }


def _day(printed: PrintedDate | None) -> date | None:
    if printed is None or printed.year is None:
        return None
    return date(printed.year, printed.month, printed.day)

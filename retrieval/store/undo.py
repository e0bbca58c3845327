"""A page added so that it can be taken back, and taken back."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Self, TypeAlias

from retrieval.errors import PageChanged
from retrieval.store.adding import Added, IncomingPage, add_page, withdraw_page
from retrieval.store.articles import Moved
from retrieval.store.page_lookup import stored_page
from retrieval.store.page_version import PageVersion, page_now, put_back
from retrieval.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Change:
    """What adding a page did.

    ``before`` is the page as it was, None where it was new; ``mark`` tells what it is since from
    what others may make of it.
    """

    added: Added
    before: PageVersion | None
    mark: str

    @property
    def text(self) -> str:
        """All of it, as JSON that `of_text` reads."""
        before = None if self.before is None else self.before.text
        return json.dumps([asdict(self.added), before, self.mark])

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Read what `text` gives."""
        added, before, mark = json.loads(text)
        moved = tuple(map(Moved.of_fields, added["moved"]))
        return cls(
            Added(**{**added, "moved": moved}),
            None if before is None else PageVersion.of_text(before),
            mark,
        )


Record: TypeAlias = Callable[[Transaction, Change], Awaitable[None]]
"""Writes a change down, or that it was taken back, in the transaction that does so."""


async def add_recorded(
    transaction: Transaction, incoming: IncomingPage, now: datetime, record: Record
) -> Added:
    """Add a page as `add_page` does, and record the change."""
    stored = await stored_page(transaction, incoming.page, incoming.stories)
    before = None if stored is None else await page_now(transaction, stored[0])
    added = await add_page(transaction, incoming, now)
    page = await page_now(transaction, added.page_id)
    assert page is not None  # noqa: S101 (it was just added)
    await record(transaction, Change(added, before, page.mark))
    return added


async def take_back(
    transaction: Transaction, change: Change, now: datetime, record: Record
) -> None:
    """Let a page be what it was before a change, and record that.

    Raises PageChanged where it is not any more what the change made of it.
    """
    added = change.added
    page = await page_now(transaction, added.page_id)
    if page is None or page.mark != change.mark:
        raise PageChanged(added.page_id)
    if change.before is None:
        await withdraw_page(transaction, added.page_id)
    elif change.before.mark != change.mark:  # else it changed nothing
        await put_back(transaction, added.page_id, change.before, added.moved, now)
    await record(transaction, change)

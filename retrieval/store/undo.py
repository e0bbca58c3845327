"""A page added in a way that can be undone, and undone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeAlias

import msgspec

from retrieval.errors import PageChanged
from retrieval.store.adding import Added, IncomingPage, add_page, withdraw_page
from retrieval.store.page_lookup import stored_page
from retrieval.store.page_version import PageVersion, current_version, restore_version
from retrieval.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Change:
    """What adding a page did.

    ``before`` is the page as it was, None where it was new; ``mark`` is the page's mark after the
    change, by which a later change is noticed.
    """

    added: Added
    before: PageVersion | None
    mark: str

    @property
    def text(self) -> str:
        """The change as JSON that `of_text` reads: an array, the version before as JSON in it."""
        before = None if self.before is None else self.before.text
        return msgspec.json.encode((self.added, before, self.mark)).decode()

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Return the change that `text` gave; raise ValueError, which names what is wrong in it."""
        added, before, mark = msgspec.json.decode(text, type=tuple[Added, str | None, str])
        return cls(added, None if before is None else PageVersion.of_text(before), mark)


Record: TypeAlias = Callable[[Transaction, Change], Awaitable[None]]
"""Records a change, or that it was undone, in the transaction that does so."""


async def add_recorded(
    transaction: Transaction, incoming: IncomingPage, now: datetime, record: Record
) -> Added:
    """Add a page as `add_page` does, and record the change."""
    stored = await stored_page(transaction, incoming.page, incoming.stories)
    before = None if stored is None else await current_version(transaction, stored[0])
    added = await add_page(transaction, incoming, now)
    page = await current_version(transaction, added.page_id)
    assert page is not None  # noqa: S101 (it was just added)
    await record(transaction, Change(added, before, page.mark))
    return added


async def undo_change(
    transaction: Transaction, change: Change, now: datetime, record: Record
) -> None:
    """Restore a page to what it was before a change, and record that.

    Raises PageChanged where the page has been changed since.
    """
    added = change.added
    page = await current_version(transaction, added.page_id)
    if page is None or page.mark != change.mark:
        raise PageChanged(added.page_id)
    if change.before is None:
        await withdraw_page(transaction, added.page_id)
    elif change.before.mark != change.mark:  # else it changed nothing
        await restore_version(transaction, added.page_id, change.before, added.moved, now)
    await record(transaction, change)

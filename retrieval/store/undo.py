"""A page added in a way that can be undone, and undone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeAlias

import msgspec

from retrieval.errors import PageChanged
from retrieval.store.adding import Added, IncomingPage, Place, add_page, withdraw_page
from retrieval.store.page_version import PageVersion, current_version, restore_versions
from retrieval.store.transaction import Transaction


class _Text(msgspec.Struct, frozen=True, array_like=True):
    """A change as it is stored; before there were replacements, its last value was not."""

    added: Added
    before: str | None
    mark: str
    absorbed: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What adding a page did.

    ``before`` is the page as it was, None where it was new; ``mark`` is the page's mark after the
    change, by which a later change is noticed. ``absorbed`` is the page that it was kept as until
    then, if any.
    """

    added: Added
    before: PageVersion | None
    mark: str
    absorbed: PageVersion | None = None

    @property
    def text(self) -> str:
        """The change as JSON that `of_text` reads: an array, versions as JSON in it."""
        before, absorbed = (
            None if one is None else one.text for one in (self.before, self.absorbed)
        )
        return msgspec.json.encode(_Text(self.added, before, self.mark, absorbed)).decode()

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Return the change that `text` gave; raise ValueError, which names what is wrong in it."""
        kept = msgspec.json.decode(text, type=_Text)
        before, absorbed = (
            None if one is None else PageVersion.of_text(one)
            for one in (kept.before, kept.absorbed)
        )
        return cls(kept.added, before, kept.mark, absorbed)


Record: TypeAlias = Callable[[Transaction, Change], Awaitable[None]]
"""Records a change, or that it was undone, in the transaction that does so."""


async def add_recorded(
    transaction: Transaction,
    incoming: IncomingPage,
    now: datetime,
    place: Place,
    record: Record,
) -> Added:
    """Add a page as `add_page` does, and record the change."""
    before = None if place.page_id is None else await current_version(transaction, place.page_id)
    absorbed = (
        None if place.absorbed is None else await current_version(transaction, place.absorbed)
    )
    added = await add_page(transaction, incoming, now, place)
    page = await current_version(transaction, added.page_id)
    assert page is not None  # noqa: S101 (it was just added)
    await record(transaction, Change(added, before, page.mark, absorbed))
    return added


async def undo_change(
    transaction: Transaction, change: Change, now: datetime, record: Record
) -> None:
    """Restore a page to what it was before a change, and record that.

    A page that the change absorbed is there again. Raises PageChanged where the page has been
    changed since.
    """
    added = change.added
    page = await current_version(transaction, added.page_id)
    if page is None or page.mark != change.mark:
        raise PageChanged(added.page_id)
    if change.before is None:
        await withdraw_page(transaction, added.page_id)
    elif change.before.mark != change.mark or change.absorbed is not None:
        versions = {added.page_id: change.before}
        if added.absorbed is not None and change.absorbed is not None:
            versions[added.absorbed] = change.absorbed
        await restore_versions(transaction, versions, added.moved, now)
    await record(transaction, change)

"""A stored page written as it is read again: its stories' ids and corrections stay.

It is no new version: its place, its number and whether it is held back stay as well.
"""

from collections.abc import Sequence
from datetime import datetime

from retrieval.errors import PageRefused
from retrieval.identity.which_page import Verdict
from retrieval.store.adding import Added, IncomingPage, Place, add_page
from retrieval.store.articles import (
    Standing,
    move_article,
    next_revision,
    reinstate_article,
    touch_articles,
)
from retrieval.store.corrections_kept import corrected_on, keep_corrections
from retrieval.store.printings import printed, printed_on
from retrieval.store.transaction import Transaction

_SHOWN = 20  # characters of a paragraph


async def write_reread(
    transaction: Transaction,
    page_id: int,
    incoming: IncomingPage,
    joined: Sequence[tuple[int, int]],
    now: datetime,
) -> Added:
    """Write a stored page as it is read now.

    ``joined`` are stories that are part of another now: their places on the page as it was, and
    the other's on ``incoming``. Their ids open it. Raises PageRefused where a correction would be
    lost; the caller then rolls back.
    """
    before = await printed_on(transaction, page_id)
    corrected = await corrected_on(transaction, page_id)
    added = await add_page(transaction, incoming, now, Place(Verdict.SAME, page_id))
    if added.replaced is None:  # it reads as it did
        return added
    stories = [article_id for article_id, _ in await printed_on(transaction, page_id)]
    for old, new in joined:
        await _join(transaction, before[old][0], stories[new], now)
    lost = await keep_corrections(transaction, page_id, corrected)
    if lost is not None:
        raise PageRefused(
            str(incoming.page.named(page_id)),
            f"这一段的更正对不上重读后的文字，这一版没有动：{lost.printed[:_SHOWN]}… "
            "(the correction of this paragraph would be lost; the page is left as it is)",
        )
    if corrected:
        await touch_articles(transaction, stories, await next_revision(transaction))
    return added


async def _join(transaction: Transaction, former: int, to: int, now: datetime) -> None:
    """Make the id of a story that is part of another now open that one, unless it has a page."""
    if former == to or await printed(transaction, [former]):
        return
    revision = await next_revision(transaction)
    await reinstate_article(transaction, Standing.unknown(former, now), revision)
    await move_article(transaction, former, to)

"""Pages that an earlier version replaced with another page, given back from what was kept of them.

A page was replaced where day and label, or the likeness of wording, said so: two notices of one
form became one. What was replaced is a page of its own if it shares no story with what took its
place.
"""

from collections.abc import Sequence
from datetime import datetime

from retrieval.identity.shared_stories import compared, successors
from retrieval.identity.which_page import Verdict
from retrieval.store.adding import IncomingPage
from retrieval.store.article_lookup import printed_as
from retrieval.store.articles import (
    Standing,
    insert_article,
    next_revision,
    reinstate_article,
    touch_articles,
)
from retrieval.store.extracting import ExtractedStory
from retrieval.store.page_lookup import decide_page
from retrieval.store.page_version import PageVersion
from retrieval.store.pages import insert_page, note_replaced_by
from retrieval.store.printings import Row, insert_printings, printed, signatures_on
from retrieval.store.transaction import Transaction, View
from retrieval.store.undo import Change


async def give_back_pages(
    transaction: Transaction, changes: Sequence[Change], now: datetime
) -> list[int]:
    """Store the pages that these changes replaced with another; return their new numbers.

    A page that is stored already, or shares a story with the page that took its place, is not
    given back; nor is one whose place is empty since.
    """
    given_back = []
    for change in changes:
        if change.before is None:
            continue
        page_id = change.added.page_id
        incoming = IncomingPage.of_articles(
            change.before.page, [article for _, article in change.before.stories]
        )
        if await _is_another(transaction, page_id, incoming):
            given_back.append(await _store(transaction, incoming, change.before, page_id, now))
    return given_back


async def _is_another(view: View, page_id: int, former: IncomingPage) -> bool:
    present = [known.story for known in (await signatures_on(view, [page_id]))[page_id]]
    if not present or not former.stories:
        return False
    if any(pair.is_corrected for *_, pair in compared(present, former.signatures)):
        return False
    if successors(present, former.signatures):
        return False
    decision = await decide_page(view, former.page, former.signatures)
    return decision.verdict is not Verdict.SAME


async def _store(
    transaction: Transaction,
    incoming: IncomingPage,
    version: PageVersion,
    replaced_by: int,
    now: datetime,
) -> int:
    """Store a former version as a new page; its stories keep the ids that are still free."""
    revision = await next_revision(transaction)
    added = now if version.added_at is None else datetime.fromisoformat(version.added_at)
    page_id = await insert_page(transaction, incoming.page, added)
    standings = {standing.id: standing for standing in version.standings}
    ids = {article: article_id for article_id, article in version.stories}
    rows: list[Row] = []
    for story in incoming.stories:
        former = ids[story.article]
        standing = standings.get(former) or Standing.unknown(former, now)
        article_id = await _article(transaction, story, standing, revision, now)
        if article_id not in {row.article_id for row in rows}:
            rows.append(Row(article_id, story, incoming.learnt_by))
    await insert_printings(transaction, page_id, rows)
    await touch_articles(transaction, [row.article_id for row in rows], revision)
    await note_replaced_by(transaction, page_id, replaced_by)
    return page_id


async def _article(
    transaction: Transaction,
    story: ExtractedStory,
    standing: Standing,
    revision: int,
    now: datetime,
) -> int:
    """Return the article of a story: what other pages print of it, or what it was, or a new one."""
    [twin] = await printed_as(transaction, [story.signature])
    if twin is not None:
        return twin.article_id
    if await printed(transaction, [standing.id]):  # the id went on to the page that took its place
        return await insert_article(transaction, now, revision)
    await reinstate_article(transaction, standing, revision)
    return standing.id

"""A page as it was before a change, kept as text, and restored in place of what it became.

Its stories come back under the ids that they had, also those that no page has printed meanwhile,
and those whose ids were given up for another's: what refers to them stays right.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Self

import msgspec

from retrieval.identity.page import Page
from retrieval.model import Article
from retrieval.store.articles import (
    Moved,
    Standing,
    delete_unprinted,
    move_back,
    next_revision,
    reinstate_article,
    standings,
    touch_articles,
)
from retrieval.store.extracting import EXTRACTOR
from retrieval.store.pages import added_at, insert_page, page_of, update_page
from retrieval.store.printings import Row, delete_printings, insert_printings, printed_on
from retrieval.store.sources import PageSource, source_of, write_source
from retrieval.store.transaction import Transaction, View


@dataclass(frozen=True, slots=True)
class PageVersion:
    """A page, and the ids and stories on it in page order.

    ``standings`` are what else was known of these articles, and ``added_at`` is when the page came
    in, and ``source`` what it was read from, where they were kept.
    """

    page: Page
    stories: tuple[tuple[int, Article], ...]
    standings: tuple[Standing, ...] = ()
    added_at: str | None = None
    source: PageSource | None = None

    @property
    def text(self) -> str:
        """The version as JSON that `of_text` reads."""
        return msgspec.json.encode(self).decode()

    @property
    def mark(self) -> str:
        """A digest of page and stories without ids; it is stored, and must stay the same."""
        page = {
            "file": self.page.file,
            "bulletin": self.page.paper or "",
            "bulletin_printed": self.page.paper is not None,
            "label": self.page.label,
            "date": None if self.page.date is None else asdict(self.page.date),
        }
        if self.page.section is not None:
            page["section"] = self.page.section
        printed = page, [asdict(article) for _, article in self.stories]
        return sha256(json.dumps(printed, sort_keys=True).encode()).hexdigest()

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Return the version that `text` gave, also a former one's; raise ValueError otherwise."""
        kept = msgspec.json.decode(text, type=dict[str, object])
        page = kept.get("page")
        if isinstance(page, dict) and "bulletin" in page:
            # What it was called after a file is no paper's name.
            paper = page["bulletin"] if page.get("bulletin_printed") else None
            kept["page"] = {**page, "paper": paper}
        return msgspec.convert(kept, cls)


async def current_version(view: View, page_id: int) -> PageVersion | None:
    """Return a page as it is; None where there is none."""
    page = await page_of(view, page_id)
    if page is None:
        return None
    stories = await printed_on(view, page_id)
    kept = await standings(view, [article_id for article_id, _ in stories])
    source = await source_of(view, page_id)
    return PageVersion(page, tuple(stories), tuple(kept), await added_at(view, page_id), source)


async def restore_versions(
    transaction: Transaction,
    pages: Mapping[int, PageVersion],
    moved: Sequence[Moved],
    now: datetime,
) -> None:
    """Restore pages, by number, as they were; stories that only their later selves had go.

    Those that are gone are there again. ``moved`` are the articles that proved to be another by a
    later self: they are two again.
    """
    later: list[int] = []
    for page_id, former in pages.items():
        later += [article_id for article_id, _ in await printed_on(transaction, page_id)]
        await delete_printings(transaction, page_id)
        if await page_of(transaction, page_id) is None:
            added = now if former.added_at is None else datetime.fromisoformat(former.added_at)
            await insert_page(transaction, former.page, added, page_id)
        else:
            await update_page(transaction, page_id, former.page)
        await write_source(transaction, page_id, former.page, former.source)
    revision = await next_revision(transaction)
    for one in reversed(moved):
        await move_back(transaction, one, now, revision)
    for page_id, former in pages.items():
        await print_version(transaction, page_id, former, now, revision)
    await touch_articles(transaction, later, revision)
    await delete_unprinted(transaction, later + [one.former for one in moved])


async def print_version(
    transaction: Transaction, page_id: int, version: PageVersion, now: datetime, revision: int
) -> None:
    """Print a page's stories as they were, on a page without any, under the ids that they had."""
    kept = {standing.id: standing for standing in version.standings}
    for article_id, _ in version.stories:
        standing = kept.get(article_id) or Standing.unknown(article_id, now)
        await reinstate_article(transaction, standing, revision)
    rows = [
        Row(article_id, EXTRACTOR.extract(article), EXTRACTOR.version)
        for article_id, article in version.stories
    ]
    await insert_printings(transaction, page_id, rows)
    await touch_articles(transaction, [row.article_id for row in rows], revision)

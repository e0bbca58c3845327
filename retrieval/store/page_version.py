"""A page as it was before a change, kept as text, and restored in place of what it became.

Its stories come back under the ids that they had, also those that no page has printed meanwhile,
and those whose ids were given up for another's: what refers to them stays right.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Self

import msgspec

from retrieval.identity.page import Page
from retrieval.identity.same_story import StorySignature
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
from retrieval.store.pages import page_of, update_page
from retrieval.store.printings import Row, delete_printings, insert_printings, printed_on
from retrieval.store.reindex import EXTRACTOR, NameExtractor
from retrieval.store.transaction import Transaction, View


@dataclass(frozen=True, slots=True)
class PageVersion:
    """A page, and the ids and stories on it in page order.

    ``standings`` are what else was known of these articles, where it was kept.
    """

    page: Page
    stories: tuple[tuple[int, Article], ...]
    standings: tuple[Standing, ...] = ()

    @property
    def text(self) -> str:
        """The version as JSON that `of_text` reads."""
        return msgspec.json.encode(self).decode()

    @property
    def mark(self) -> str:
        """A digest of page and stories without ids; it is stored, and must stay the same."""
        printed = asdict(self.page), [asdict(article) for _, article in self.stories]
        return sha256(json.dumps(printed, sort_keys=True).encode()).hexdigest()

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Return the version that `text` gave; raise ValueError, which names what is wrong."""
        return msgspec.json.decode(text, type=cls)


async def current_version(view: View, page_id: int) -> PageVersion | None:
    """Return a page as it is; None where there is none."""
    page = await page_of(view, page_id)
    if page is None:
        return None
    stories = await printed_on(view, page_id)
    kept = await standings(view, [article_id for article_id, _ in stories])
    return PageVersion(page, tuple(stories), tuple(kept))


async def restore_version(
    transaction: Transaction,
    page_id: int,
    version: PageVersion,
    moved: Sequence[Moved],
    now: datetime,
) -> None:
    """Make a page what it was; stories that only its later version had are deleted.

    ``moved`` are the articles that the later version made one with another: they are two again.
    """
    later = [article_id for article_id, _ in await printed_on(transaction, page_id)]
    ids = [article_id for article_id, _ in version.stories]
    await delete_printings(transaction, page_id)
    await update_page(transaction, page_id, version.page)
    revision = await next_revision(transaction)
    for one in moved:
        await move_back(transaction, one, now, revision)
    kept = {standing.id: standing for standing in version.standings}
    for article_id in ids:
        standing = kept.get(article_id) or Standing.unknown(article_id, now)
        await reinstate_article(transaction, standing, revision)
    await insert_printings(
        transaction, page_id, [_row(article_id, article) for article_id, article in version.stories]
    )
    await touch_articles(transaction, [*ids, *later], revision)
    await delete_unprinted(transaction, later + [one.former for one in moved])


def _row(article_id: int, article: Article, extractor: NameExtractor = EXTRACTOR) -> Row:
    names = extractor.names(article)
    return Row(article_id, article, StorySignature.of(article).sketch, names, extractor.version)

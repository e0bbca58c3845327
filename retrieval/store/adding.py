"""A page into the archive: which stored page it is, which articles its stories are, then its rows.

All of it happens in one transaction, so that what it decides on does not change meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import Self

from retrieval.identity.carry_over import carry_over_article, carry_over_page
from retrieval.identity.page import Page
from retrieval.identity.same_story import KnownStory, StorySignature, successors
from retrieval.model import Article, Bulletin
from retrieval.names.name import Name
from retrieval.store.article_lookup import known_articles
from retrieval.store.articles import (
    Moved,
    delete_unprinted,
    insert_article,
    next_revision,
    touch_articles,
)
from retrieval.store.page_lookup import stored_page
from retrieval.store.pages import delete_page, insert_page, update_page
from retrieval.store.printings import Row, delete_printings, insert_printings, printed_on
from retrieval.store.reindex import EXTRACTOR, NameExtractor
from retrieval.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class IncomingPage:
    """A page as read, prepared outside of the transaction; its stories in page order.

    A story that stands twice on the page, as overlapping scans give it, is in it once.
    """

    page: Page
    stories: tuple[StorySignature, ...]
    names: tuple[frozenset[Name], ...]
    learnt_by: str

    @classmethod
    def of(cls, bulletin: Bulletin, file: str, extractor: NameExtractor = EXTRACTOR) -> Self:
        """Prepare a bulletin that was read from ``file``."""
        once: dict[tuple[str, tuple[str, ...]], Article] = {}
        for article in bulletin.articles:
            once.setdefault((article.title, article.paragraphs), article)
        printed = bulletin.name != (PurePath(file).stem or file)
        return cls(
            Page(file, bulletin.name, printed, bulletin.page, bulletin.date),
            tuple(StorySignature.of(article) for article in once.values()),
            tuple(extractor.names(article) for article in once.values()),
            extractor.version,
        )

    def carrying_over(self, former_page: Page, former: Sequence[StorySignature]) -> Self:
        """Return the page with what only its former version says; see `identity.carry_over`."""
        stories = list(self.stories)
        if self.page.date is None or self.page.label is None:
            for new, old in successors(former, stories).items():
                article = carry_over_article(stories[new].article, former[old].article)
                stories[new] = replace(stories[new], article=article)
        return replace(self, page=carry_over_page(self.page, former_page), stories=tuple(stories))


@dataclass(frozen=True, slots=True)
class Added:
    """What a page changed, in articles; ``removed`` are those that no page prints any more.

    ``moved`` are those that proved to be the same as another.
    """

    page_id: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    moved: tuple[Moved, ...] = ()


async def add_page(transaction: Transaction, incoming: IncomingPage, now: datetime) -> Added:
    """Write a page, in place of its former version if it has one; nothing for an equal one."""
    stored = await stored_page(transaction, incoming.page, incoming.stories)
    if stored is None:
        page_id = await insert_page(transaction, incoming.page, now)
        return await _print(transaction, page_id, incoming, [], now)
    page_id, former_page = stored
    former = [
        KnownStory(article_id, StorySignature.of(article))
        for article_id, article in await printed_on(transaction, page_id)
    ]
    incoming = incoming.carrying_over(former_page, [known.story for known in former])
    printed = [known.story.article for known in former]
    if incoming.page == former_page and [s.article for s in incoming.stories] == printed:
        return Added(page_id, unchanged=len(printed))
    await update_page(transaction, page_id, incoming.page)
    await delete_printings(transaction, page_id)
    return await _print(transaction, page_id, incoming, former, now)


async def withdraw_page(transaction: Transaction, page_id: int) -> Added:
    """Delete a page and the articles that no other prints; nothing where there is no such page.

    The id of a page is not given again.
    """
    former = [article_id for article_id, _ in await printed_on(transaction, page_id)]
    await delete_printings(transaction, page_id)
    if not await delete_page(transaction, page_id):
        return Added(page_id)
    await touch_articles(transaction, former, await next_revision(transaction))
    return Added(page_id, removed=await delete_unprinted(transaction, former))


async def _print(
    transaction: Transaction,
    page_id: int,
    incoming: IncomingPage,
    former: Sequence[KnownStory],
    now: datetime,
) -> Added:
    """Write the printings of a page whose former ones are deleted."""
    revision = await next_revision(transaction)
    known = await known_articles(transaction, former, incoming.stories)
    rows = []
    for story, names, before in zip(incoming.stories, incoming.names, known, strict=True):
        article_id = (
            await insert_article(transaction, now, revision)
            if before is None
            else before.article_id
        )
        rows.append(Row(article_id, story.article, story.sketch, names, incoming.learnt_by))
    await insert_printings(transaction, page_id, rows)
    former_ids = [story.article_id for story in former]
    await touch_articles(transaction, [row.article_id for row in rows] + former_ids, revision)
    removed = await delete_unprinted(transaction, former_ids)
    changed = sum(
        before is not None and not _reads_alike(before.story.article, row.article)
        for before, row in zip(known, rows, strict=True)
    )
    new = known.count(None)
    moved = tuple(before.moved for before in known if before is not None and before.moved)
    return Added(page_id, new, changed, len(rows) - new - changed, removed, moved)


def _reads_alike(before: Article, article: Article) -> bool:
    """Return whether two printings differ in their place at most."""
    return replace(before, page=article.page) == article

"""A page into the archive: which stored page it is, which articles its stories are, then its rows.

All of it happens in one transaction, so that what it decides on does not change meanwhile.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from retrieval.errors import PageUnknown
from retrieval.identity.carry_over import carry_over_article, carry_over_page
from retrieval.identity.page import Page
from retrieval.identity.shared_stories import successors
from retrieval.identity.signature import Signature
from retrieval.identity.which_page import Verdict, Why
from retrieval.identity.which_story import KnownStory
from retrieval.model import Article, Bulletin
from retrieval.model.pages import PageName
from retrieval.store.article_lookup import KnownArticle, known_articles, printed_as
from retrieval.store.articles import (
    Moved,
    delete_unprinted,
    insert_articles,
    move_article,
    next_revision,
    touch_articles,
)
from retrieval.store.extracting import EXTRACTOR, ExtractedStory, NameExtractor
from retrieval.store.page_lookup import decide_page
from retrieval.store.pages import (
    delete_page,
    insert_page,
    note_digest,
    page_of,
    release,
    update_page,
)
from retrieval.store.printings import (
    Row,
    delete_printings,
    insert_printings,
    printed,
    printed_on,
    signatures_on,
)
from retrieval.store.sources import PageSource, source_of, write_source
from retrieval.store.transaction import Transaction, View


@dataclass(frozen=True, slots=True)
class IncomingPage:
    """A page as read, prepared outside of the transaction; its stories in page order.

    A story that stands twice on the page, as overlapping scans give it, is in it once. The
    ``source`` is what it was read from, None for what is no longer known.
    """

    page: Page
    stories: tuple[ExtractedStory, ...]
    learnt_by: str
    source: PageSource | None = None

    @classmethod
    def of(
        cls,
        bulletin: Bulletin,
        file: str,
        extractor: NameExtractor = EXTRACTOR,
        digest: bytes | None = None,
    ) -> Self:
        """Prepare a bulletin that was read from ``file``, whose bytes have a ``digest``.

        Pasted text has no file: an empty one.
        """
        page = Page(file, bulletin.paper, bulletin.page, bulletin.date, bulletin.section, digest)
        return cls.of_articles(page, bulletin.articles, extractor)

    @classmethod
    def of_articles(
        cls, page: Page, articles: Sequence[Article], extractor: NameExtractor = EXTRACTOR
    ) -> Self:
        """Prepare a page and what is printed on it."""
        once: dict[tuple[str, tuple[str, ...]], Article] = {}
        for article in articles:
            once.setdefault((article.title, article.paragraphs), article)
        return cls(page, tuple(map(extractor.extract, once.values())), extractor.version)

    @property
    def articles(self) -> list[Article]:
        """What is printed on it."""
        return [story.article for story in self.stories]

    @property
    def signatures(self) -> list[Signature]:
        """Its stories' signatures."""
        return [story.signature for story in self.stories]

    def carrying_over(
        self, former_page: Page, printed: Sequence[Article], signatures: Sequence[Signature]
    ) -> Self:
        """Return the page, with what only its former self tells; see `identity.carry_over`."""
        stories = list(self.stories)
        if self.page.date is None or self.page.label is None:
            for new, old in successors(signatures, self.signatures).items():
                story = stories[new]
                article = carry_over_article(story.article, printed[old])
                day = signatures[old].day if article.date == printed[old].date else None
                signature = replace(story.signature, day=day or story.signature.day)
                stories[new] = ExtractedStory(article, story.names, signature)
        return replace(self, page=carry_over_page(self.page, former_page), stories=tuple(stories))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page goes: what it is, and what is meant by that.

    ``page_id`` is the stored page whose new version it is, None for a page of its own; ``meant``
    the one that a doubtful page may be a version of. ``absorbed`` is another stored page that is
    this very one, and goes.
    """

    verdict: Verdict
    page_id: int | None = None
    meant: int | None = None
    absorbed: int | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What a page changed, in articles; ``removed`` are those that no page prints any more.

    ``moved`` are those that proved to be another. ``name`` is what the page is called now,
    ``replaced`` what the version was called that it took the place of, if it is otherwise;
    ``meant`` is the page that it may be a new version of, where that is in doubt. ``absorbed`` is
    the number of the page that it was kept as until now.
    """

    page_id: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    moved: tuple[Moved, ...] = ()
    verdict: Verdict = Verdict.SAME
    name: PageName | None = None
    replaced: PageName | None = None
    meant: PageName | None = None
    absorbed: int | None = None


async def place_page(view: View, incoming: IncomingPage, replacing: int | None = None) -> Place:
    """Decide where a page goes: to where somebody says, or else to where it seems to belong.

    The page to be replaced may be the one that came in with these very bytes, in doubt: that goes.
    Raises PageUnknown where there is no page ``replacing``.
    """
    decision = await decide_page(view, incoming.page, incoming.signatures)
    if replacing is not None:
        if await page_of(view, replacing) is None:
            raise PageUnknown(replacing)
        same = decision.page_id if decision.why is Why.SAME_BYTES else None
        return Place(Verdict.SAME, replacing, absorbed=None if same == replacing else same)
    if decision.verdict is Verdict.SAME:
        return Place(decision.verdict, decision.page_id)
    return Place(decision.verdict, meant=decision.page_id)


async def add_page(
    transaction: Transaction, incoming: IncomingPage, now: datetime, place: Place | None = None
) -> Added:
    """Write a page where it goes, see `place_page`; what is so already stays."""
    place = place or await place_page(transaction, incoming)
    if place.page_id is None:
        page_id = await insert_page(transaction, incoming.page, now)
        await write_source(transaction, page_id, incoming.page, incoming.source)
        added = await _print(transaction, page_id, incoming, _Former(), now)
        meant = None if place.meant is None else await _name(transaction, place.meant)
        name = incoming.page.named(page_id)
        return replace(added, verdict=place.verdict, name=name, meant=meant)
    return await _replace(transaction, place.page_id, incoming, now, place.absorbed)


async def meant_name(view: View, incoming: IncomingPage) -> PageName | None:
    """Return what the page is called that one may be a new version of; None where none is."""
    place = await place_page(view, incoming)
    return None if place.meant is None else await _name(view, place.meant)


async def stored_page(view: View, page_id: int) -> IncomingPage:
    """Return a stored page as if it came in. Raises PageUnknown."""
    page = await page_of(view, page_id)
    if page is None:
        raise PageUnknown(page_id)
    articles = [article for _, article in await printed_on(view, page_id)]
    source = await source_of(view, page_id)
    return replace(IncomingPage.of_articles(page, articles), source=source)


async def place_stored(view: View, new_id: int, old_id: int) -> Place:
    """Return the place of a stored page that is the new version of another. Raises PageUnknown."""
    if new_id == old_id or await page_of(view, old_id) is None:
        raise PageUnknown(old_id)
    return Place(Verdict.SAME, old_id, absorbed=new_id)


async def release_page(transaction: Transaction, page_id: int) -> bool:
    """Release a page that is held back; return whether it was."""
    if not await release(transaction, page_id):
        return False
    printed = [article_id for article_id, _ in await printed_on(transaction, page_id)]
    await touch_articles(transaction, printed, await next_revision(transaction))
    return True


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


@dataclass(frozen=True, slots=True)
class _Former:
    """What stood on a page, and on the page that it was kept as until now; none on a new page.

    ``twins`` are of the latter, those that each of the incoming stories is.
    """

    stories: tuple[KnownStory, ...] = ()
    articles: tuple[Article, ...] = ()
    absorbed: tuple[KnownStory, ...] = ()
    twins: Mapping[int, KnownStory] = field(default_factory=dict)


async def _replace(
    transaction: Transaction,
    page_id: int,
    incoming: IncomingPage,
    now: datetime,
    absorbed: int | None,
) -> Added:
    """Write a page in the place of its former self."""
    former_page = await page_of(transaction, page_id)
    if former_page is None:
        raise PageUnknown(page_id)
    printed = tuple(article for _, article in await printed_on(transaction, page_id))
    ids = [page_id] if absorbed is None else [page_id, absorbed]
    known = await signatures_on(transaction, ids)
    digest = incoming.page.digest
    if absorbed is not None and (kept_as := await page_of(transaction, absorbed)) is not None:
        file = kept_as.file or incoming.page.file  # it is known by this when it comes in again
        incoming = replace(incoming, page=replace(incoming.page, file=file))
    incoming = incoming.carrying_over(
        former_page, printed, [story.story for story in known[page_id]]
    )
    name = incoming.page.named(page_id)
    as_held = incoming.page.held == former_page.held
    same = as_held and incoming.page == former_page and tuple(incoming.articles) == printed
    if incoming.source is not None or not same:
        await write_source(transaction, page_id, incoming.page, incoming.source)
    if same and absorbed is None:
        await note_digest(transaction, page_id, digest)
        return Added(page_id, unchanged=len(printed), name=former_page.named(page_id))
    await update_page(transaction, page_id, incoming.page)
    await delete_printings(transaction, page_id)
    former = _Former(tuple(known[page_id]), printed)
    if absorbed is not None:
        kept = tuple(known[absorbed])
        same_stories = successors([one.story for one in kept], incoming.signatures)
        twins = {new: kept[old] for new, old in same_stories.items()}
        former = replace(former, absorbed=kept, twins=twins)
        await delete_printings(transaction, absorbed)
        await delete_page(transaction, absorbed)
    added = await _print(transaction, page_id, incoming, former, now)
    replaced = former_page.named(page_id)
    return replace(added, name=name, replaced=replaced, absorbed=absorbed)


async def _print(
    transaction: Transaction,
    page_id: int,
    incoming: IncomingPage,
    former: _Former,
    now: datetime,
) -> Added:
    """Write the printings of a page whose former ones are deleted."""
    revision = await next_revision(transaction)
    known = await _known(transaction, incoming, former)
    new_ids = iter(await insert_articles(transaction, now, revision, known.count(None)))
    rows = [
        Row(next(new_ids) if before is None else before.article_id, story, incoming.learnt_by)
        for story, before in zip(incoming.stories, known, strict=True)
    ]
    await insert_printings(transaction, page_id, rows)
    moved = [before.moved for before in known if before is not None and before.moved]
    moved += await _give_up(transaction, former.twins, rows, {one.former for one in moved})
    former_ids = [one.article_id for one in (*former.stories, *former.absorbed)]
    await touch_articles(transaction, [row.article_id for row in rows] + former_ids, revision)
    removed = await delete_unprinted(transaction, former_ids)
    changed = sum(
        before is not None
        and before.former is not None
        and not _reads_alike(former.articles[before.former], row.story.article)
        for before, row in zip(known, rows, strict=True)
    )
    new = known.count(None)
    return Added(page_id, new, changed, len(rows) - new - changed, removed, tuple(moved))


async def _known(
    transaction: Transaction, incoming: IncomingPage, former: _Former
) -> list[KnownArticle | None]:
    """Return the article that each story is, None for a new one."""
    printed_elsewhere = await printed_as(transaction, incoming.signatures)
    twins = [former.twins.get(at) or twin for at, twin in enumerate(printed_elsewhere)]
    return await known_articles(transaction, former.stories, incoming.signatures, twins)


async def _give_up(
    transaction: Transaction,
    twins: Mapping[int, KnownStory],
    rows: Sequence[Row],
    given_up: Container[int],
) -> list[Moved]:
    """Release the ids of a page that is another now, for those that its stories have there.

    What readers were told under such an id, they were told of the story that it opens now.
    """
    elsewhere = await printed(transaction, [one.article_id for one in twins.values()])
    return [
        await move_article(transaction, one.article_id, to=rows[at].article_id)
        for at, one in twins.items()
        if one.article_id not in elsewhere and one.article_id not in given_up
    ]


def _reads_alike(before: Article, article: Article) -> bool:
    """Return whether two printings differ in their place at most."""
    return replace(before, page=article.page) == article


async def _name(view: View, page_id: int) -> PageName | None:
    page = await page_of(view, page_id)
    return None if page is None else page.named(page_id)

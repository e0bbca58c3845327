"""A page as it was before a change, kept as text, and put back in the place of what it became.

Its stories come back under the ids that they had, also those that no page has printed meanwhile,
and those whose ids were given up for another's: what was said of them before still holds.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Self

from retrieval.identity.page import Page
from retrieval.identity.same_story import StorySignature
from retrieval.model import Article, Evidence, PrintedDate
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
from retrieval.store.reindex import LEARNER, Learner
from retrieval.store.transaction import Transaction, View


@dataclass(frozen=True, slots=True)
class PageVersion:
    """A page, and the ids and stories on it in page order.

    ``standings`` are what else was known of these articles, as far as it was kept.
    """

    page: Page
    stories: tuple[tuple[int, Article], ...]
    standings: tuple[Standing, ...] = ()

    @property
    def text(self) -> str:
        """All of it, as JSON that `of_text` reads."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def mark(self) -> str:
        """What tells it from the page with any other contents, whatever ids its stories have."""
        printed = asdict(self.page), [asdict(article) for _, article in self.stories]
        return sha256(json.dumps(printed, sort_keys=True).encode()).hexdigest()

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Read what `text` gives."""
        fields = json.loads(text)
        page = fields["page"]
        return cls(
            Page(**{**page, "date": _date(page["date"])}),
            tuple((article_id, _article(article)) for article_id, article in fields["stories"]),
            tuple(map(Standing.of_fields, fields.get("standings", ()))),
        )


async def page_now(view: View, page_id: int) -> PageVersion | None:
    """Return a page as it is; None where there is none."""
    page = await page_of(view, page_id)
    if page is None:
        return None
    stories = await printed_on(view, page_id)
    kept = await standings(view, [article_id for article_id, _ in stories])
    return PageVersion(page, tuple(stories), tuple(kept))


async def put_back(
    transaction: Transaction,
    page_id: int,
    former: PageVersion,
    moved: Sequence[Moved],
    now: datetime,
) -> None:
    """Let a page be what it was; stories that only its later self had go.

    ``moved`` are the articles that proved to be another by that later self: they are two again.
    """
    later = [article_id for article_id, _ in await printed_on(transaction, page_id)]
    ids = [article_id for article_id, _ in former.stories]
    await delete_printings(transaction, page_id)
    await update_page(transaction, page_id, former.page)
    revision = await next_revision(transaction)
    for one in moved:
        await move_back(transaction, one, now, revision)
    kept = {standing.id: standing for standing in former.standings}
    for article_id in ids:
        standing = kept.get(article_id) or Standing.unknown(article_id, now)
        await reinstate_article(transaction, standing, revision)
    await insert_printings(
        transaction, page_id, [_row(article_id, article) for article_id, article in former.stories]
    )
    await touch_articles(transaction, [*ids, *later], revision)
    await delete_unprinted(transaction, later + [one.former for one in moved])


def _row(article_id: int, article: Article, learner: Learner = LEARNER) -> Row:
    names = learner.names(article)
    return Row(article_id, article, StorySignature.of(article).sketch, names, learner.version)


def _article(fields: Mapping[str, Any]) -> Article:
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return Article(**{**fields, **lists, "date": _date(fields["date"])})


def _date(fields: Mapping[str, Any] | None) -> PrintedDate | None:
    if fields is None:
        return None
    year_from = fields["year_from"]
    return PrintedDate(
        fields["month"],
        fields["day"],
        Evidence(fields["day_from"]),
        fields["year"],
        None if year_from is None else Evidence(year_from),
    )

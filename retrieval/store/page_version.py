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
    delete_unprinted,
    move_back,
    next_revision,
    reinstate_article,
    touch_articles,
)
from retrieval.store.pages import page_of, update_page
from retrieval.store.printings import Row, delete_printings, insert_printings, printed_on
from retrieval.store.reindex import LEARNER, Learner
from retrieval.store.transaction import Transaction, View


@dataclass(frozen=True, slots=True)
class PageVersion:
    """A page, and the ids and stories on it in page order."""

    page: Page
    stories: tuple[tuple[int, Article], ...]

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
        )


async def page_now(connection: View, page_id: int) -> PageVersion | None:
    """Return a page as it is; None where there is none."""
    page = await page_of(connection, page_id)
    return None if page is None else PageVersion(page, tuple(await printed_on(connection, page_id)))


async def put_back(
    connection: Transaction,
    page_id: int,
    former: PageVersion,
    moved: Sequence[Moved],
    now: datetime,
) -> None:
    """Let a page be what it was; stories that only its later self had go.

    ``moved`` are the articles that proved to be another by that later self: they are two again.
    """
    later = [article_id for article_id, _ in await printed_on(connection, page_id)]
    ids = [article_id for article_id, _ in former.stories]
    await delete_printings(connection, page_id)
    await update_page(connection, page_id, former.page)
    revision = await next_revision(connection)
    for one in moved:
        await move_back(connection, one, now, revision)
    for article_id in ids:
        await reinstate_article(connection, article_id, now, revision)
    await insert_printings(
        connection, page_id, [_row(article_id, article) for article_id, article in former.stories]
    )
    await touch_articles(connection, [*ids, *later], revision)
    await delete_unprinted(connection, later + [one.former for one in moved])


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

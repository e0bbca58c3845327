"""Corrections of printed paragraphs: kept apart, and put into an article as it is read.

The words that were printed stay visible beside the right ones.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from itertools import takewhile
from typing import NamedTuple, Self, TypeAlias

import msgspec

from retrieval.errors import ParagraphChanged
from retrieval.model import StoredArticle
from retrieval.store.articles import next_revision, touch_articles
from retrieval.store.checksums import CORRECTION
from retrieval.store.printings import newest_article
from retrieval.store.transaction import Transaction, View

_BESIDE = 4  # characters shown on either side of what was printed otherwise


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """A paragraph as it is printed, and the text that it should be: the same if none corrected it.

    ``shown`` is what readers see.
    """

    printed: str
    text: str

    @property
    def shown(self) -> str:
        """The text, with the words that were printed otherwise behind it."""
        return corrected(self.printed, self.text)


class Former(NamedTuple):
    """A correction that another took the place of."""

    number: int
    text: str
    made_by: int | None
    made_at: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that was made, by its number: what the paragraph read before it.

    ``former`` is the correction that it took the place of, if there was one.
    """

    number: int
    before: str
    former: Former | None

    @property
    def text(self) -> str:
        """The correction as JSON that `of_text` reads."""
        return msgspec.json.encode((self.number, self.before, self.former)).decode()

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Return the correction that `text` gave; raise ValueError for other texts."""
        return cls(*msgspec.json.decode(text, type=tuple[int, str, Former | None]))


RecordCorrection: TypeAlias = Callable[[Transaction, Correction], Awaitable[None]]
"""Records a correction, or that it was undone, in the transaction that does so."""


def digest_of(paragraph: str) -> str:
    """Return the digest by which a printed paragraph is found."""
    return blake2b(paragraph.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def corrected(printed: str, text: str) -> str:
    """Return a paragraph as it should be, with the words that were printed otherwise behind it."""
    if printed == text:
        return text
    least = min(len(printed), len(text))
    same = sum(1 for _ in takewhile(lambda at: printed[at] == text[at], range(least)))
    ends = takewhile(lambda at: printed[-1 - at] == text[-1 - at], range(least - same))
    start, end = max(0, same - _BESIDE), len(printed) - sum(1 for _ in ends) + _BESIDE
    return f"{text}（更正：原印“{printed[start:end]}”）"


async def paragraphs_of(view: View, article_id: int) -> tuple[ParagraphText, ...]:
    """Return an article's paragraphs in their order; none where there is no such article."""
    article = await newest_article(view, article_id)
    if article is None:
        return ()
    texts = (await _texts(view, [article_id])).get(article_id, {})
    return tuple(
        ParagraphText(printed, texts.get(digest_of(printed), printed))
        for printed in article.paragraphs
    )


async def correct(  # noqa: PLR0913 (a row)
    transaction: Transaction,
    article_id: int,
    shown: str,
    text: str,
    *,
    made_by: int | None,
    now: datetime,
) -> Correction | None:
    """Correct a paragraph, ``shown`` as it reads now or as it is printed, to ``text``.

    Return what was done, None where the article has no such paragraph. The printed paragraph as
    text undoes a correction.
    """
    for one in await paragraphs_of(transaction, article_id):
        if shown in (one.printed, one.text, one.shown):
            digest = digest_of(one.printed)
            former = await _former(transaction, article_id, digest)
            row = text, made_by, now.isoformat(timespec="seconds")
            number = await _put(transaction, article_id, digest, row)
            await touch_articles(transaction, [article_id], await next_revision(transaction))
            return Correction(number, one.text, former)
    return None


async def undo_correction(transaction: Transaction, correction: Correction) -> None:
    """Restore a paragraph to what it read before a correction.

    Raises ParagraphChanged where it was corrected again since, or undone.
    """
    rows = await transaction.returning(
        "DELETE FROM correction WHERE id = ? RETURNING article_id, digest", (correction.number,)
    )
    here = next(iter(rows), None)
    if here is None:
        raise ParagraphChanged
    if correction.former is not None:
        await transaction.execute(
            "INSERT INTO correction (id, text, made_by, made_at, article_id, digest, checksum)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*correction.former, *here, CORRECTION.checksum((here[1], correction.former.text))),
        )
    if await newest_article(transaction, here[0]) is not None:
        await touch_articles(transaction, [here[0]], await next_revision(transaction))


async def with_corrections(
    view: View, articles: Mapping[int, StoredArticle]
) -> dict[int, StoredArticle]:
    """Return the articles as they should read, in the same order."""
    texts = await _texts(view, list(articles))
    return {
        number: _applied(stored, texts[number]) if number in texts else stored
        for number, stored in articles.items()
    }


def _applied(stored: StoredArticle, texts: Mapping[str, str]) -> StoredArticle:
    paragraphs = tuple(
        corrected(printed, texts.get(digest_of(printed), printed))
        for printed in stored.article.paragraphs
    )
    return replace(stored, article=replace(stored.article, paragraphs=paragraphs))


async def _texts(view: View, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    rows = await view.fetch_all(
        "SELECT article_id, digest, text FROM correction"
        " WHERE article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    found: dict[int, dict[str, str]] = {}
    for article_id, digest, text in rows:
        found.setdefault(article_id, {})[digest] = text
    return found


async def _former(transaction: Transaction, article_id: int, digest: str) -> Former | None:
    rows = await transaction.fetch_all(
        "SELECT id, text, made_by, made_at FROM correction WHERE article_id = ? AND digest = ?",
        (article_id, digest),
    )
    return Former(*rows[0]) if rows else None


async def _put(
    transaction: Transaction, article_id: int, digest: str, row: tuple[str, int | None, str]
) -> int:
    """Store a correction in place of any former one; return its number, which is a new one."""
    [(number,)] = await transaction.returning(
        "INSERT OR REPLACE INTO correction (article_id, digest, checksum, text, made_by, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (article_id, digest, CORRECTION.checksum((digest, row[0])), *row),
    )
    return int(number)

"""Corrections of printed paragraphs: kept apart, and put into an article as it is read.

The words that were printed stay visible beside the right ones.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b
from itertools import takewhile

from retrieval.model import StoredArticle
from retrieval.store.articles import next_revision, touch_articles
from retrieval.store.printings import newest_article
from retrieval.store.transaction import Transaction, View

_BESIDE = 4  # characters shown on either side of what was printed otherwise


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


async def correct(  # noqa: PLR0913 (a row)
    transaction: Transaction,
    article_id: int,
    shown: str,
    text: str,
    *,
    made_by: int | None,
    now: datetime,
) -> bool:
    """Correct a paragraph, ``shown`` as it reads now or as it is printed, to ``text``.

    Return whether the article has that paragraph. The printed paragraph as text undoes a
    correction.
    """
    article = await newest_article(transaction, article_id)
    if article is None:
        return False
    texts = (await _texts(transaction, [article_id])).get(article_id, {})
    for printed in article.paragraphs:
        digest = digest_of(printed)
        if shown in (printed, corrected(printed, texts.get(digest, printed))):
            await _put(transaction, article_id, digest, text, made_by, now)
            await touch_articles(transaction, [article_id], await next_revision(transaction))
            return True
    return False


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


async def _put(  # noqa: PLR0913, PLR0917 (a row)
    transaction: Transaction,
    article_id: int,
    digest: str,
    text: str,
    made_by: int | None,
    now: datetime,
) -> None:
    await transaction.execute(
        "INSERT INTO correction (article_id, digest, text, made_by, made_at)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (article_id, digest) DO UPDATE"
        " SET text = excluded.text, made_by = excluded.made_by, made_at = excluded.made_at",
        (article_id, digest, text, made_by, now.isoformat(timespec="seconds")),
    )

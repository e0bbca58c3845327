"""An article as bytes, as the index keeps it: what a search shows without asking the database."""

import json
from dataclasses import dataclass
from typing import Any

from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.names.name import Name, NameKind

_Date = list[Any] | None


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article and the names that its printings introduce."""

    stored: StoredArticle
    names: frozenset[Name] = frozenset()


def to_bytes(entry: IndexedArticle) -> bytes:
    """Write an entry as JSON in UTF-8; lone surrogates, which no file can hold, are escaped."""
    stored, article = entry.stored, entry.stored.article
    row = [
        stored.id,
        article.title,
        article.subtitle,
        article.reporters,
        article.correspondents,
        article.photographers,
        article.source,
        _row(article.date),
        article.page,
        article.paragraphs,
        [[p.page_id, p.bulletin, _row(p.date), p.page, p.position] for p in stored.printings],
        sorted([name.text, name.kind, name.post or ""] for name in entry.names),
    ]
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def from_bytes(raw: bytes) -> IndexedArticle:
    """Read what `to_bytes` wrote."""
    (number, title, subtitle, reporters, correspondents, photographers, source, day, page) = (
        row := json.loads(raw.decode("utf-8", "surrogatepass"))
    )[:9]
    paragraphs, printings, names = row[9:]
    article = Article(
        title,
        subtitle,
        tuple(reporters),
        tuple(correspondents),
        tuple(photographers),
        source,
        _date(day),
        page,
        tuple(paragraphs),
    )
    printed = tuple(
        Printing(page_id, bulletin, _date(issued), label, position)
        for page_id, bulletin, issued, label, position in printings
    )
    introduced = frozenset(Name(text, NameKind(kind), post or None) for text, kind, post in names)
    return IndexedArticle(StoredArticle(number, article, printed), introduced)


def _row(date: PrintedDate | None) -> _Date:
    if date is None:
        return None
    return [date.month, date.day, date.day_from, date.year, date.year_from]


def _date(row: _Date) -> PrintedDate | None:
    if row is None:
        return None
    month, day, day_from, year, year_from = row
    return PrintedDate(
        month, day, Evidence(day_from), year, None if year_from is None else Evidence(year_from)
    )

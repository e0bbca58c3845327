"""An article as bytes, as the index keeps it: what a search shows without asking the database."""

from dataclasses import dataclass
from typing import TypeAlias

import msgspec

from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.names.name import Name, NameKind


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article and the names that its printings introduce."""

    stored: StoredArticle
    names: frozenset[Name] = frozenset()


_Texts: TypeAlias = tuple[str, ...]
_Date: TypeAlias = tuple[int, int, Evidence, int | None, Evidence | None]
_Printing: TypeAlias = tuple[int, str | None, _Date | None, str | None, int, str | None, bool]
_Name: TypeAlias = tuple[str, NameKind, str]  # the post is empty for none
# An entry as it is kept: arrays without names, half the size of objects; plain tuples, since named
# ones take twice as long to read.
_Row: TypeAlias = tuple[
    int,
    str,
    str | None,
    _Texts,
    _Texts,
    _Texts,
    str | None,
    _Date | None,
    str | None,
    _Texts,
    tuple[_Printing, ...],
    tuple[_Name, ...],
]
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(_Row)


def to_bytes(entry: IndexedArticle) -> bytes:
    """Return an entry as JSON in UTF-8, the same bytes for the same entry."""
    stored, article = entry.stored, entry.stored.article
    row: _Row = (
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
        tuple(map(_printing, stored.printings)),
        tuple(sorted((name.text, name.kind, name.post or "") for name in entry.names)),
    )
    return _ENCODER.encode(row)


def from_bytes(raw: bytes) -> IndexedArticle:
    """Return the entry that `to_bytes` wrote; raise ValueError for other bytes."""
    number, title, subtitle, *people, source, day, page, paragraphs, printings, names = (
        _DECODER.decode(raw)
    )
    reporters, correspondents, photographers = people
    article = Article(
        title,
        subtitle,
        reporters,
        correspondents,
        photographers,
        source,
        _date(day),
        page,
        paragraphs,
    )
    printed = tuple(
        Printing(page_id, paper, _date(issued), label, position, section, held)
        for page_id, paper, issued, label, position, section, held in printings
    )
    introduced = frozenset(Name(text, kind, post or None) for text, kind, post in names)
    return IndexedArticle(StoredArticle(number, article, printed), introduced)


def _printing(one: Printing) -> _Printing:
    issued = _row(one.date)
    return one.page_id, one.paper, issued, one.page, one.position, one.section, one.held


def _row(date: PrintedDate | None) -> _Date | None:
    if date is None:
        return None
    return date.month, date.day, date.day_from, date.year, date.year_from


def _date(row: _Date | None) -> PrintedDate | None:
    return None if row is None else PrintedDate(*row)

"""Citations in words: who wrote it, when, and where it was printed."""

import re
from collections.abc import Iterable
from datetime import date

from bot.messages.catalogue import CitationTexts
from retrieval.model import Article, Citation, PrintedDate, StoredArticle

_BETWEEN = " · "
_BARE_PAGE = re.compile(r"[0-9A-Za-z]+")


def byline(cited: Citation, texts: CitationTexts) -> str:
    """Return reporters, date and page as far as known, such as ``记者 甲 · 10月25日 · 第2版``.

    A story that tells no day has its issue's (``10月27日刊``). Where neither is known, nor a page,
    the bulletin's name stands for them. Never empty, unless the bulletin has no name.
    """
    where = [_when(cited.date, cited.issued, texts), page_text(cited.page, texts)]
    if not any(where):
        where = [cited.bulletin]
    return _joined([_names(texts.reporters, cited.reporters), *where])


def byline_of(article: Article, texts: CitationTexts) -> str:
    """Return who made a story that is not printed yet, and its day; empty if neither is known."""
    return _joined(
        [
            _names(texts.reporters, article.reporters),
            _names(texts.correspondents, article.correspondents),
            date_text(article.date, texts),
        ]
    )


def full_byline(stored: StoredArticle, texts: CitationTexts) -> str:
    """Return all that is known of who made the story and where it was printed first."""
    article = stored.article
    newest = stored.printings[0]
    page = article.page or newest.page
    return _joined(
        [
            _names(texts.reporters, article.reporters),
            _names(texts.correspondents, article.correspondents),
            _names(texts.photographers, article.photographers),
            texts.source.format(names=article.source) if article.source else "",
            _when(article.date, newest.date, texts),
            newest.bulletin if newest.bulletin != page else "",  # named after its file, A01.md
            page_text(page, texts),
        ]
    )


def date_text(date: PrintedDate | None, texts: CitationTexts) -> str:
    """Return the day as far as it is known; empty for None."""
    if date is None:
        return ""
    template = texts.month_day if date.year is None else texts.full_date
    return template.format(year=date.year, month=date.month, day=date.day)


def day_text(day: date, texts: CitationTexts) -> str:
    """Return a day that is known for certain."""
    return texts.full_date.format(year=day.year, month=day.month, day=day.day)


def page_text(page: str | None, texts: CitationTexts) -> str:
    """Return the page: a bare number or code in words, anything else as printed; empty for None."""
    if page and _BARE_PAGE.fullmatch(page):
        return texts.page.format(page=page)
    return page or ""


def _when(date: PrintedDate | None, issued: PrintedDate | None, texts: CitationTexts) -> str:
    if date is None and issued is not None:
        return texts.issued.format(day=date_text(issued, texts))
    return date_text(date, texts)


def _names(template: str, names: tuple[str, ...]) -> str:
    return template.format(names=" ".join(names)) if names else ""


def _joined(parts: Iterable[str]) -> str:
    return _BETWEEN.join(part for part in parts if part)

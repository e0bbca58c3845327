"""Citations in words: who wrote it, when, and where it was printed."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from bot.messages.catalogue import CitationTexts
from retrieval.model import Article, Citation, PrintedDate, StoredArticle

_BETWEEN = " · "
_MOST_PLACES = 3
_BARE_PAGE = re.compile(r"[0-9A-Za-z]+")


def byline(cited: Citation, texts: CitationTexts) -> str:
    """Return reporters, paper, issue and page as far as known: ``记者 甲 · 10月27日刊 · 第2版``.

    The paper is named where the archive has several, or nothing else is known. The day that the
    story tells follows in brackets where it `matters`; it stands alone where the issue's day is
    unknown. Empty where nothing is known.
    """
    paper = cited.paper or ""
    where = [_when(cited.date, cited.issued, texts), page_text(cited.page, texts)]
    named = [paper] if cited.several_papers or not any(where) else []
    place = _joined([*named, *where]) + _event(cited.date, cited.issued, texts)
    return _joined([_names(texts.reporters, cited.reporters), place])


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
            newest.paper or "",
            _when(article.date, newest.date, texts),
            page_text(page, texts) + _event(article.date, newest.date, texts),
        ]
    )


def place_text(stored: StoredArticle, texts: CitationTexts) -> str:
    """Return the paper, issue and page that printed the story newest; empty if none is known."""
    newest = stored.printings[0]
    page = page_text(newest.page or stored.article.page, texts)
    when = date_text(newest.date, texts)
    return " ".join(part for part in (newest.paper or "", when, page) if part)


def also_text(stored: StoredArticle, texts: CitationTexts) -> str:
    """Return a line with where else a story is printed, ``另见 晚报 · 10月28日刊 · 第2版``.

    The newest first, `_MOST_PLACES` at most; empty where it is printed once.
    """
    places = [
        _joined([one.paper or "", _when(None, one.date, texts), page_text(one.page, texts)])
        for one in stored.printings[1:]
    ]
    known = [place for place in dict.fromkeys(places) if place]
    more = ["…"] if len(known) > _MOST_PLACES else []
    return texts.also.format(places="；".join(known[:_MOST_PLACES] + more)) if known else ""


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


def matters(date: PrintedDate | None, issued: PrintedDate | None) -> bool:
    """Return whether a reader has to be told a story's own day beside its issue's.

    They have where it is another, but for the day before: that is what papers report on.
    """
    if date is None or issued is None:
        return False
    told, printed = _day(date, issued), _day(issued, issued)
    if told is None or printed is None:
        return str(date)[-5:] != str(issued)[-5:]
    return told - printed not in (timedelta(0), timedelta(days=-1))


def _day(printed: PrintedDate, issued: PrintedDate) -> date | None:
    """Return the day, in the issue's year where it tells none; None where there is none such."""
    year = printed.year or issued.year
    try:
        return None if year is None else date(year, printed.month, printed.day)
    except ValueError:
        return None


def _event(date: PrintedDate | None, issued: PrintedDate | None, texts: CitationTexts) -> str:
    if date is None or not matters(date, issued):
        return ""
    same_year = issued is not None and date.year == issued.year
    shown = replace(date, year=None, year_from=None) if same_year else date
    return texts.event.format(day=date_text(shown, texts))


def _when(date: PrintedDate | None, issued: PrintedDate | None, texts: CitationTexts) -> str:
    if issued is not None:
        return texts.issued.format(day=date_text(issued, texts))
    return date_text(date, texts)


def _names(template: str, names: tuple[str, ...]) -> str:
    return template.format(names=" ".join(names)) if names else ""


def _joined(parts: Iterable[str]) -> str:
    return _BETWEEN.join(part for part in parts if part)

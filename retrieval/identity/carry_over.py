"""What is carried over from a page's former version when the page comes in again and says less.

A page's date and label may be known from the path that it first came in under. Without that path
the text gives neither them nor the year of its stories' days: what was known is kept. So is what
the bulletin is called, unless the page prints its paper's name; else every copy of a file would
rename it. A page that was released is not held back again, unless it has another day by now.
"""

from dataclasses import replace

from retrieval.identity.page import Page
from retrieval.model import Article, Evidence, PrintedDate


def carry_over_page(page: Page, former: Page) -> Page:
    """Return the page, with what only its former version says."""
    return replace(
        page,
        paper=page.paper or former.paper,
        section=page.section or former.section,
        label=page.label or former.label,
        date=page.date or former.date,
        held=_is_held(page, former),
    )


def _is_held(page: Page, former: Page) -> bool:
    if page.date is None and former.date is not None:
        return former.held
    return page.held and (former.held or page.date != former.date)


def carry_over_article(article: Article, former: Article) -> Article:
    """Return an article of a page without a date, with what its former version says."""
    return replace(article, date=_date(article.date, former.date), page=article.page or former.page)


def _date(date: PrintedDate | None, former: PrintedDate | None) -> PrintedDate | None:
    """Return the date, or the former one where that was reckoned from the issue's."""
    if former is None or former.year_from in (None, Evidence.TEXT):
        return date
    if date is None:
        return former
    same_day = (date.month, date.day) == (former.month, former.day)
    return former if date.year is None and same_day else date

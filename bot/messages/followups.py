"""Who wrote the stories that were shown, and of which day they are, in words."""

from collections.abc import Sequence

from bot.messages.catalogue import Texts
from bot.messages.citation import date_text
from bot.messages.headlines import TITLE_UNITS
from bot.messages.markup import Markup, joined, plain, shorten
from retrieval.model import StoredArticle

_NAMES_UNITS = 120


def bylines(stories: Sequence[StoredArticle], texts: Texts) -> Markup:
    """Return a line for each story that names its reporters."""
    return joined([plain(_byline(one, texts)) for one in stories], "\n")


def dates(stories: Sequence[StoredArticle], texts: Texts) -> Markup:
    """Return a line for each story that tells its day, or else its issue's."""
    return joined([plain(_date(one, texts)) for one in stories], "\n")


def _byline(stored: StoredArticle, texts: Texts) -> str:
    title, article = _title(stored, texts), stored.article
    names = article.reporters or article.correspondents
    if not names:
        return texts.answers.no_byline.format(title=title)
    shown = shorten(" ".join(names), _NAMES_UNITS)
    return texts.answers.written_by.format(title=title, names=shown)


def _date(stored: StoredArticle, texts: Texts) -> str:
    title, citation = _title(stored, texts), texts.citation
    own, issued = stored.article.date, stored.printings[0].date
    if own is None and issued is None:
        return texts.answers.undated.format(title=title)
    day = date_text(own, citation) or citation.issued.format(day=date_text(issued, citation))
    return texts.answers.dated.format(title=title, day=day)


def _title(stored: StoredArticle, texts: Texts) -> str:
    return shorten(stored.article.title, TITLE_UNITS) or texts.untitled

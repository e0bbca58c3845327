"""What is told of stories in a line or two: who wrote them, when and where they were printed."""

import re
from collections.abc import Sequence

from bot.messages.catalogue import Texts
from bot.messages.citation import date_text, place_text
from bot.messages.headlines import TITLE_UNITS
from bot.messages.markup import Markup, joined, plain, quote, shorten
from retrieval.model import StoredArticle

_NAMES_UNITS = 120
_GIST_UNITS = 1200
_CAPTION = re.compile(
    "(?:上|下|左|右|本|题|附|组)?图(?:为|片|①|1|：|:)|(?:资料)?(?:图片|照片)[：:]"
)


def bylines(stories: Sequence[StoredArticle], texts: Texts) -> Markup:
    """Return a line for each story that names its reporters."""
    return joined([plain(_byline(one, texts)) for one in stories], "\n")


def dates(stories: Sequence[StoredArticle], texts: Texts) -> Markup:
    """Return a line for each story that tells its day, or else its issue's."""
    return joined([plain(_date(one, texts)) for one in stories], "\n")


def places(stories: Sequence[StoredArticle], texts: Texts) -> Markup:
    """Return a line for each story that tells in which issue and on which page it is printed."""
    return joined([plain(_place(one, texts)) for one in stories], "\n")


def titled(stories: Sequence[StoredArticle], texts: Texts) -> Markup:
    """Return the stories' headlines, numbered, a line each."""
    lines = (f"{at}. {title_of(one, texts)}" for at, one in enumerate(stories, 1))
    return plain("\n".join(lines))


def gist(stored: StoredArticle, lead: Sequence[str], texts: Texts) -> Markup:
    """Return a story's first sentences, as printed; that it has none, where it is a headline."""
    title = title_of(stored, texts)
    if not lead:
        return plain(texts.talk.wordless.format(title=title))
    printed = shorten("".join(lead), _GIST_UNITS)
    return joined(
        [plain(texts.talk.gist.format(title=title)), quote(plain(printed), expandable=False)], "\n"
    )


def pictures(stored: StoredArticle, texts: Texts) -> Markup:
    """Return what is known of a story's pictures: who took them, what is printed under them."""
    talk, title = texts.talk, title_of(stored, texts)
    captions = [one for one in stored.article.paragraphs if _CAPTION.match(one)]
    names = " ".join(stored.article.photographers)
    lines = [
        talk.pictures_by.format(title=title, names=names) if names else "",
        *(talk.caption.format(caption=shorten(one, _GIST_UNITS)) for one in captions),
    ]
    known = [line for line in lines if line] or [talk.no_pictures.format(title=title)]
    place = place_text(stored, texts.citation)
    if place:
        known.append(talk.see_print.format(place=place))
    return plain("\n".join(known))


def _place(stored: StoredArticle, texts: Texts) -> str:
    title, place = title_of(stored, texts), place_text(stored, texts.citation)
    said = texts.talk.printed if place else texts.talk.placeless
    return said.format(title=title, place=place)


def _byline(stored: StoredArticle, texts: Texts) -> str:
    title, article = title_of(stored, texts), stored.article
    names = article.reporters or article.correspondents
    if not names:
        return texts.answers.no_byline.format(title=title)
    shown = shorten(" ".join(names), _NAMES_UNITS)
    return texts.answers.written_by.format(title=title, names=shown)


def _date(stored: StoredArticle, texts: Texts) -> str:
    title, citation = title_of(stored, texts), texts.citation
    own, issued = stored.article.date, stored.printings[0].date
    if own is None and issued is None:
        return texts.answers.undated.format(title=title)
    day = date_text(own, citation) or citation.issued.format(day=date_text(issued, citation))
    return texts.answers.dated.format(title=title, day=day)


def title_of(stored: StoredArticle, texts: Texts) -> str:
    """Return a story's headline, cut to what fits a line."""
    return shorten(stored.article.title, TITLE_UNITS) or texts.untitled

"""Lists of headlines, each with a button to read the story; long ones a page at a time."""

from collections.abc import Sequence

from bot.messages.catalogue import Texts
from bot.messages.citation import byline
from bot.messages.keys import Asked, ReadArticle, TurnTo
from bot.messages.markup import Markup, bold, joined, plain, shorten
from bot.messages.remarks import note
from bot.messages.screen import Button, Screen, button, rows_of
from retrieval.model import Answer, Citation

PAGE_SIZE = 10
TITLE_UNITS = 200
BYLINE_UNITS = 120
NOTE_UNITS = 600


def listing(answer: Answer, asked: Asked, texts: Texts, *, page: int = 0, lead: str = "") -> Screen:
    """Return page ``page`` (from 0; the last one if there are fewer) of the answer's headlines.

    Numbers count through all pages. ◀ ▶ stand under it if there is more than one; ``asked`` is how
    they find the answer again. ``lead`` is said first.
    """
    pages = max(1, -(-len(answer.hits) // PAGE_SIZE))
    page = min(page, pages - 1)
    start = page * PAGE_SIZE
    shown = [hit.citation for hit in answer.hits[start : start + PAGE_SIZE]]
    count = texts.found.format(total=len(answer.hits))
    if pages > 1:
        count += " " + texts.listing_part.format(page=page + 1, pages=pages)
    turns = []
    if page > 0:
        turns.append(button(texts.buttons.newer, TurnTo(asked, page - 1)))
    if page < pages - 1:
        turns.append(button(texts.buttons.older, TurnTo(asked, page + 1)))
    text = joined(
        [noted(answer, texts, lead), plain(count), headlines(shown, texts, start)], "\n\n"
    )
    rows = rows_of(read_buttons(shown, texts, start))
    return Screen(text, (*rows, tuple(turns)) if turns else rows)


def choice(said: Markup, lead: str, cited: Sequence[Citation], texts: Texts) -> Screen:
    """Return headlines to pick from, ten at most, under what is ``said`` and ``lead``."""
    shown = cited[:PAGE_SIZE]
    text = joined([said, plain(lead), headlines(shown, texts)], "\n\n")
    return Screen(text, rows_of(read_buttons(shown, texts)))


def headlines(cited: Sequence[Citation], texts: Texts, start: int = 0) -> Markup:
    """Return numbered headlines with their bylines, counted from ``start + 1``; ten at most fit."""
    return joined([headline(one, texts, start + at) for at, one in enumerate(cited, 1)], "\n")


def headline(cited: Citation, texts: Texts, number: int) -> Markup:
    """Return a headline in bold under its number, and its byline."""
    title = shorten(cited.title, TITLE_UNITS) or texts.untitled
    line = plain(f"{number}. ") + bold(title)
    below = shorten(byline(cited, texts.citation), BYLINE_UNITS)
    return joined([line, plain(below)], "\n")


def read_buttons(cited: Sequence[Citation], texts: Texts, start: int = 0) -> list[Button]:
    """Return a button to read each story: numbered, unless it is the only one."""
    if len(cited) == 1 and start == 0:
        return [button(texts.buttons.full, ReadArticle(cited[0].article_id))]
    return [
        button(texts.buttons.full_numbered.format(number=number), ReadArticle(one.article_id))
        for number, one in enumerate(cited, start + 1)
    ]


def noted(answer: Answer, texts: Texts, lead: str = "") -> Markup:
    """Return ``lead`` and the answer's remarks, a line each, cut to what always fits."""
    return plain(shorten("\n".join(filter(None, [lead, note(answer, texts)])), NOTE_UNITS))

"""A whole story in messages, cut at sentence ends where it is longer than one may be.

The messages of a story are its **parts**. A long one comes a few parts at a time, with a button to
read on, because Telegram lets a bot write twenty messages a minute in a group.
"""

import re
from collections.abc import Iterator

from bot.messages.catalogue import Texts
from bot.messages.citation import full_byline
from bot.messages.keys import ReadArticle
from bot.messages.markup import MAX_UNITS, Markup, bold, clean, joined, plain, prefix, shorten
from bot.messages.screen import Screen, button
from retrieval.model import StoredArticle

AT_ONCE = 4
_TITLE_UNITS = 1000
_BYLINE_UNITS = 500
_COUNT_UNITS = 30  # for (12/34) and the empty lines

# Where a part may end, best first: after a paragraph, a sentence, a clause, a word.
_ENDS = tuple(
    re.compile(ending)
    for ending in (r"\n+", r"[。？！…?!]+[”’」』）)\"]*", r"[，；：、,;:]", r"\s+")
)


def story(stored: StoredArticle, texts: Texts, start: int = 0) -> tuple[Screen, ...]:
    """Return up to `AT_ONCE` of the story's parts, from ``start`` on.

    Parts count from 0; a start beyond the last is taken for the first. The last message has a
    button if there are more.
    """
    article = stored.article
    title = shorten(article.title, _TITLE_UNITS) or texts.untitled
    below = shorten(full_byline(stored, texts.citation), _BYLINE_UNITS)
    head = joined([bold(title), plain(below)], "\n")
    body = clean("\n\n".join(article.paragraphs)).strip()
    rest = MAX_UNITS - _COUNT_UNITS
    parts = list(split(body, rest - head.units, rest)) or [""]
    if start >= len(parts):
        start = 0
    until = min(start + AT_ONCE, len(parts))
    screens = []
    for at in range(start, until):
        count = texts.part.format(part=at + 1, parts=len(parts)) if len(parts) > 1 else ""
        lead = head if at == 0 else Markup()
        screens.append(Screen(joined([lead, plain(parts[at]), plain(count)], "\n\n")))
    if until < len(parts):
        go_on = texts.buttons.go_on.format(part=until + 1, parts=len(parts))
        more = button(go_on, ReadArticle(stored.id, until))
        screens[-1] = Screen(screens[-1].text, ((more,),))
    return tuple(screens)


def split(text: str, first: int, rest: int) -> Iterator[str]:
    """Yield ``text`` in pieces of at most ``first``, then ``rest`` units (each 2 or more).

    A piece ends after a paragraph, or else a sentence, a clause, a word, if that leaves it at least
    half full; or else anywhere between two code points. Nothing but white space at the cuts is
    lost; no piece is empty.
    """
    limit, at = first, 0
    while at < len(text):
        piece = prefix(text[at : at + limit], limit)
        if at + len(piece) < len(text):
            piece = piece[: _cut(piece)]
        at += len(piece)
        if piece.strip():
            yield piece.strip()
            limit = rest


def _cut(piece: str) -> int:
    for ending in _ENDS:
        last = max((found.end() for found in ending.finditer(piece)), default=0)
        if last >= max(1, len(piece) // 2):
            return last
    return len(piece)

"""A whole story in messages, cut at sentence ends where it is longer than one may be.

The messages of a story are its **parts**. A long one comes a few parts at a time, with a button to
read on, because Telegram lets a bot write twenty messages a minute in a group.
"""

import re
from collections.abc import Iterator

from bot.messages.catalogue import Texts
from bot.messages.citation import also_text, full_byline
from bot.messages.deep_links import story_link
from bot.messages.feedback import report_button
from bot.messages.keys import ReadArticle
from bot.messages.markup import (
    MAX_UNITS,
    Markup,
    bold,
    clean,
    joined,
    link,
    marked,
    plain,
    prefix,
    shorten,
)
from bot.messages.rows import as_lines, is_row
from bot.messages.screen import Button, Screen, button
from retrieval.answer import Story
from retrieval.model import Span

AT_ONCE = 4
_MOST_MARKS = 90  # matches in bold in a message, beside its headline
_TITLE_UNITS = 1000
_BYLINE_UNITS = 500
_COUNT_UNITS = 30  # for (12/34) and the empty lines

# Where a part may end, best first: after a paragraph, a sentence, a clause, a word.
_ENDS = tuple(
    re.compile(ending)
    for ending in (r"\n+", r"[。？！…?!]+[”’」』）)\"]*", r"[，；：、,;:]", r"\s+")
)


def story_screens(
    read: Story,
    texts: Texts,
    bot: str,
    start: int = 0,
    *,
    further: tuple[tuple[Button, ...], ...] = (),
) -> tuple[Screen, ...]:
    """Return up to `AT_ONCE` of the story's parts, from ``start`` on, its matches in bold.

    Parts count from 0; a start beyond the last is taken for the first. The last message has a
    button if there are more, and those to the stories beside it, with ``further`` rows of buttons
    under the story's end; ``bot`` is the bot's username.
    """
    article = read.stored.article
    title = bold(shorten(article.title, _TITLE_UNITS) or texts.untitled)
    below = shorten(full_byline(read.stored, texts.citation), _BYLINE_UNITS)
    also = shorten(also_text(read.stored, texts.citation), _BYLINE_UNITS)
    lines = [link(title, story_link(read.stored.id, bot)), plain(below), plain(also)]
    head = joined(lines, "\n")
    body, marks = _body(read)
    rest = MAX_UNITS - _COUNT_UNITS
    parts = list(_placed(body, rest - head.units, rest)) or [Span(0, 0)]
    if start >= len(parts):
        start = 0
    until = min(start + AT_ONCE, len(parts))
    screens = []
    for at in range(start, until):
        count = texts.part.format(part=at + 1, parts=len(parts)) if len(parts) > 1 else ""
        lead = head if at == 0 else Markup()
        text = marked(body[slice(*parts[at])], _inside(marks, parts[at]), _MOST_MARKS)
        screens.append(Screen(joined([lead, text, plain(count)], "\n\n")))
    screens[-1] = Screen(screens[-1].text, _rows(read, texts, until, len(parts), further))
    return tuple(screens)


def rest_of(screen: Screen) -> int:
    """Return the part to read on from after a story's last message; 0 where that ends it."""
    keys = (one.key for row in screen.rows for one in row)
    return next((key.part for key in keys if isinstance(key, ReadArticle) and key.part), 0)


def _rows(
    read: Story, texts: Texts, until: int, parts: int, further: tuple[tuple[Button, ...], ...]
) -> tuple[tuple[Button, ...], ...]:
    go_on = texts.buttons.go_on.format(part=until + 1, parts=parts)
    more = (button(go_on, ReadArticle(read.stored.id, until)),) if until < parts else ()
    sides = ((texts.answers.before, read.before), (texts.answers.after, read.after))
    beside = tuple(button(label, ReadArticle(to)) for label, to in sides if to is not None)
    below = () if more else (*further, (report_button(read.stored.id, texts),))
    return tuple(row for row in (more, beside, *below) if row)


def _body(read: Story) -> tuple[str, list[Span]]:
    """Return the story's text as it can be sent, and where its matches stand in it."""
    text, spans = "", []
    row = False
    for at, printed in enumerate(read.stored.article.paragraphs):
        below, row = row, is_row(printed)
        text += ("\n" if below and row else "\n\n") if text else ""
        paragraph, found = as_lines(printed, read.marks[at] if read.marks else ())
        done = 0
        for start, end in found:
            text += clean(paragraph[done:start])
            begins = len(text)
            text += clean(paragraph[start:end])
            spans.append(Span(begins, len(text)))
            done = end
        text += clean(paragraph[done:])
    return text, spans


def _placed(text: str, first: int, rest: int) -> Iterator[Span]:
    """Yield where the pieces stand that `split` yields."""
    at = 0
    for piece in split(text, first, rest):
        at = text.index(piece, at)
        yield Span(at, at + len(piece))
        at += len(piece)


def _inside(spans: list[Span], part: Span) -> list[Span]:
    """Return the spans as they stand in a part, those outside of it left out."""
    cut = (Span(max(s, part.start), min(e, part.end)) for s, e in spans)
    return [Span(s - part.start, e - part.start) for s, e in cut if s < e]


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

"""What a person should look at in a page, in the same words wherever it is told."""

from collections.abc import Iterable, Sequence

from bot.messages.catalogue import Texts
from bot.messages.citation import date_text
from bot.messages.doubts_texts import DoubtTexts
from bot.messages.keys import Release
from bot.messages.markup import Markup, plain, shorten
from bot.messages.screen import Button, button
from bot.messages.texts import ZH
from retrieval.model.doubts import Doubt
from retrieval.model.pages import Currency, HeldPage

MOST_HELD = 10
"""Pages that wait, of which a message shows a button each."""

_NAME_UNITS = 60
_LINE_UNITS = 150


def doubt_text(doubt: Doubt, texts: DoubtTexts = ZH.doubts) -> str:
    """Return a doubt in words: one sentence."""
    return texts.kinds[doubt.kind].format(*doubt.values)


def currency_text(currency: Currency, texts: DoubtTexts = ZH.doubts) -> str:
    """Return what a page counts as that is not of its own day; empty for one that is."""
    return {
        Currency.DATED: "",
        Currency.OF_NOW: texts.of_now,
        Currency.TAKEN_FOR_NOW: texts.taken_for_now,
        Currency.HELD_AHEAD: texts.held_ahead,
        Currency.HELD_UNDATED: texts.held_undated,
    }[currency]


def said_of(
    doubts: Iterable[Doubt], currency: Currency, texts: DoubtTexts = ZH.doubts
) -> tuple[str, ...]:
    """Return the doubts of a page that came in, then what it counts as; maybe nothing."""
    counts = currency_text(currency, texts)
    return (*(doubt_text(one, texts) for one in doubts), *filter(None, [counts]))


def doubt_lines(doubts: Iterable[Doubt], texts: DoubtTexts) -> list[Markup]:
    """Return a line for each doubt, as a message shows it."""
    return [
        plain(texts.line.format(text=shorten(doubt_text(one, texts), _LINE_UNITS)))
        for one in doubts
    ]


def waiting_line(page: HeldPage, texts: Texts = ZH) -> str:
    """Return a page that waits, by its file and its day."""
    day = date_text(page.date, texts.citation) or texts.doubts.no_day
    return texts.doubts.waiting_page.format(name=shorten(page.file, _NAME_UNITS), day=day)


def waiting_text(held: Sequence[HeldPage], texts: Texts) -> str:
    """Return the pages that wait to be released, a line each; empty for none."""
    if not held:
        return ""
    lines = [waiting_line(one, texts) for one in held[:MOST_HELD]]
    return "\n".join([texts.doubts.waiting.format(count=len(held)), *lines])


def release_rows(
    held: Iterable[tuple[int, str]], texts: DoubtTexts
) -> tuple[tuple[Button, ...], ...]:
    """Return a row with a button for each page that waits: its number, and its file."""
    return tuple(
        (button(texts.release.format(name=name.rpartition("/")[2]), Release(number)),)
        for number, name in list(held)[:MOST_HELD]
    )

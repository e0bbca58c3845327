"""What admins are told of pages that could not be read, and of those that need a look."""

from collections.abc import Sequence

from bot.messages.catalogue import Texts
from bot.messages.doubts import release_rows, said_of
from bot.messages.markup import ELLIPSIS, joined, plain, shorten
from bot.messages.screen import Screen
from bot.messages.texts import ZH
from bot.model.inbox import NotRead
from bot.model.uploads import DoubtfulPage
from retrieval.errors import PageRefused

SHOWN = 10
DOUBTED = 5
"""Pages that need a look, of which a message shows all doubts."""

_LINE_UNITS = 150
_PAGE_UNITS = 400
_NAME_UNITS = 60


def refused_text(refused: Sequence[PageRefused], count: int, texts: Texts = ZH) -> str:
    """Return one plain text: ``count`` refused pages, and the first of them; empty for none."""
    if not count:
        return ""
    named = [
        shorten(texts.page_refused.format(name=one.name, reason=one.reason), _LINE_UNITS)
        for one in refused[:SHOWN]
    ]
    head = texts.pages_refused.format(count=count)
    more = [ELLIPSIS] if count > SHOWN else []
    return "\n".join([head, *named, *more, texts.pages_refused_next])


def set_aside_text(files: Sequence[NotRead], texts: Texts = ZH, count: int | None = None) -> str:
    """Return one plain text: the files that are set aside, quarantine first; empty for none.

    They are some of ``count`` in all, where that is given.
    """
    if not files:
        return ""
    lines = []
    for one in sorted(files, key=lambda file: file.again)[:SHOWN]:
        line = shorten(texts.page_refused.format(name=one.name, reason=one.reason), _LINE_UNITS)
        lines.append(texts.set_aside_again.format(line=line) if one.again else line)
    more = [ELLIPSIS] if len(files) > SHOWN else []
    head = texts.set_aside.format(count=count or len(files))
    return "\n".join([head, *lines, *more, texts.set_aside_next])


def doubted_text(doubted: Sequence[DoubtfulPage], count: int, texts: Texts = ZH) -> str:
    """Return one plain text: ``count`` pages that need a look, and the first; empty for none."""
    if not count:
        return ""
    named = [
        shorten(
            texts.doubts.page.format(
                name=shorten(one.name, _NAME_UNITS),
                text="".join(said_of(one.doubts, one.currency, texts.doubts)),
            ),
            _PAGE_UNITS,
        )
        for one in doubted[:DOUBTED]
    ]
    more = [ELLIPSIS] if count > DOUBTED else []
    return "\n".join([texts.doubts.reported.format(count=count), *named, *more])


def report_screen(
    refused: Sequence[PageRefused],
    doubted: Sequence[DoubtfulPage],
    counts: tuple[int, int],
    texts: Texts = ZH,
) -> Screen:
    """Return one message within Telegram's limits, with a button for each page that is held back.

    ``counts`` are how many pages were refused, and how many need a look.
    """
    parts = [
        refused_text(refused, counts[0], texts),
        doubted_text(doubted, counts[1], texts),
    ]
    held = [(one.page_id, one.name) for one in doubted[:DOUBTED] if one.currency.is_held]
    return Screen(joined(list(map(plain, parts)), "\n\n"), release_rows(held, texts.doubts))

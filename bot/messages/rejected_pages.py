"""The report to admins of pages that could not be read."""

from collections.abc import Sequence

from bot.messages.catalogue import Texts
from bot.messages.markup import ELLIPSIS, shorten
from bot.messages.texts import ZH
from retrieval.errors import PageRefused

SHOWN = 10
_LINE_UNITS = 300


def refused_text(refused: Sequence[PageRefused], count: int, texts: Texts = ZH) -> str:
    """Return one plain text within Telegram's limit: ``count`` pages, and the first of them."""
    named = [
        shorten(texts.page_refused.format(name=one.name, reason=one.reason), _LINE_UNITS)
        for one in refused[:SHOWN]
    ]
    head = texts.pages_refused.format(count=count)
    more = [ELLIPSIS] if count > SHOWN else []
    return "\n".join([head, *named, *more, texts.pages_refused_next])

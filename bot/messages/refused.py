"""What admins are told of pages that could not be read."""

from collections.abc import Sequence

from bot.messages.catalogue import Texts
from bot.messages.markup import ELLIPSIS, shorten
from bot.messages.texts import ZH
from retrieval.errors import PageRefused

SHOWN = 10
_LINE_UNITS = 300


def refused_text(refused: Sequence[PageRefused], texts: Texts = ZH) -> str:
    """Return one plain text within Telegram's limit: the first of ``refused``, and their count."""
    named = [
        shorten(texts.page_refused.format(name=one.name, reason=one.reason), _LINE_UNITS)
        for one in refused[:SHOWN]
    ]
    head = texts.pages_refused.format(count=len(refused))
    more = [ELLIPSIS] if len(refused) > SHOWN else []
    return "\n".join([head, *named, *more, texts.pages_refused_next])

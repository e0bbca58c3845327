"""That questions could not be answered, as their chat is told afterwards."""

from bot.messages.catalogue import Texts
from bot.messages.markup import shorten
from bot.model import Lost

_WORDS_UNITS = 100


def lost_text(lost: Lost, texts: Texts) -> str:
    """Return a plain text: what was asked if it is one question, or else how many they were."""
    if lost.words:
        return texts.people.lost_one.format(words=shorten(lost.words, _WORDS_UNITS))
    if lost.count == 1:
        return texts.people.lost_tap
    return texts.people.lost_many.format(count=lost.count)

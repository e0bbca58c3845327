"""Words that point at another's message and ask nothing themselves: ``帮我查查这个``."""

import re

from retrieval.analysis import simplified
from retrieval.word_list import table

_ENDS = "。.!！?？~～… \t\n，,"


def _part(name: str) -> str:
    rows = table(__package__, "pointing", 2)
    words = [word for found, (part,) in rows if part == name for word in found]
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_POINTING = re.compile(
    rf"(?:{_part('ask')})*(?=.)(?:{_part('verb')})?(?:{_part('object')})?"
    rf"[\s，,]*(?:{_part('whole')})?[\s，,]*(?:{_part('end')})*",
    re.IGNORECASE,
)
_ALONE = re.compile(f"(?:{_part('ask')}|{_part('end')})*", re.IGNORECASE)


def points(text: str) -> bool:
    """Return whether a text only says to look at something else; the empty one does not."""
    said = simplified(text).strip(_ENDS)
    if not said:
        return bool(text.strip())
    return bool(_POINTING.fullmatch(said)) and not _ALONE.fullmatch(said)

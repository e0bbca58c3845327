"""Where words end: no letter or digit follows another across a bound, nor is a figure cut."""

import re
from functools import lru_cache

from retrieval.analysis.normalise import HAN
from retrieval.compiled import late

LETTER = late(rf"[^\W_{HAN}]")
"""A letter or digit: a word that begins or ends with one needs a bound there."""
LEFT = late(rf"(?<!{LETTER.pattern})(?<!\d[.,])")
RIGHT = late(rf"(?!{LETTER.pattern})(?![.,]\d)")
"""The two bounds of a word; patterns that match no character."""


@lru_cache(maxsize=1 << 12)
def standing(word: str) -> re.Pattern[str]:
    """Return a pattern of a compact string between word bounds (``5000`` is not in 15000)."""
    left = LEFT.pattern if LETTER.match(word) else ""
    right = RIGHT.pattern if LETTER.match(word[-1:]) else ""
    return re.compile(left + re.escape(word) + right)

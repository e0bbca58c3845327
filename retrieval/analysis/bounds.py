"""Where a word ends: a letter or digit stands beside no other one, nor in a longer figure."""

import re
from functools import lru_cache

from retrieval.analysis.normalise import HAN

LETTER = re.compile(rf"[^\W_{HAN}]")
"""A letter or digit: at the ends of a word it wants a bound."""
LEFT = re.compile(rf"(?<!{LETTER.pattern})(?<!\d[.,])")
RIGHT = re.compile(rf"(?!{LETTER.pattern})(?![.,]\d)")
"""The bounds of words; nothing wide."""


@lru_cache(maxsize=1 << 12)
def standing(word: str) -> re.Pattern[str]:
    """Match a compact string, its letters and digits at word bounds (``5000`` is not in 15000)."""
    left = LEFT.pattern if LETTER.match(word) else ""
    right = RIGHT.pattern if LETTER.match(word[-1:]) else ""
    return re.compile(left + re.escape(word) + right)

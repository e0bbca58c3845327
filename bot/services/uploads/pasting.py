"""Tells a pasted page from a question, and the beginning of a page from a whole one.

More characters than a question may have are a page; so are a few lines with a headline marked as
one (``# 标题``). Anything else is a question.

Telegram cuts a text that is too long for one message into several, which arrive in a row.
"""

import re

LONGEST_QUESTION = 500  # characters
FULL = 4000  # UTF-16 units; of Telegram's 4096, as it cuts at the end of a line or a word
NAME = "粘贴的文字.txt"
"""The name of a pasted page; it says neither the day nor the page."""

_HEADLINE = re.compile(r"[ \t]*#{1,6}[ \t]+\S")


def is_page(text: str) -> bool:
    """Return whether a text is to be offered as a page."""
    if len(text) > LONGEST_QUESTION:
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and any(_HEADLINE.match(line) for line in lines)


def is_full(text: str) -> bool:
    """Return whether a text may be the beginning of a longer one that was cut."""
    return len(text.encode("utf-16-le", "replace")) // 2 >= FULL

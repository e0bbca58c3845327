"""Telling a page that was pasted as text from a question.

A page has lines, and either a headline marked as one (``# 标题``) or more characters than a
question may have. One line, or a few without a headline, is a question.
"""

import re

LONGEST_QUESTION = 500  # characters
NAME = "粘贴的文字.txt"
"""What a pasted page is called: no day, no page is told by it."""

_HEADLINE = re.compile(r"[ \t]*#{1,6}[ \t]+\S")


def is_page(text: str) -> bool:
    """Tell whether a text is to be offered as a page."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:  # noqa: PLR2004 (a headline and a text)
        return False
    return len(text) > LONGEST_QUESTION or any(_HEADLINE.match(line) for line in lines)

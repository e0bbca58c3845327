"""Bylines as the ends of things: what stands above one is finished.

The names themselves are retrieval.reading.bylines' concern.
"""

import re

from retrieval.reading.bylines import is_byline
from retrieval.reading.endings import ends

_BULLETED = re.compile(r"[□■◎○◇◆●☐][ \u3000]*(?:[\u4e00-\u9fff·]{1,8}[ \u3000、/]*){1,3}")
_TAIL = 80  # characters in which a byline glued to a paragraph's end stands
_STOPS = "。！？!?”"


def is_signature(text: str) -> bool:
    """Whether the line is a byline by its words."""
    prose = "。" in text or text.count("，") + text.count(",") > 1
    return not prose and is_byline(text)


def is_bulleted_name(text: str) -> bool:
    """Whether the line could be an author's name behind a bullet (``□ 张三``)."""
    return _BULLETED.fullmatch(text) is not None


def is_signed(text: str) -> bool:
    """Whether the text ends in a byline behind its last mark (``…赋能。记者 景静``)."""
    tail = text[-_TAIL:].rstrip()
    stop = max(tail.rfind(mark) for mark in _STOPS)
    if stop < 0 or not ends(tail[: stop + 1]):
        return False
    return is_signature(tail[stop + 1 :].strip())

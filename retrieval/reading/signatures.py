"""Bylines as ends: what stands above one is finished.

The names themselves are found by retrieval.reading.bylines.
"""

import re

from retrieval.reading.bylines import Sureness, is_byline, look
from retrieval.reading.endings import ends, goes_on, is_running
from retrieval.reading.lists import any_of
from retrieval.reading.personal_names import split
from retrieval.reading.plain import plain

_BULLET = re.compile(r"[□■◎○◇◆●☐☆★▲※▣▪◉◼][ \u3000]*[\u4e00-\u9fff]")
_LONGEST_NAME = 8  # characters, with padding
# What a sentence goes on with after its subject, a name that a column cut off from it.
_PREDICATE = re.compile(f"{any_of('predicates')}|[区县市镇]长")
_TAIL = 80  # characters in which a byline glued to a paragraph's end stands
_STOPS = "。！？!?”"


def is_signature(text: str) -> bool:
    """Return whether the line is a byline by its words."""
    prose = "。" in text or text.count("，") + text.count(",") > 1
    return not prose and is_byline(text)


def is_bulleted_name(text: str) -> bool:
    """Return whether the line could be an author or a site behind a bullet (``□ 张三``)."""
    return _BULLET.match(text) is not None and look(text).sureness is Sureness.BY_PLACE


def is_bare_name(text: str) -> bool:
    """Return whether the line is one Han name and nothing else (``王小明``, ``刘　洋``)."""
    words = plain(text).strip(" ")
    return len(words) <= _LONGEST_NAME and len(split(words)) == 1


def has_author_above(text: str, *, headed: bool) -> bool:
    """Return whether a text could stand under its author's name: it does not begin with a verb.

    Verse may be short; without a marked headline above (``headed``) only running text counts.
    """
    whole = headed or is_running(text) or ends(text)
    return whole and not goes_on(text) and _PREDICATE.match(text) is None


def is_signed(text: str) -> bool:
    """Return whether the text ends in a byline behind its last mark.

    It is told by its words (``…赋能。记者 景静``), or its names stand alone in brackets
    (``…赋能。(景静)``).
    """
    tail = text[-_TAIL:].rstrip()
    stop = max(tail.rfind(mark) for mark in _STOPS)
    if stop < 0 or not ends(tail[: stop + 1]):
        return False
    signature = tail[stop + 1 :].strip()
    bracketed = signature.startswith(("(", "（")) and signature.endswith((")", "）"))
    return is_signature(signature) or (bracketed and look(signature).sureness is Sureness.BY_PLACE)

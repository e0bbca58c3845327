"""Captions: the lines that speak of a picture.

A caption begins by pointing at its picture (``图为…``, ``上图:``, ``▲``) or ends by naming who
took or gave it (``… 丙 摄``, ``资料图片``). It is a paragraph of its own, wherever on the page
the picture was put: no sentence of the story goes on in it. A text of several sentences that ends
in such a credit is a report with its picture (图片新闻), no caption.
"""

import re

from retrieval.reading.plain import plain

_POINTS = re.compile(
    r"[(\[]?(?:[上下左右前后]?图(?:为|[①-⑳]|[0-9一二三四五六]{0,2}:|片(?:为|说明|:)|说:?|示:)"
    r"|[上下左右]图|题图|资料图|配图|(?:大|小|本版|压)图|照片:?为?|[▲△▼▽◀◁►▶]+(?![上下详]))"
)
_CREDITS = re.compile(
    r"(?:[ 。,)/]|记者|通讯员|^)[^ 。,]{0,12} ?"
    r"(?:摄影?|供图|制图|绘图|漫画|摄影报道|图片|/图)[)\]]?$"
)
_ENDS = re.compile(r"(?:摄|摄影|供图|制图|资料图片?|图片来源[^。]{0,20})[)\]]?$")
_TAIL = 60  # characters at a line's end in which a credit stands
_LONGEST = 60  # characters of a caption that does not point at its picture


def is_caption(text: str) -> bool:
    """Return whether the line is a picture's caption."""
    return points_at_picture(text) or _is_credited(text)


def points_at_picture(text: str) -> bool:
    """Return whether the line begins by pointing at its picture."""
    return _POINTS.match(plain(text[:_TAIL])) is not None


def _is_credited(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    tail = plain(text[-_TAIL:]).rstrip()
    return _ENDS.search(tail) is not None and _CREDITS.search(tail) is not None

"""What the lines of information about a story tell: when it was published, and whose it is.

Sites and archives print such lines under a headline or below a text (``发布时间：… 来源：…``,
``2022年7月4日06:15 东湖网-东湖晚报``). They are furniture, but what they tell is the story's.
"""

import re
from collections.abc import Sequence
from datetime import date

from retrieval.reading.day_words import FULL, full_day
from retrieval.reading.media import MEDIUM
from retrieval.reading.plain import plain

_LONGEST = 160  # code points
_SOURCE = re.compile(
    r"(?:^|[ (|/,])(?:信息|文章|稿件)?(?:来源|稿源|来自|出处) ?: ?(?!本[报刊网站台社])"
    r"(?P<name>[^\s|()/,:]{2,24})"
)
_TIME = re.compile(r"(?:上午|下午)? ?\d{1,2}:\d{2}(?::\d{2})? ?(?:[AP]M)?")
_BESIDE_DAY = re.compile(rf"[ ●□■|]*(?:[一-鿿]{{2,12}} ?[-—|] ?)?(?P<name>{MEDIUM})[ |]*")


def published(lines: Sequence[str]) -> date | None:
    """Return the first full day in a story's lines of information; None for none."""
    for line in lines:
        found = FULL.search(plain(line[:_LONGEST]))
        if found is not None and (day := full_day(found)) is not None:
            return day
    return None


def source(lines: Sequence[str]) -> str | None:
    """Return the medium, or whoever else, that a story's lines of information name as its source.

    A medium beside a day is one, too. None for none, and for the paper itself (本报).
    """
    for line in lines:
        text = plain(line[:_LONGEST])
        found = _SOURCE.search(text)
        if found is None and (day := FULL.search(text)) is not None:
            blank = " " * (day.end() - day.start())
            rest = text[: day.start()] + blank + text[day.end() :]
            rest = _TIME.sub(lambda time: " " * len(time[0]), rest)
            found = _BESIDE_DAY.fullmatch(rest)
        if found is not None:
            return line[found.start("name") : found.end("name")]
    return None

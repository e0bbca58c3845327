"""A **masthead**: the line that heads a page with its day, its label and short words beside them.

It is known by its shape, whatever the words: a full day, a label (``第A03版``, ``4版``, in any
brackets) and else only **pieces**, that is short words, figures and codes between spaces, bars and
dots: a section, a weekday, the weather, 总第88期, who made the page. A sentence has marks or runs
on, so a line of prose with a day and a page in it is none.
"""

import re
from dataclasses import dataclass
from datetime import date

from retrieval.reading.day_words import FULL, full_day
from retrieval.reading.plain import plain

_LONGEST = 120  # code points
_MOST_PIECES = 14
_LONGEST_PIECE = 9  # Han characters; a section, a slogan of the day; longer ones are headlines
_MOST_HAN = 44  # in all pieces
_GLUED = 4  # Han characters right after a label without brackets: 第3版民生; more is a sentence

_OPEN, _CLOSE = r"[\[(<《〈【〔『「]", r"[\])>》〉】〕』」]"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
LABEL = re.compile(
    rf"(?<![0-9A-Za-z转接至到见共日今第])(?P<open>{_OPEN} ?)?"
    rf"(?P<label>第 ?(?:[A-Z]{{0,2}} ?\d{{1,3}}|{_NUMERAL}) ?版|[A-Z]{{0,2}} ?\d{{1,3}} ?版"
    rf"|(?<![一-鿿]){_NUMERAL}版|第 ?[A-Z]{{1,2}} ?\d{{1,3}}(?![0-9]))"
    rf"(?![权面本式税图画])(?P<close> ?{_CLOSE})?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:今日|本期|今天|本报今日)共? ?(?:\d{1,3}|[一二三四五六七八九十]{1,3}) ?版")
_PROSE = re.compile(r"[。!?;“”…]|,[^,]{13}")
_BETWEEN = re.compile(r"[\s|/·•,:\-—~*#_=>]+")
_WEEKDAY = re.compile("(?:星期|周|礼拜)[一二三四五六日天]")
_WEATHER = re.compile("[晴阴多少云转小中大暴阵雨雪夹雷雾霾风沙尘到间有局部]{1,8}")
_MADE = re.compile(
    "(?:本版)?(?:责任?编辑?|责编|主编|编辑|美编|校对|版式|组版|制图|审读|值班|统筹|电话|热线|邮箱)"
)
_NUMBERED = re.compile(r"(?:总第?|第) ?\d{1,6} ?[期号]")
_LUNAR = re.compile(
    "(?:农历)?(?:[一-鿿]{2}年)?闰?[正一二三四五六七八九十冬腊]{1,2}月[初廿二三十][一-鿿]{0,2}"
)
_PAPER = re.compile("[一-鿿]{2,11}(?:报|时讯|周刊|通讯|快讯|早讯)")
_SECTION = re.compile("[一-鿿]{2,8}")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a masthead tells: the issue's day, the page's label as printed, its section, the paper.

    ``section`` and ``paper`` are None where no piece can be told to be one.
    """

    day: date
    label: str
    section: str | None = None
    paper: str | None = None


def masthead(text: str) -> Masthead | None:
    """Return what a line tells as a masthead; None for any other line, and for a day that is none.

    ``text`` is a line as printed.
    """
    line = plain(text[: _LONGEST + 1])
    found = FULL.search(line)
    if found is None or len(text) > _LONGEST or _PROSE.search(line):
        return None
    beside = f"{line[: found.start()]} {line[found.end() :]}"
    counted = _COUNT.sub(" ", beside)
    label = LABEL.search(counted)
    day = full_day(found)
    if label is None or day is None or _runs_on(counted, label):
        return None
    before = _pieces(counted[: label.start()])
    after = _pieces(counted[label.end() :])
    pieces = [*before, *after]
    lengths = [len(_han(piece)) for piece in pieces]
    if (
        len(pieces) > _MOST_PIECES
        or sum(lengths) > _MOST_HAN
        or max(lengths, default=0) > _LONGEST_PIECE
    ):
        return None
    named = [piece for piece in pieces if _PAPER.fullmatch(piece)]
    sections = [piece for piece in (*after, *reversed(before)) if _is_section(piece)]
    return Masthead(
        day,
        label["label"].replace(" ", ""),
        sections[0] if sections else None,
        named[0] if named else None,
    )


def _runs_on(text: str, label: re.Match[str]) -> bool:
    """Return whether a sentence goes on right after a label that has no brackets."""
    glued = re.match("[一-鿿]*", text[label.end() :])
    return not label["close"] and glued is not None and len(glued[0]) > _GLUED


def _pieces(text: str) -> list[str]:
    return [piece for piece in _BETWEEN.split(_LUNAR.sub(" ", text).strip()) if piece]


def _han(text: str) -> str:
    return "".join(char for char in text if "一" <= char <= "鿿")


def _is_section(piece: str) -> bool:
    """Return whether a piece can name a section: words, and none of the other things beside it."""
    others = (_WEEKDAY, _WEATHER, _NUMBERED, _PAPER)
    return (
        _SECTION.fullmatch(piece) is not None
        and not any(form.fullmatch(piece) for form in others)
        and _MADE.match(piece) is None
    )

"""The day that a report opens with.

Of all the words for a time in a report's dateline and first sentence the first one counts. It is
a day (``10月25日``, ``25日``, ``昨日``) or **vague** (近日, 今年以来): then the report has none.

What does not count are **terms**, at which something begins or ends (``自10月1日起``,
``从11月1日开始``), days on which something was founded or somebody born, and full days more than
`_HISTORY` from the issue's. A year that is not printed is guessed only where the day then lies
between `_BACK` before the issue and `_AHEAD` after it.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from retrieval.model import Evidence, PrintedDate
from retrieval.reading.day_words import (
    FULL,
    MONTH_DAY,
    NUMBER,
    day_of,
    exists,
    full_day,
    nearest,
    number,
    printed,
)
from retrieval.reading.lists import any_of

_LONGEST = 400  # code points of a first sentence
_SHORT = 24  # code points of a first sentence that only sets the scene
_SENTENCE = re.compile("[。!?…]")
_BOOK = re.compile("《[^《》]*》")
_VAGUE = re.compile(
    f"{any_of('vague_days')}"
    "|(?:前|上|本|这)(?:个月|段时间|一?周)|[0-9一二三四五六七八九十]月[份初底中末]"
)
_MONTH_DAY = re.compile(rf"(?:(?P<which>[去今前明上本这当]年) ?|(?<![0-9年])){MONTH_DAY}")
_DAY = re.compile(
    f"(?<![0-9月年每第近为期共达满超余后前连续届〇零一二三四五六七八九十])(?P<which>[上本]月)?"
    f"(?P<day>{NUMBER}) ?日(?![报游内均元本子志常程前后])"
)
_RELATIVE = re.compile(
    "(?:(?P<which>[前昨今])(?:[日天夜]|[晚晨早](?![报间])|(?=\\())|(?P<short>[昨今])(?=,))"
    "(?!的|头条|关注|看点|说法|中国|新闻|报)"
)
_SHIFTS = {"前": -2, "昨": -1, "今": 0}
_CLOCK_BEFORE = re.compile(
    "[0-9〇一二三四五六七八九十半刻][点时]?(?:[0-9一二三四五十]{0,3}分?|钟)?$"
)
_TERM_BEFORE = re.compile("(?:自|自从|截[至止]到?|不?迟于|早于|距离?|起[至到])$")
_TERM_AFTER = re.compile(
    "(?:[0-9]{1,2}[时点]|[早中晚]|下?午)?(?:起|以来|之?前(?!后)|止|施行|生效|到期)"
)
_FROM = re.compile("从$")
_ON = re.compile("[^,。;!?]{0,8}(?:开始|起)")
_FOUNDED_BEFORE = re.compile(
    "(?:成立|创[办建立刊]|始建|兴建|建成|出生|诞生|组建|开办|设立|生|建[校院厂馆店])于 ?$"
)
_FOUNDED_AFTER = re.compile(" ?(?:出生|诞生|创刊|成立以来|建[校院厂馆]以来|成立的)")
_SINCE = re.compile("自从?[^,。;!?]{0,6}[0-9〇一二三四五六七八九十]年[^,。;!?]{0,16}$")
_YEAR_NEAR = re.compile("(?P<which>[去前明]年|上年)(?!同期|以来|底|末|初|相比|度)[^。;!?0-9]{0,8}$")
_YEARS = {"去年": -1, "上年": -1, "前年": -2, "明年": 1, "今年": 0, "本年": 0, "这年": 0}
_HISTORY = timedelta(days=400)
_BACK, _AHEAD = timedelta(days=183), timedelta(days=62)


def opening_day(plain: str, issue: PrintedDate | None) -> PrintedDate | None:
    """Return the day of a report that begins with a plain text, or None."""
    sentence = _first_sentence(plain)
    found = min(_times(sentence, issue), key=lambda time: time[0], default=None)
    return found[1] if found else None


def _first_sentence(plain: str) -> str:
    text = plain[:_LONGEST]
    ends = [match.end() for match in _SENTENCE.finditer(text)] or [len(text)]
    end = ends[1] if len(ends) > 1 and ends[0] <= _SHORT else ends[0]
    return _BOOK.sub(lambda title: " " * len(title[0]), text[:end])


def _times(text: str, issue: PrintedDate | None) -> Iterator[tuple[int, PrintedDate | None]]:
    """Yield where each word for a time stands in a text, and its day, None if it is vague."""
    today = _issue_day(issue)
    for match in _VAGUE.finditer(text):
        if match[0] != "以来" or not _SINCE.search(text[: match.start()]):
            yield match.start(), None
    for match in FULL.finditer(text):
        day = full_day(match)
        if day and not _is_term(text, match) and not _is_history(day, today):
            yield match.start(), printed(day, Evidence.TEXT, Evidence.TEXT)
    for match in _MONTH_DAY.finditer(text):
        month, of_month = number(match["month"]), number(match["day"])
        if exists(month, of_month) and not _is_term(text, match):
            near = None if match["which"] else _YEAR_NEAR.search(text[: match.start()])
            which = near["which"] if near else match["which"]
            yield match.start(), _with_year(month, of_month, which, issue, today)
    yield from _relative(text, issue, today)
    if issue is None or today is None:
        return
    for match in _DAY.finditer(text):
        day = _of_month(number(match["day"]), match["which"], today)
        if day and not _is_term(text, match):
            yield match.start(), printed(day, Evidence.TEXT, issue.day_from)


def _relative(
    text: str, issue: PrintedDate | None, today: date | None
) -> Iterator[tuple[int, PrintedDate | None]]:
    """Yield the same of 昨日 and its like, vague where the issue's day is not known."""
    for match in _RELATIVE.finditer(text):
        which = match["which"] or match["short"]
        if which == "前" and _CLOCK_BEFORE.search(text[: match.start()]):
            continue  # 八点前(含八点)
        if issue is None or today is None:
            yield match.start(), None
        else:
            day = today + timedelta(days=_SHIFTS[which])
            yield match.start(), printed(day, issue.day_from, issue.day_from)


def _issue_day(issue: PrintedDate | None) -> date | None:
    return day_of(issue.year, issue.month, issue.day) if issue and issue.year else None


def _is_term(text: str, match: re.Match[str]) -> bool:
    """Return whether a day is a term: something begins or ends then."""
    before = text[max(0, match.start() - 4) : match.start()]
    if _FROM.search(before) and _ON.match(text, match.end()):
        return True
    if _FOUNDED_BEFORE.search(before) or _FOUNDED_AFTER.match(text, match.end()):
        return True
    return bool(_TERM_BEFORE.search(before) or _TERM_AFTER.match(text, match.end()))


def _is_history(day: date, today: date | None) -> bool:
    """Return whether a day is too far from the issue's to be what the report is on."""
    return today is not None and abs(day - today) > _HISTORY


def _with_year(
    month: int, day: int, which: str | None, issue: PrintedDate | None, today: date | None
) -> PrintedDate:
    meant = None
    if issue is not None and today is not None:
        shift = _YEARS.get(which or "")
        if shift is not None:
            meant = day_of(today.year + shift, month, day)
        else:
            meant = nearest(month, day, today)
            if meant is not None and not today - _BACK <= meant <= today + _AHEAD:
                meant = None
    if issue is None or meant is None:
        return PrintedDate(month, day, Evidence.TEXT)
    return printed(meant, Evidence.TEXT, issue.year_from or issue.day_from)


def _of_month(day: int, which: str | None, today: date) -> date | None:
    """Return the day of that number in the issue's month, or in the last if it is still to come."""
    this = day_of(today.year, today.month, day)
    if which != "上月" and this is not None and this <= today:
        return this
    before = today.replace(day=1) - timedelta(days=1)
    return day_of(before.year, before.month, day) if which != "本月" else this

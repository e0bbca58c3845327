"""How print writes what may be asked for: numbers with what they count, days, lists.

All of it works on compact texts, and knows nothing of a question but what it counts or measures.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from retrieval.analysis.normalise import HAN
from retrieval.analysis.words import cut_fast
from retrieval.compiled import late
from retrieval.model import Span, merged
from retrieval.query.query import AnswerType

_LONGEST = 60  # characters of a clause that is a fact
_LONGEST_LIST = 90
_SIGN = "0-9〇零一二两三四五六七八九十百千万亿"
_AMOUNT = (
    rf"(?<![{_SIGN}第.])(?:[0-9〇零一二两三四五六七八九十]|[百千](?=[余多]))"
    rf"(?:(?!千[瓦米克])[{_SIGN}]|[.,](?=[0-9]))*[余多几]?(?:(?!千[瓦米克])[万亿千百])*[余多]?"
)
_RANGE = rf"(?:{_AMOUNT}[至到~—-]{{1,2}})?{_AMOUNT}"
SIZE_UNIT = (
    "(?:平方|立方)?(?:公里|千米|厘米|毫米|米|英里)|平米|公斤|千克|吨|斤|克|亩|公顷|摄氏度|度|°c|岁|层"
    "|%|倍|海里|千瓦时|[千兆]?瓦|毫?升|级"
)
"""A pattern of the units that sizes are told in: how high, how far, how heavy, how old."""
_ANY_UNIT = (
    f"{SIZE_UNIT}|小时|分钟|个月|(?:人|架|班|车|户|列|艘)次|(?![年月日号时点分第至到和与及])[{HAN}]"
)
_PART = "(?:上午|下午|早上|晚上|中午|凌晨|傍晚|早|晚)"
_HOUR = "[0-9一二三四五六七八九十]{1,3}"
_CLOCK = rf"{_PART}?(?:[0-9]{{1,2}}:[0-9]{{2}}|{_HOUR}[时点](?:{_HOUR}分|半|整)?)"
_DAY = (
    "(?:(?:[0-9]{4}|今|明|去|前|后)年|本月|下月|上月)?[0-9]{1,2}月"
    "(?:[0-9]{1,2}[日号]|[上中下]旬|底|初)?|[0-9]{1,2}[日号](?:起|前)?|[0-9]{4}年(?:底|初)?"
    r"|[今明去]年(?:年?底|年?初|[春夏秋冬]季)|[明去]年|[今昨明][天日](?:\([^)]{2,8}\))?"
    "|(?:周|星期|礼拜)[一二三四五六日天]"
)
_PRINTED: dict[AnswerType, re.Pattern[str]] = {
    AnswerType.MONEY: late(rf"{_AMOUNT}(?:元|块钱?|美元|欧元|英镑|日元|港元)"),
    AnswerType.TIME: late(rf"(?:{_DAY})(?:{_CLOCK})?|{_CLOCK}"),
    AnswerType.TITLE: re.compile("《[^》]{1,40}》|“[^”]{2,20}”"),
}
_NO_YEAR = re.compile("[^明去年]")
_WHICH_DAY = re.compile("[哪几]一?[天日号]")
_A_DAY = re.compile("[日号天]")
NO_COUNT = re.compile("[0-9]{1,2}[日号月]|(?:19|20)[0-9]{2}年|一[^0-9]|[万亿千百]+[^0-9]")
_MEASURE = late(rf"{_RANGE}(?:{SIZE_UNIT})(?:/[a-z秒小时]+)?")
_HOW_MUCH = re.compile("多([大长高远重宽深厚快])")
_COUNTED = late(f"(?:多少|几)(?P<what>[{HAN}]{{1,3}})")
_CLASSIFIER = "[个名位家项件条种只辆]"
LENGTH = late(
    rf"(?!(?:19|20)[0-9]{{2}}年){_AMOUNT}(?:个?半)?"
    "(?:(?:个多?)?(?:小时|工作日|星期)|个多?月|分钟|秒钟?|天|周(?!年)|年)"
    rf"(?:{_AMOUNT}(?:分钟|分|秒|天|个月))*(?:以?内)?"
)
_ITEM = r"[^、,。;:!?\"“”()\n]{1,30}"
_LIST = re.compile(
    rf"{_ITEM}(?:、{_ITEM}){{2,}}|{_ITEM}、{_ITEM}?[和及]{_ITEM}|{_ITEM}、{_ITEM}?(?=等)"
)
_MADE_OF = re.compile("(?:组成|构成|组合)$")
_BETWEEN = re.compile("、|和|及")
PLACE = late(
    rf"(?:位于|来到|前往|走访|走进)(?P<to>[{HAN}a-z0-9]{{2,16}})"
    rf"|[到赴](?P<on>[{HAN}、]{{2,20}}?)(?=调研|走访|考察|慰问|检查|督导)"
    rf"|在(?P<at>[{HAN}]{{2,12}}?)(?=举行|举办|召开|启动|开幕|闭幕|开赛|成立|开工|开业|揭牌|签署|进行)"
)
_BEFORE = re.compile(rf"(?:{_PART}|每[人户天月年张])?[{_SIGN}.,:-]{{0,20}}$")
_AFTER = re.compile(
    rf"(?:(?<=[时点])(?:半|整|{_HOUR}分))?"
    "(?:小时|时|钟|人次|次|里|斤|月|工作日|星期|张|平方米|美元|%)?(?:/[^\\W\\d_]{1,2})?"
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)
_TO = re.compile("[至到~—-]{1,2}(?:次日|当日|当晚)?")
CLAUSE = re.compile(r"[^,，;；。!?！？\n]+")
PART_OF_CLAUSE = re.compile(r"[^、,，;；。!?！？\n]+")


def spans_of(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Return where a pattern matches a text."""
    return (Span(*found.span()) for found in pattern.finditer(text))


def around(text: str, within: Span, beside: re.Pattern[str]) -> Span:
    """Return the stretch of a pattern in which another one begins."""
    ends = (found.span() for found in beside.finditer(text) if found.end() > within.start)
    return Span(*next(ends, within))


def written(question: str, kind: AnswerType, text: str) -> Iterator[Span]:
    """Yield the sums, days and times, or titles in a text; none of another kind.

    Where a day is asked for, these alone, if there are any.
    """
    found = list(spans_of(_PRINTED[kind], text)) if kind in _PRINTED else []
    least = _A_DAY if _WHICH_DAY.search(question) else _NO_YEAR
    return iter([span for span in found if least.search(text, *span)] or found)


def counts_of(question: str, text: str) -> Iterator[Span]:
    """Yield the numbers of what a question for 多少 names: 50万名, of 雇员."""
    if asked := _COUNTED.search(question):
        named = asked["what"][:2]
        yield from spans_of(re.compile(rf"{_AMOUNT}{_CLASSIFIER}?(?={named})"), text)


def counts(question: str, text: str) -> Iterator[Span]:
    """Yield numbers with what they count; written in digits, if any are, for 三峡 is no number."""
    asked = _COUNTED.search(question)
    named = "|".join(asked["what"][:size] for size in (3, 2, 1)) if asked else ""
    named = named.replace("度", "度|°c")
    found: list[Span] = []
    for unit in filter(None, (named, _ANY_UNIT)):
        every = spans_of(re.compile(rf"{_RANGE}(?:{unit})"), text)
        found = found or [span for span in every if not NO_COUNT.fullmatch(text, *span)]
    digits = [span for span in found if any(sign.isdecimal() for sign in text[slice(*span)])]
    yield from digits or found


def measures(question: str, text: str) -> Iterator[Span]:
    """Yield the measures whose words before are most like the question's; 高 of a height is one."""
    found = list(spans_of(_MEASURE, text))
    worth = [_alike(question, _before(text, span)) for span in found]
    return (span for span, one in zip(found, worth, strict=True) if one == max(worth))


def _alike(question: str, before: str) -> float:
    asked = _HOW_MUCH.search(question)
    pairs = {before[at : at + 2] for at in range(len(before) - 1)}
    told = asked is not None and asked[1] in before
    return sum(pair in question for pair in pairs) + 1.5 * told


def _before(text: str, span: Span) -> str:
    """Return what stands before a stretch in its part of the clause."""
    return text[around(text, span, PART_OF_CLAUSE).start : span.start]


def grown_form(text: str, span: Span, *, how: bool) -> Span:
    """Return all that is printed of what has a form: a value with its unit, a clause that tells."""
    start, end = span
    value = re.search(f"[{_SIGN}]", text[start:end])
    if "@" in text[start:end]:
        found = (one for one in spans_of(_ADDRESS, text) if one.start <= start < one.end)
        return next(found, span)
    if not value and (how or end - start == 1):
        clause = around(text, span, CLAUSE)
        return clause if clause.end - clause.start <= _LONGEST else span
    if not value:
        return span
    before = _BEFORE.search(text[:start])
    start -= len(before[0].lstrip(".,:-")) if before else 0
    after = _AFTER.match(text, end)
    return Span(start, after.end() if after else end)


def joined_ends(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, the two ends of a stretch (9:00至21:00) made one."""
    joined: list[Span] = []
    for span in merged(spans):
        between = text[joined[-1].end : span.start] if joined else ""
        if between and _TO.fullmatch(between):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def lists(text: str) -> Iterator[Span]:
    """Yield the stretches that list things; of the first and last, no more than of the others.

    首批开放甲市、乙市、丙市三个城市 lists 甲市、乙市、丙市. No word is cut.
    """
    for found in _LIST.finditer(text):
        first, *inner, last = _BETWEEN.split(found[0])
        longest = max(map(len, inner or (last,)))
        ends = [0, *accumulate(map(len, cut_fast(found[0])))]
        start = bisect_right(ends, max(0, len(first) - longest)) - 1
        made = _MADE_OF.search(found[0])
        beyond = len(last) - longest if inner and len(last) > 2 * longest else 0
        end = bisect_left(ends, (made.start() if made else len(found[0])) - beyond)
        span = Span(found.start() + ends[start], found.start() + ends[end])
        if span.end - span.start <= _LONGEST_LIST:
            yield span

"""Where print tells what a question asks of a story, by its form.

All of it works on the compact text of a sentence.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from retrieval.analysis import words
from retrieval.analysis.normalise import HAN
from retrieval.answer.answer_type import surnamed
from retrieval.answer.fact_forms import (
    CLAUSE,
    LENGTH,
    NO_COUNT,
    around,
    joined_ends,
    lists,
    spans_of,
    written,
)
from retrieval.compiled import late
from retrieval.model import Span
from retrieval.names.gazetteer import Gazetteer, Match
from retrieval.names.posts import TITLES, title
from retrieval.query.query import AnswerType
from retrieval.query.story_question import Form, Thing
from retrieval.reading.surnames import COMMON
from retrieval.word_list import words as word_list

_SIGN = "0-9〇零一二两三四五六七八九十廿卅百千万亿"
_NUMBER = (
    rf"(?<![{_SIGN}第.])(?:(?:[0-9〇零一二两三四五六七八九十廿卅半]|[百千](?=[余多]))"
    rf"(?:[{_SIGN}]|[.,](?=[0-9]))*[余多几来]?[万亿千百]*[余多]?)"
)
_RANGE = rf"(?:{_NUMBER}[至到~—-]{{1,2}})?{_NUMBER}"
_ALIKE = (
    "个人名位家",
    "项件种条个",
    "天日",
    "年岁",
    "处个",
    "家户",
    "针剂",
    "人名位",
    "本册",
    "台辆",
)
_PATTERNS: Mapping[Form, re.Pattern[str]] = {
    Form.SHARE: late(
        rf"[0-9.]+个?(?:%|百分点)|百分之[{_SIGN}点.]+|{_NUMBER}倍|[一二三四五六七八九]成(?![立功为员果绩都年本])"
    ),
    Form.CHANGE: late(
        rf"[0-9.]+个?(?:%|百分点)|百分之[{_SIGN}点.]+|{_NUMBER}(?![年月日号时点分第])[{HAN}]"
    ),
    Form.YEAR: re.compile(
        r"(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?(?:底|初)?|[今去前明]年|[0-9]{2}年代"
    ),
    Form.CLOCK: late(
        r"(?:上午|下午|早上|晚上|中午|凌晨|傍晚|早|晚)?(?:[0-9]{1,2}[::][0-9]{2}|"
        r"[0-9一二三四五六七八九十]{1,3}[时点](?!以|间|候|代|期)(?:[0-9一二三四五六七八九十]{1,3}分|半|整)?)"
    ),
    Form.WEEK: re.compile("(?:每?周|星期|礼拜)[一二三四五六日天末]"),
    Form.PHONE: re.compile(
        r"(?<![0-9])(?:[0-9]{3,4}-)?[0-9]{7,8}(?![0-9])|1[0-9]{10}|1[0-9]{4}(?![0-9])|[0-9]{3,4}-[0-9]{4,}|(?<=电话)[0-9]{3,}|[〇零一二三四五六七八九]{7,}"
    ),
    Form.ORDINAL: re.compile(
        rf"第[{_SIGN}]+[名届次位期批]?|[一二三特]等奖|冠军|亚军|季军|首[届次]|榜首"
    ),
    Form.SCORE: re.compile(r"[0-9]+[::比][0-9]+"),
    Form.TITLE: re.compile(
        "《[^》]{1,40}》|“[^”]{2,20}”|(?:名为|名叫|取名|命名为|叫做?)[^,。;]{2,12}"
    ),
}
_LENGTH = late(
    f"{LENGTH.pattern}|(?<![0-9一二两三四五六七八九十])半(?:个?小时|天|年|个月)(?:以?内)?"
)
_MONTH = "(?:十[一二]?|[一二三四五六七八九]|[0-9]{1,2})月"
_WHEN = late(
    f"{_MONTH}(?:[一二三四五六七八九十廿卅]+[日号]|[上中下]旬|底|初|份)?(?:前后?|起)?"
    "|(?:今|明|去|前|本|当)?年(?:年?[底初内]|[上下]半年)(?:之?前)?|[本上下]个?月[底初末]?(?:前|起)?"
    "|[本上下](?:周|星期)[一二三四五六日天末]?(?:前|起)?|即日起?|[今昨明当][晚夜天日早晨](?:[上下]午)?"
    "|(?:元旦|春节|清明|端午|中秋|国庆|五一|暑假|寒假)(?:节|假期)?(?:之?前|期间|前后)?|(?:[上下]午|晚上|早上)?(?:放学|下班|下课|开学|放假|入[春夏秋冬]|汛期|雨季|天黑|天亮)(?:以|之)?[前后]|日前|近日|(?:19|20)[0-9]{2}年"
)
_CALLED = late(
    f"老[{''.join(COMMON)}](?![{HAN}]*[家人])"
    f"|[{''.join(COMMON)}](?:先生|女士|大姐|大爷|大妈|阿姨|师傅|某某?|小姐|太太|奶奶|爷爷)"
)
_PERSON_BEFORE = frozenset("长者员手师生民将人士兵工户任授家匠农医警官友迷翁汉女妇童孩")
_SITES = (
    "省|市|区|县|镇|乡|村|街道|社区|小区|路|大道|街|巷|广场|公园|中心|学校|小学|中学|大学|学院|医院|大厦|"
    "馆|厅|园|楼|站|场|桥|基地|口|院|寺|山|河|湖|港|岛|层|室|号|处|局|所|店|城|厂|岸|旁|附近|一带|"
    "交汇处|以[东南西北]|区域|地区|路段"
)
_PLACE = late(
    rf"(?:位于|坐落于?|地址|地点|设在|落户|来到|前往|走进|走访|赴|在|到|于|对)[是为设在::]*"
    rf"(?P<to>(?:(?![将了举被有])[{HAN}a-z0-9·“”-]){{1,24}}(?:{_SITES}))"
)
_AT = (
    *("在", "于", "赴", "到", "抵达", "飞抵", "前往", "来到"),
    *("直达", "飞往", "开往", "通往", "途经"),
)
_BARE_NAMES = frozenset(word_list(__package__, "no_names"))
_EXTENDS = frozenset(("n", "j", "b", "s", "z", "m", ""))
_FOREIGN = 3  # characters of a person's name that the dictionary has
_LONGEST_NAME = 16
_LONGEST_CLAUSE = 60
_POSTS = late(f"[{HAN}]{{0,12}}(?:{'|'.join(map(re.escape, TITLES))})")


def told(thing: Thing, line: str, text: str, names: Gazetteer) -> list[Span]:
    """Return where a sentence tells a thing that a question, its line, asks for, in order."""
    found = list(_OF.get(thing.form, _patterned)(thing, line, text, names))
    return [span for span in joined_ends(text, found) if span.start < span.end]


def _patterned(thing: Thing, _line: str, text: str, _names: Gazetteer) -> Iterator[Span]:
    return spans_of(_PATTERNS[thing.form], text)


def _counted(thing: Thing, _line: str, text: str, _names: Gazetteer) -> Iterator[Span]:
    for span in spans_of(_count_pattern(thing.told), text):
        if thing.rare or not NO_COUNT.fullmatch(text, *span):
            yield span


@lru_cache(256)
def _count_pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    if not units:
        return re.compile(rf"{_RANGE}(?![年月日号时点分第至到])[{HAN}]")
    each = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    nth = f"|第[{_SIGN}]+次" if "次" in units else ""
    return re.compile(rf"{_RANGE}(?:{each})次?{nth}")


def _valued(thing: Thing, _line: str, text: str, _names: Gazetteer) -> Iterator[Span]:
    return spans_of(_unit_pattern(thing.told), text)


@lru_cache(256)
def _unit_pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    bare = [unit for unit in units if unit in ("免费", "免票")]
    each = sorted((unit for unit in units if unit not in bare), key=len, reverse=True)
    valued = rf"{_RANGE}(?:{'|'.join(map(re.escape, each))})(?:/[^\W\d_]{{1,3}})?"
    short = rf"{_RANGE}(?<=[万亿])(?=[,。;)])" if "元" in units else None
    return re.compile("|".join(filter(None, (valued, short, *bare))))


def _lasting(_thing: Thing, _line: str, text: str, _names: Gazetteer) -> Iterator[Span]:
    return spans_of(_LENGTH, text)


def _timed(thing: Thing, line: str, text: str, _names: Gazetteer) -> Iterator[Span]:
    asked = "哪天" if thing.form is Form.DAY else line
    found = [*written(asked, AnswerType.TIME, text), *spans_of(_WHEN, text)]
    if thing.form is Form.DAY:
        found = [
            span
            for span in found
            if re.search("[月日号周]|星期|[今明后昨当][天日]", text[slice(*span)])
        ]
    return iter(found)


def _placed(_thing: Thing, _line: str, text: str, _names: Gazetteer) -> Iterator[Span]:
    for found in _PLACE.finditer(text):
        yield Span(*found.span("to"))
    at = 0
    before = ""
    for word in words.cut_fast(text):
        known = len(word) > 1 and words.tag(word) == "ns"
        if known and (before.endswith(_AT) or words.tag(before) == "ns"):
            yield Span(at, at + len(word))
        at += len(word)
        before = word


def _named(thing: Thing, _line: str, text: str, _names: Gazetteer) -> Iterator[Span]:
    """Yield the names with an ending of the kind, from the first word that may be part of one."""
    ends: list[tuple[int, str]] = []
    at = 0
    for word in words.cut_fast(text):
        at += len(word)
        ends.append((at, word))
    for number, (end, word) in enumerate(ends):
        if not word.endswith(thing.told) or word in _BARE_NAMES:
            continue
        after = ends[number + 1][1] if number + 1 < len(ends) else ""
        if after.startswith(("长", "委", "民")) or (
            after and after.endswith(thing.told) and len(after) > 1
        ):
            continue
        start = end - len(word)
        before = number
        while before > 0:
            _, other = ends[before - 1]
            extends = words.tag(other)[:1] in _EXTENDS and re.fullmatch(f"[{HAN}a-z0-9·]+", other)
            if not extends or other in _BARE_NAMES or end - start + len(other) > _LONGEST_NAME:
                break
            start -= len(other)
            before -= 1
        stem = text[start:end]
        if (
            stem not in thing.told
            and stem[:-1] not in _BARE_NAMES
            and not re.fullmatch(rf"[{_SIGN}个多余]+.{{1,3}}", stem)
        ):
            yield Span(start, end)


def _known(thing: Thing, _line: str, text: str, _names: Gazetteer) -> Iterator[Span]:
    return spans_of(_any_of(thing.told), text)


def _people(_thing: Thing, line: str, text: str, names: Gazetteer) -> Iterator[Span]:
    for found in names.find(text):
        if found.person and found.how is Match.EXACT and found.typed not in line:
            yield found.span
    for span in surnamed(text):
        before = text[: span.start]
        named = title(before) is not None or before[-1:] in _PERSON_BEFORE
        if named and text[slice(*span)] not in line:
            yield span
    yield from spans_of(_CALLED, text)
    at = 0
    for word in words.cut_fast(text):
        if len(word) >= _FOREIGN and words.tag(word) == "nrt" and word not in line:
            yield Span(at, at + len(word))
        at += len(word)


def _actors(thing: Thing, line: str, text: str, names: Gazetteer) -> Iterator[Span]:
    yield from _named(thing, line, text, names)
    yield from _people(thing, line, text, names)


def _posts(_thing: Thing, _line: str, text: str, _names: Gazetteer) -> Iterator[Span]:
    return spans_of(_POSTS, text)


def _listing(_thing: Thing, _line: str, text: str, _names: Gazetteer) -> Iterator[Span]:
    return lists(text)


def _worded(thing: Thing, _line: str, text: str, _names: Gazetteer) -> Iterator[Span]:
    """Yield the clauses that begin to tell it."""
    for found in _any_of(thing.told).finditer(text):
        clause = around(text, Span(*found.span()), CLAUSE)
        yield clause if clause.end - clause.start <= _LONGEST_CLAUSE else Span(*found.span())


def _whole(_thing: Thing, _line: str, text: str, _names: Gazetteer) -> Iterator[Span]:
    yield Span(0, len(text))


@lru_cache(256)
def _any_of(told_by: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(told_by, key=len, reverse=True))))


_Finder = Callable[[Thing, str, str, Gazetteer], Iterator[Span]]
_OF: Mapping[Form, _Finder] = {
    Form.COUNT: _counted,
    Form.SUM: _valued,
    Form.MEASURE: _valued,
    Form.LENGTH: _lasting,
    Form.TIME: _timed,
    Form.DAY: _timed,
    Form.PLACE: _placed,
    Form.NAME: _named,
    Form.ONE_OF: _known,
    Form.PERSON: _people,
    Form.ACTOR: _actors,
    Form.POST: _posts,
    Form.LIST: _listing,
    Form.WORDS: _worded,
    Form.WAY: _worded,
    Form.ANY: _whole,
}

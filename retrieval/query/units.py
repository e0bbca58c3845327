"""A question's words as units: what it demands of an answer.

The question falls into jieba's words. Fillers go; neighbouring single characters, for which the
dictionary has no word, are one unit (``帝益肥``). A unit is worded as typed or as newspapers put it
(`retrieval.query.synonyms`).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from retrieval.analysis import words
from retrieval.analysis.normalise import HAN
from retrieval.analysis.numbers import Kind, Number, numbers
from retrieval.analysis.values import term_of
from retrieval.names.posts import ADDRESSES, OFFICES, title
from retrieval.query.query import Unit, UnitKind
from retrieval.query.question_words import FILLERS, VAGUE
from retrieval.query.synonyms import SYNONYMS
from retrieval.reading.places import is_place
from retrieval.reading.surnames import COMMON

_HAN = re.compile(f"[{HAN}]+")
_EXACT = re.compile(rf"[^\W_{HAN}]+(?:[-.,:/+&][^\W_{HAN}]+)*[%‰]?")
_SPECIFIC = re.compile(
    "电话(?:号码)?|手机号|联系方式|地址|邮箱|微信号?|官网|网址|年龄|岁数|生日|学历|简历|籍贯|老家|老婆|妻子|丈夫|"
    "儿子|女儿|身高|体重|工资|薪水|薪资|月薪|年薪|奖金|(?:股|房|票|油|菜|肉|物|售|单|均|租|房屋价|发行)价|价格|售价|"
    "门票|票价|学费|租金|房租|房贷|利率|汇率|市值|股票|"
    "(?:开放|营业|上班|办公|开门|关门|闭馆|开馆|接待)时间|分数线?|录取|招生|招聘|报名|成绩|排名|天气|气温|人口|面积|"
    "哪[里儿]人|怎么[走去坐到]|每[月人平户]|人均|gdp|密码|菜谱|彩票|限号|停电|停水|"
    # what is asked of whoever answers, not of a newspaper
    "笑话|作文|首诗|唱歌|翻译|假装|扮演|编造|骂|骗子|坏人|贪官|混蛋|傻"
)
# Where somebody comes from is put in many words, none of which is the question's.
_ORIGINS = frozenset(("哪里人", "哪儿人", "籍贯", "老家"))
_ORIGIN = (
    "籍贯",
    "祖籍",
    "生于",
    "老家",
    "家乡",
    "人氏",
    *(f"{place}人" for place in "省市县村镇"),
)
_CLASSES = ("大学", "中学", "小学", "学院", "医院", "公司", "集团", "银行", *"省市区县镇乡村")
_NO_PLACES = frozenset(("综合", "连线"))  # they stand like places in bylines
_SMALL = 100  # a lower number may be said otherwise, or not at all
_ROUND = 2  # characters on either side of a word that hold it
_VAGUE, _CHARACTER, _PLACE, _WORD, _HEAVY = 0.0, 0.4, 0.5, 1.0, 1.5


def units(text: str) -> Iterator[Unit]:
    """Yield the units of a folded text that is free of names, days and asking phrases, in order."""
    at = 0
    for number in numbers(text):
        if number.start >= at and _is_spelled(number):
            yield from _runs(text[at : number.start])
            yield _number(number)
            at = number.end
    yield from _runs(text[at:])


def _runs(text: str) -> Iterator[Unit]:
    for run in re.finditer(rf"[{HAN}]+|{_EXACT.pattern}", text):
        if _HAN.fullmatch(run[0]):
            yield from _chinese(run[0])
        else:
            yield _exact(run[0])


def _is_spelled(number: Number) -> bool:
    """Return whether a number may be printed in other characters: digits alone are as they are."""
    return not number.written.isdecimal() and term_of(number.written) is not None


def _number(number: Number) -> Unit:
    if number.kind is not Kind.PHONE and abs(number.value) < _SMALL:
        return Unit(number.written, UnitKind.EXACT, _WORD, (number.written,))
    return Unit(number.written, UnitKind.FIGURE, _HEAVY, (number.written,))


def halves(unit: Unit) -> tuple[Unit, ...]:
    """Return the two words that a word of four characters is made of (主持会议), or none.

    The name of a body or place (河南大学) has none: its parts do not mean what it means.
    """
    word = unit.typed
    if len(word) != 4 or word.endswith(_CLASSES):  # noqa: PLR2004 (two words of two)
        return ()
    return _word(word[:2]), _word(word[2:])


def _exact(run: str) -> Unit:
    if re.fullmatch("[0-9]{1,2}", run):
        return Unit(run, UnitKind.EXACT, _CHARACTER, (run,))
    if re.match("[0-9]{3}", run):
        return Unit(run, UnitKind.FIGURE, _HEAVY, (run,))
    return Unit(run, UnitKind.EXACT, _WORD, (run, *SYNONYMS.get(run, ())))


def _chinese(run: str) -> Iterator[Unit]:
    at = 0
    for match in _SPECIFIC.finditer(run):
        yield from _words(run[at : match.start()])
        wordings = (match[0], *_ORIGIN) if match[0] in _ORIGINS else (match[0],)
        yield Unit(match[0], UnitKind.SPECIFIC, _HEAVY, wordings)
        at = match.end()
    yield from _words(run[at:])


def _words(run: str) -> Iterator[Unit]:
    at = 0
    for word in _grouped(_joined(words.cut(run))):
        end = at + len(word)
        if word not in FILLERS:
            unit = _word(word)
            if unit.weight:
                unit = replace(unit, blurs=_blurs(run, at, end), seams=_seams(run, at, end))
            yield unit
        at = end


def _grouped(cut: Iterator[str]) -> Iterator[str]:
    """Join neighbouring characters that are no words, unless each has synonyms or is vague."""
    for lone, group in groupby(cut, key=lambda word: len(word) == 1 and word not in FILLERS):
        found = list(group)
        if lone and not all(word in SYNONYMS or word in VAGUE for word in found):
            yield "".join(found)
        else:
            yield from found


def _joined(cut: list[str]) -> Iterator[str]:
    """Join what a cut parted: a word that has synonyms; a surname and a form of address."""
    at = 0
    while at < len(cut):
        size = next((n for n in (3, 2) if _is_one(cut[at : at + n])), 1)
        yield "".join(cut[at : at + size])
        at += size


def _is_one(cut: list[str]) -> bool:
    if "".join(cut) in SYNONYMS:
        return len(cut) > 1
    return len(cut) == 2 and cut[1] in ADDRESSES and (cut[0] == "副" or cut[0] in COMMON)  # noqa: PLR2004 (who, and what)


def _word(word: str) -> Unit:
    if word in VAGUE:
        return Unit(word, UnitKind.WORD, _VAGUE, (word,))
    if title(word) in OFFICES:
        return Unit(word, UnitKind.SPECIFIC, _HEAVY, (word,))
    if is_place(word) and word not in _NO_PLACES:
        return Unit(word, UnitKind.PLACE, _PLACE, (word,))
    weight = _CHARACTER if len(word) == 1 else _WORD
    return Unit(word, UnitKind.WORD, weight, (word, *SYNONYMS.get(word, ())))


def _seams(run: str, start: int, end: int) -> tuple[str, ...]:
    """Return the bigrams across a word's bounds: what is left of a word that was cut wrongly."""
    return tuple(run[at - 1 : at + 1] for at in (start, end) if 0 < at < len(run))


def _blurs(run: str, start: int, end: int) -> tuple[str, ...]:
    """Return patterns of a word with one character wrong, beside at least three right ones.

    Words that end with the class of a place or body (大学, 医院) have none: 中学 is no misprint.
    """
    if end - start < 2 or run[start:end].endswith(_CLASSES):  # noqa: PLR2004 (a lone character)
        return ()
    left, right = max(0, start - _ROUND), min(len(run), end + _ROUND)
    return tuple(
        f"{re.escape(run[left:at])}.{re.escape(run[at + 1 : right])}"
        for at in range(start, end)
        if left < at < right - 1 and right - left > _ROUND + 1
    )

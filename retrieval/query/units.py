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
from retrieval.analysis.sizes import is_rough
from retrieval.analysis.values import term_of
from retrieval.compiled import late
from retrieval.names.posts import ADDRESSES, OFFICES, title
from retrieval.query.query import Unit, UnitKind
from retrieval.query.question_words import FILLERS, VAGUE
from retrieval.query.synonyms import SYNONYMS
from retrieval.reading.places import is_place
from retrieval.reading.surnames import COMMON
from retrieval.word_list import words as listed

_HAN = re.compile(f"[{HAN}]+")
_EXACT = late(rf"[^\W_{HAN}]+(?:[-.,:/+&][^\W_{HAN}]+)*[%‰]?")
_SPECIFIC = re.compile(
    "|".join(map(re.escape, sorted(listed(__package__, "specific"), key=len, reverse=True)))
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
    if is_rough(number):
        return Unit(number.written, UnitKind.FIGURE, _HEAVY, (number.written,), rough=number)
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
    """Join what a cut parted: synonyms' words and fillers; a surname and a form of address."""
    at = 0
    while at < len(cut):
        size = next((n for n in (3, 2) if _is_one(cut[at : at + n])), 1)
        yield "".join(cut[at : at + size])
        at += size


def _is_one(cut: list[str]) -> bool:
    joined = "".join(cut)
    if joined in SYNONYMS or joined in FILLERS:
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


def _blurs(run: str, start: int, end: int) -> tuple[tuple[str, str], ...]:
    """Return what stands before and after each character of a word that may be wrong.

    At least three characters beside it are right.

    Words that end with the class of a place or body (大学, 医院) have none: 中学 is no misprint.
    """
    if end - start < 2 or run[start:end].endswith(_CLASSES):  # noqa: PLR2004 (a lone character)
        return ()
    left, right = max(0, start - _ROUND), min(len(run), end + _ROUND)
    return tuple(
        (run[left:at], run[at + 1 : right])
        for at in range(start, end)
        if left < at < right - 1 and right - left > _ROUND + 1
    )

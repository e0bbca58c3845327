"""The numbers of lists as Word prints them, which its file does not hold as text."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from retrieval.formats.word.names import children_of, number, value, w

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MOST = 10_000  # beyond which a number is written in figures
_LEVELS = 9
_BULLET = "·"
_PRIVATE = range(0xE000, 0xF900)  # characters that only their own font prints
_CLOSED = frozenset("、．。：；）)】》.:")


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    spaced: bool = True


@dataclass(slots=True)
class _Counted:
    """A list's levels and how far each has counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class WordLists:
    """The lists of a Word file; they count as their entries come."""

    def __init__(self, numbering: ET.Element | None) -> None:
        self._lists: dict[str, _Counted] = {}
        self._begun: dict[str, dict[int, int]] = defaultdict(dict)
        shared: dict[str, _Counted] = {}
        for one in children_of(numbering):
            if one.tag == w("abstractNum"):
                levels = {at: _level(given) for at, given in _levels(one)}
                shared[one.get(w("abstractNumId")) or ""] = _Counted(levels)
        for one in children_of(numbering):
            if one.tag == w("num"):
                called = one.get(w("numId")) or ""
                self._lists[called] = shared.get(value(one, "abstractNumId") or "", _Counted())
                for override in one.findall(w("lvlOverride")):
                    start = number(value(override, "startOverride"))
                    if start is not None:
                        self._begun[called][number(override.get(w("ilvl"))) or 0] = start

    def label(self, called: str, at: int) -> str:
        """Return what stands before the next entry of a list, on a level from 0; maybe nothing."""
        counted = self._lists.get(called)
        level = None if counted is None else counted.levels.get(at)
        if counted is None or level is None:
            return ""
        if level.form == "bullet":
            sign = level.text[:1]
            return f"{_BULLET if not sign or ord(sign) in _PRIVATE else sign} "
        begun = self._begun[called].pop(at, None)
        before = counted.counts.get(at, level.start - 1)
        counted.counts[at] = before + 1 if begun is None else begun
        for deeper in range(at + 1, _LEVELS):
            counted.counts.pop(deeper, None)
        text = level.text
        for place in range(_LEVELS):
            mark = f"%{place + 1}"
            if mark in text:
                other = counted.levels.get(place, level)
                text = text.replace(
                    mark, _written(counted.counts.get(place, other.start), other.form)
                )
        spaced = text and level.spaced and text[-1] not in _CLOSED - {"."} and text[-1].isascii()
        return f"{text} " if spaced or (level.spaced and text.endswith(".")) else text


def _levels(one: ET.Element) -> list[tuple[int, ET.Element]]:
    return [(number(level.get(w("ilvl"))) or 0, level) for level in one.findall(w("lvl"))]


def _level(given: ET.Element) -> _Level:
    start = number(value(given, "start"))
    return _Level(
        value(given, "numFmt") or "decimal",
        value(given, "lvlText") or "",
        1 if start is None else start,
        value(given, "suff") != "nothing",
    )


def _written(count: int, form: str) -> str:
    """Return a number as a list's form has it."""
    written = _FORMS.get(form)
    return str(count) if written is None or not 0 < count < _MOST else written(count)


def _chinese(count: int) -> str:
    """Return a number in words: 十二, 一百零三."""
    if count < 10:  # noqa: PLR2004 (digits)
        return _DIGITS[count]
    parts: list[str] = []
    skipped = False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, count = divmod(count, unit)
        if digit:
            parts.append(("零" if skipped and parts else "") + _DIGITS[digit] + word)
        skipped = not digit
    text = "".join(parts)
    return text.removeprefix("一") if text.startswith("一十") else text


def _roman(count: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        while count >= worth and len(text) < _LEVELS:
            text, count = text + sign, count - worth
    return text


def _circled(first: str, most: int) -> Callable[[int], str]:
    return lambda count: chr(ord(first) + count - 1) if count <= most else f"({count})"


def _letter(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26)


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda count: f"{count:02}",
    "decimalFullWidth": lambda count: str(count).translate(
        {ord("0") + i: ord("０") + i for i in range(10)}
    ),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerLetter": _letter,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": lambda count: "".join(_DIGITS[int(digit)] for digit in str(count)),
    "chineseLegalSimplified": lambda count: "".join(
        _LEGAL[_DIGITS.index(char)] if char in _DIGITS else char for char in _chinese(count)
    ),
    "decimalEnclosedCircle": _circled("①", 20),
    "decimalEnclosedCircleChinese": _circled("①", 20),
    "decimalEnclosedParen": _circled("⑴", 20),
    "decimalEnclosedFullstop": _circled("⒈", 20),
    "ideographEnclosedCircle": _circled("㊀", 10),
}

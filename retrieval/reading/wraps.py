"""Spaces that stand where the printed column broke its lines: ``船厂创办 人兼总经理``.

Some tools give a paragraph in one line and leave a space at each break. Such a space says nothing,
but others between two Chinese characters do (``张三 李四``, ``本报讯 近日``), so that breaks are
told by their **measure**: they stand a column's width apart, all over the page, in running text.
Only where that is so are they taken out. Spaces beside Latin words and numbers stay.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.reading.characters import columns
from retrieval.reading.markup import Line, Mark

_MEASURES = range(22, 73)  # columns
_SHORTER = 4  # columns by which a line may be shorter than the measure: marks, a Latin word
_HANGING = 2  # and longer
_INDENT = 5  # columns that the first line begins later
_PROOF = 2  # breaks between Chinese characters, in one line
_PROOF_APART = 3  # or in several
_MOST_OTHERS = 0.34  # of the spaces between Chinese characters, those that are no breaks
_FEWEST_BREAKS = 0.75  # of the breaks that so much text of that measure must have
_OPENING = 12  # columns in which a report's opening words stand, with a space after them
_MOST_FIELDS = 1  # 主办：…; several are a list, with a space between two
_SHORTEST = 30  # columns of a line that is running text

_SPACE = re.compile(r"(?<=\S) (?=\S)")
_WIDE = r"[\u2014-\u2027\u3001-\u303f\u3400-\u9fff\uff00-\uffef]"
_BETWEEN_WIDE = re.compile(rf"{_WIDE} {_WIDE}")
_BETWEEN_HAN = re.compile(r"[\u3400-\u9fff] [\u3400-\u9fff]")
# Spaces that print has anyway prove nothing: 记者 张三, 景静 摄, 本报讯 近日, 周一 公园, 第三 加强.
_PRINTED = re.compile(
    r"(?:[记記]者|[员員讯訊电電]|[周第期][一二三四五六七八九十日]{1,2}|[一二三四五六七八九十]是) "
    r"|[\u4e00-\u9fff] (?:[摄攝]|[图圖][/为為]|文/)"
)
# And those of a credit in brackets stay: （记者 张三 通讯员 李四）.
_CREDIT = re.compile(
    r"[（(【][^（）()【】]{0,60}?(?:[记記]者|通[讯訊]|报道|報導|供稿|[摄攝]|编辑|編輯)[^（）()【】]{0,60}[）)】]"
)
_OPENS = re.compile(r" (?:[本据據][报報]?[^，。]{0,6}[讯訊电電]|[记記]者|通[讯訊]员)")
_STOP = re.compile("[，。；、！？,;]")
_FIELD = re.compile(r"(?:^| )[\u4e00-\u9fff]{2,6}[：:]")


@dataclass(frozen=True, slots=True)
class _Space:
    """A space in a line; only one between Chinese is taken out, and none printed proves a break."""

    at: int  # its offset
    column: int
    chinese: bool  # between Chinese characters or marks
    proves: bool  # between two characters that print has no space between


@dataclass(frozen=True, slots=True)
class _Text:
    """A line of running text, by its index in the page's, and its spaces."""

    index: int
    width: int
    spaces: tuple[_Space, ...]


@dataclass(frozen=True, slots=True)
class _Breaks:
    """Line ends of a measure: (line, offset) of spaces to take out, and how many are proof."""

    places: frozenset[tuple[int, int]] = frozenset()
    proof: int = 0
    most: int = 0  # of it in one line


def without_wraps(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines without the spaces that are only a column's line breaks."""
    if not any(_BETWEEN_HAN.search(line.text) for line in lines):
        return tuple(lines)
    texts = [_text(index, line) for index, line in enumerate(lines) if _may_hold_breaks(line)]
    if sum(space.proves for text in texts for space in text.spaces) < _PROOF:
        return tuple(lines)
    every = (_breaks(texts, measure) for measure in _MEASURES)
    found = max(every, key=lambda breaks: (breaks.proof, len(breaks.places)))
    if found.most < _PROOF and found.proof < _PROOF_APART:
        return tuple(lines)
    mended = list(lines)
    for text in texts:
        printed = mended[text.index].text
        kept, done = [], 0
        for space in text.spaces:
            if (text.index, space.at) in found.places:
                kept.append(printed[done : space.at])
                done = space.at + 1
        kept.append(printed[done:])
        mended[text.index] = replace(mended[text.index], text="".join(kept))
    return tuple(mended)


def _may_hold_breaks(line: Line) -> bool:
    running = line.mark in (Mark.PLAIN, Mark.ALT) and line.width >= _SHORTEST
    fields = len(_FIELD.findall(line.text))
    return running and _STOP.search(line.text) is not None and fields <= _MOST_FIELDS


def _text(index: int, line: Line) -> _Text:
    if " " not in line.text:
        return _Text(index, line.width, ())
    text = _CREDIT.sub(lambda credit: credit[0].replace(" ", "_"), line.text)
    spaces = []
    done = width = 0
    for at in (match.start() for match in _SPACE.finditer(text)):
        width += columns(text[done:at])
        spaces.append(_space(text, at, width))
        done = at
    return _Text(index, width + columns(text[done:]), tuple(spaces))


def _space(text: str, at: int, column: int) -> _Space:
    opens = _OPENS.match(text, at) is not None  # a report, after its headline
    chinese = not opens and _BETWEEN_WIDE.match(text, at - 1) is not None
    printed = _PRINTED.search(text, max(0, at - 2), at + 3) is not None
    between = _BETWEEN_HAN.match(text, at - 1) is not None
    return _Space(at, column, chinese, chinese and between and not printed)


def _breaks(texts: Sequence[_Text], measure: int) -> _Breaks:
    """Return the page's breaks if it has this measure, none if it has not."""
    found: set[tuple[int, int]] = set()
    proof = most = others = room = breaks = 0
    for text in texts:
        before = proof
        room += max(0, text.width - measure // 2) // measure
        start, first = 0, True
        for space in text.spaces:
            width = space.column - start
            lines = max(1, round(width / measure))
            shortest = lines * measure - _SHORTER - (_INDENT if first else 0)
            if shortest <= width <= lines * measure + _HANGING:
                start, first = space.column + 1, False
                breaks += 1
                proof += space.proves
                if space.chinese:
                    found.add((text.index, space.at))
            elif space.proves and space.column > _OPENING:
                others += 1
        most = max(most, proof - before)
    fits = others <= _MOST_OTHERS * (others + proof) and breaks >= _FEWEST_BREAKS * room
    return _Breaks(frozenset(found), proof, most) if fits else _Breaks()

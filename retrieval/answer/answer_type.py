"""Whether a passage holds words of a question's answer type: a sum, a time, a name, a post.

This is a weak signal: of two passages on the matter, the one that can hold the answer goes first.
"""

import re
from collections.abc import Collection, Iterator

from retrieval.analysis import words
from retrieval.analysis.normalise import compact_text
from retrieval.answer.fact_forms import SIZE_UNIT
from retrieval.model import Span
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.posts import title
from retrieval.query.query import AnswerType
from retrieval.reading.surnames import COMMON, RARE

_NUMERAL = "[0-9〇一二两三四五六七八九十百千万亿]"
_PATTERNS = {
    AnswerType.MONEY: re.compile(
        rf"{_NUMERAL}+(?:\.[0-9]+)?(?:余|多)?[万亿千百]*(?:元|块|美元|欧元)"
    ),
    AnswerType.MEASURE: re.compile(
        rf"{_NUMERAL}(?:\.[0-9]+)?[万亿千百]*(?:余|多)?(?:{SIZE_UNIT}|元|人|家)"
    ),
    AnswerType.NUMBER: re.compile(
        r"[0-9](?![0-9]*[年月日时点])|[一二两三四五六七八九十百千万]+(?:个|名|家|项|人|次|位|条|所|种|年|吨|亩|公里|米|岁)"
    ),
    AnswerType.TIME: re.compile(
        rf"{_NUMERAL}+[月日号时点年]|[上下]午|昨日|昨天|今天|今日|近日|日前|年底|月底|今年|去年|明年|早日"
    ),
    AnswerType.TITLE: re.compile("《|为题|名为|题为|叫做"),
    AnswerType.LIST: re.compile("(?:[^、。;]+、){2}|、[^、。;,]+等"),
    AnswerType.PLACE: re.compile("到|赴|前往|走访|走进|位于|[省市区县镇村路街]"),
    AnswerType.SPEECH: re.compile("强调|表示|指出|要求|提出|认为|说|介绍|坦言|希望"),
}
_SURNAMES = frozenset((*COMMON, *RARE))
_FUNCTION = frozenset("pudcrmfky")  # classes of the dictionary: prepositions, particles …
_LONGEST_NAME = 3
RECOGNIZABLE = frozenset(
    (
        AnswerType.MONEY,
        AnswerType.MEASURE,
        AnswerType.NUMBER,
        AnswerType.TIME,
        AnswerType.SPEECH,
        AnswerType.POST,
    )
)
"""The types that a pattern recognizes well enough to count for a passage."""


def holds(
    answer_type: AnswerType | None, text: str, names: Gazetteer, asked: Collection[str] = ()
) -> bool:
    """Return whether a compact text holds words of a type; True for one without a pattern.

    A post must be that of one of the names ``asked`` about (compact), if any of them is known.
    """
    if answer_type is AnswerType.PERSON:
        return any(found.person for found in names.find(text)) or _has_person(text)
    if answer_type is AnswerType.POST:
        return not any(map(names.__contains__, asked)) or any(
            title(text[: found.span.start]) is not None
            for found in names.find(text)
            if found.person and compact_text(found.names[0]) in asked
        )
    pattern = _PATTERNS.get(answer_type) if answer_type else None
    return pattern is None or pattern.search(text) is not None


def surnamed(text: str) -> Iterator[Span]:
    """Yield what looks like somebody's name in a compact text, learnt or not, from left to right.

    It is a surname with one or two characters that are part of no word.
    """
    start = end = 0  # of a surname and what follows it
    at = 0
    for word in words.cut_fast(text):
        alone = len(word) == 1
        given = alone and word.isalpha() and words.tag(word)[:1] not in _FUNCTION
        if end > start and given and end - start < _LONGEST_NAME:
            end = at + 1
        else:
            if end - start > 1:
                yield Span(start, end)
            start = at
            end = at + 1 if word in _SURNAMES else at
        at += len(word)
    if end - start > 1:
        yield Span(start, end)


def _has_person(text: str) -> bool:
    """Return whether a compact text has somebody's name by its form: the dictionary's, or so."""
    listed = (len(word) > 1 and words.tag(word).startswith("nr") for word in words.cut_fast(text))
    return any(listed) or any(True for _ in surnamed(text))

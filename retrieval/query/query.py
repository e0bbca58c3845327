"""A **Query**: what a person asked, parsed.

A question consists of **units**: names, numbers, days and words that carry meaning; words that only
ask, greet or fill are none. A unit is met by any of its **wordings**: what was typed, or how
newspapers put it. **Terms** and **wholes** rank passages; units tell whether a passage answers at
all.
"""

from dataclasses import dataclass
from enum import StrEnum

from retrieval.analysis.numbers import Number
from retrieval.model import Remark
from retrieval.names.gazetteer import Found
from retrieval.query.days import Days
from retrieval.query.misspelling import Misspelling


class AnswerType(StrEnum):
    """What kind of words an answer must hold, as the question word says."""

    MONEY = "money"  # 多少钱
    MEASURE = "measure"  # 多大, 多高
    NUMBER = "number"  # 多少, 几个
    TIME = "time"  # 什么时候, 哪天
    POST = "post"  # 什么职务
    PERSON = "person"  # 谁
    PLACE = "place"  # 哪里
    TITLE = "title"  # 题目是什么
    LIST = "list"  # 哪些
    SPEECH = "speech"  # 说了什么


class UnitKind(StrEnum):
    """What a unit is; it decides how much of it must be met, and how."""

    NAME = "name"  # whom or what it is about: a learnt name
    WORD = "word"  # what is asked about it
    PLACE = "place"  # a well-known place, learnt or not: where it is about
    EXACT = "exact"  # a Latin word, a small number
    FIGURE = "figure"  # a number that stands in print as typed or not at all
    SPECIFIC = "specific"  # a word that print calls the same: a price, a telephone number
    OFFICE = "office"  # an office; its wordings are its other names in print
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the question that carries meaning; its wordings are compact, the best first.

    ``blurs`` are what stands before and after each of its characters that may be wrong, its
    neighbours in the question included;
    ``seams`` are the bigrams across its two ends there. ``rough`` is the number that it tells
    roughly, if it does.
    """

    typed: str
    kind: UnitKind
    weight: float
    wordings: tuple[str, ...]
    blurs: tuple[tuple[str, str], ...] = ()
    seams: tuple[str, ...] = ()
    rough: Number | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question, parsed.

    ``line`` is the text's compact form. ``terms`` are analysed terms, distinct, with weights above
    0; ``names`` compact strings that are looked for as wholes; ``wholes`` those of them that
    passages are ranked by, with weights: what the terms do not say as well. ``found`` are the names
    as they stand in the line. ``days`` are evidence. Of the stories on a matter the newest are
    ``recent`` ones. ``unsure`` are words that may be mistyped, at their places in the text's
    compact form as typed. ``small_talk`` is no question: all else is empty, but the remark that
    says what it is.
    """

    text: str
    line: str = ""
    terms: tuple[tuple[str, float], ...] = ()
    names: tuple[str, ...] = ()
    wholes: tuple[tuple[str, float], ...] = ()
    units: tuple[Unit, ...] = ()
    answer_type: AnswerType | None = None
    found: tuple[Found, ...] = ()
    days: Days | None = None
    recent: bool = False
    unsure: tuple[Misspelling, ...] = ()
    in_english: tuple[tuple[str, tuple[str, ...]], ...] = ()
    remarks: tuple[Remark, ...] = ()
    small_talk: bool = False

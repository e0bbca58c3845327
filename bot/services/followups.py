"""Words that are about what was shown last: by plain rules, and none where it is not clear.

``还有吗``, ``第二条全文``, ``谁写的`` have no subject of their own: all that is said has to be
one of these. ``他还去了哪里`` has a person's pronoun where its subject stands, ``那食品呢`` another
subject alone. All else is a question of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.model import Inquiry, Way
from retrieval.analysis import simplified


@dataclass(frozen=True, slots=True)
class More:
    """What comes after what was shown."""


@dataclass(frozen=True, slots=True)
class InFull:
    """The story of that number."""

    number: int


@dataclass(frozen=True, slots=True)
class ByWhom:
    """Who wrote the story of that number, or those shown."""

    number: int | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The day of the story of that number, or of those shown."""

    number: int | None = None


@dataclass(frozen=True, slots=True)
class OfPerson:
    """A question about somebody who is called ``word``; ``rest`` is what is asked."""

    word: str
    rest: str


@dataclass(frozen=True, slots=True)
class WhatOf:
    """The same about other ``words``."""

    words: str


Followup: TypeAlias = More | InFull | ByWhom | When | OfPerson | WhatOf

_DIGITS = "一二三四五六七八九"
_AT = r"(?:第\s*(?P<number>[0-9]{1,5}|[一二三四五六七八九十]{1,3})\s*[条篇个则]?的?)"
_MORE = re.compile(
    r"(?:还有(?:没有|别的|其他的?|更多的?)?|更多的?|再来(?:几条|一些|点)?|下一页|继续|"
    r"(?:any )?more|next(?: page)?)"
    r"(?:吗|嘛|呢|么|了吗)?",
    re.IGNORECASE,
)
_IN_FULL = re.compile(
    rf"(?:我?要|想|看|读|打开|看看)*{_AT}(?:(?<=[条篇个则的])|(?=全文))(?:全文|原文|全部|详细)?"
)
_BY_WHOM = re.compile(
    rf"(?:这|那)?{_AT}?[篇条则个]?(?:报道|文章|新闻)?(?:都)?(?:"
    r"是?(?:谁|哪个记者|哪位记者|哪位)(?:采?写|报道|采访|拍)的|(?:记者|作者)(?:都)?(?:是谁|是哪位)?|谁是(?:记者|作者))(?:啊|呀|呢)?"
)
_WHEN = re.compile(
    rf"(?:这|那)?{_AT}?[篇条则个件]?(?:报道|文章|新闻|事)?(?:都)?是?"
    r"(?:什么时候|啥时候|哪一?天|何时|几号|几月几[日号])(?:的(?:事儿?|新闻|报道|消息)?|登的|发的|写的|报道的)?(?:啊|呀|呢)?"
)
_OF_PERSON = re.compile(
    r"(?:那么?)?(?P<word>他|她|此人|这个人|这位)(?!们)(?P<rest>.{2,})", re.DOTALL
)
_WHAT_OF = re.compile(r"(?:那么?(?P<that>.{1,20}?)|(?P<alone>.{1,8}?))呢")
_ASKS = re.compile(
    "[谁哪几吗吧啥]|什么|怎么|多少|为何|如何|[他她它]|这个|那个|然后|后来|结果|还有|[\\s，,。]"
)
_FIELD = re.compile("[^:：]+[:：]")
_ENDS = "。.!！?？~～… \t\n"


def followup(said: str) -> Followup | None:
    """Return what words ask about what was shown before, or None for a question of its own.

    They may be in traditional characters; what is returned is in simplified ones.
    """
    said = simplified(said).strip().rstrip(_ENDS)
    if _MORE.fullmatch(said):
        return More()
    if found := _IN_FULL.fullmatch(said):
        return InFull(_number(found["number"]))
    for pattern, kind in ((_BY_WHOM, ByWhom), (_WHEN, When)):
        if found := pattern.fullmatch(said):
            return kind(_number(found["number"]) if found["number"] else None)
    if found := _OF_PERSON.fullmatch(said):
        return OfPerson(found["word"], found["rest"])
    if found := _WHAT_OF.fullmatch(said):
        words = found["that"] or found["alone"]
        return None if _ASKS.search(words) else WhatOf(words)
    return None


def about(asked: OfPerson, people: Sequence[str]) -> Inquiry | None:
    """Return the question with the person's name in it; None unless one person may be meant."""
    return Inquiry(Way.QUESTION, people[0] + asked.rest) if len(people) == 1 else None


def instead(
    last: Inquiry, words: str, people: Sequence[str], named: Sequence[str]
) -> Inquiry | None:
    """Return the last inquiry with other words for its subject, or None where that is not clear.

    ``people`` are those whom the last one names, ``named`` those whom the words do. A person takes
    the other's place; anything else is asked about the one person, or else takes the place of the
    only word of a search. Fields of a search (记者:景静) stay.
    """
    if last.way is Way.SEARCH:
        return _search_instead(last, words, [] if named else people)
    if len(people) != 1:
        return None
    if not named:
        return Inquiry(Way.QUESTION, f"{people[0]} {words}")
    if last.way is Way.REPORTER:
        return replace(last, words=words)
    there = people[0] in last.words
    return Inquiry(Way.QUESTION, last.words.replace(people[0], words)) if there else None


def _search_instead(last: Inquiry, words: str, kept: Sequence[str]) -> Inquiry | None:
    parts = last.words.split()
    fields = [part for part in parts if _FIELD.match(part)]
    if len(parts) - len(fields) > 1 and not kept:
        return None
    return replace(last, words=" ".join([*kept, words, *fields]))


def _number(written: str) -> int:
    """Return the number that is written in digits or, below a hundred, in characters."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    high = (_DIGITS.find(tens) + 1 or 1) if ten else 0
    return 10 * high + (_DIGITS.find(ones) + 1 if ones else 0)

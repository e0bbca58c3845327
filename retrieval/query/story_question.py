"""What a question asks of a story that gives its subject: things, and what it says of them.

A **thing** is what print tells by its form: a sum, a time, the name of a street
(``words/things_asked.tsv``). What is said beside it, 参加 or 开工, is a **need**: it has to stand
beside the thing, in any of the words in which print tells the same (``words/told_as.tsv``).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from retrieval.analysis import words
from retrieval.analysis.normalise import HAN
from retrieval.compiled import late
from retrieval.model import Span
from retrieval.query.question_words import ANSWER_TYPES, FILLERS, QUESTION_WORDS, VAGUE
from retrieval.query.synonyms import SYNONYMS
from retrieval.query.terms import blanked
from retrieval.word_list import table
from retrieval.word_list import words as listed


class Form(StrEnum):
    """How print writes a thing that is asked for."""

    COUNT = "count"  # a number with what it counts
    SUM = "sum"
    MEASURE = "measure"
    SHARE = "share"  # of a hundred, or times as much
    CHANGE = "change"  # by how much it rose or fell, in any unit
    LENGTH = "length"  # of time
    TIME = "time"
    DAY = "day"
    YEAR = "year"
    CLOCK = "clock"
    WEEK = "week"
    PLACE = "place"
    NAME = "name"  # one with an ending of its kind
    ONE_OF = "one of"  # a name that is known
    LIST = "list"
    PERSON = "person"
    ACTOR = "actor"  # who does what is said beside: a person or a body
    POST = "post"
    PHONE = "phone"
    ORDINAL = "ordinal"
    SCORE = "score"
    TITLE = "title"
    WORDS = "words"  # words that begin to tell it
    WAY = "way"  # of doing what is said beside
    ANY = "any"  # whatever is said of it


@dataclass(frozen=True, slots=True)
class Thing:
    """What a question asks for, where it does (in its line), and how print tells it.

    ``told`` are units, endings, names or words, as the form says. One of ``beside`` has to stand
    beside it, if there are any. What is ``rare`` needs nothing else beside it: 剂 counts one thing.
    ``alike`` are units that print puts for those.
    """

    form: Form
    span: Span
    told: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    rare: bool = False
    alike: tuple[str, ...] = ()

    @property
    def otherwise(self) -> "Thing":
        """The same thing, as print may tell it in other units."""
        return replace(self, told=self.alike, alike=(), rare=False)


class Need(NamedTuple):
    """A word that has to stand in a story, in any of its wordings, the one that was typed first.

    A ``verb`` has to stand beside the thing that is asked for.
    """

    wordings: tuple[str, ...]
    verb: bool


class StoryQuestion(NamedTuple):
    """A question as one of a story; both maybe none."""

    things: tuple[Thing, ...]
    needs: tuple[Need, ...]


_ROWS = table(__package__, "things_asked", 4)
_THINGS = {
    asked: (Form(form[0]), told, beside) for row, form, told, beside in _ROWS for asked in row
}
_ASKS = re.compile("多少|[几哪谁啥咋何多]|什么|怎|如何|为[什啥]|[吗不]")
_BODIES = listed(__package__, "body_endings")
_BY_BODIES = re.compile("|".join(sorted(listed(__package__, "bodies_do"), key=len, reverse=True)))
_STATIC = late("|".join(map(re.escape, sorted(_THINGS, key=len, reverse=True))))
_ASKED_OF = re.compile(
    r"(?:都|一共|大概|大约|具体|又|分别|到底|的)*(?:是|为|有|在|叫|定在|达到?|$|[?!。]|多少|[几哪谁啥咋多]|什么|怎|如何|呢|吗)"
)
_WHICH_TWO = re.compile("(?<=哪)[两二三四五六七八九]")
_GOES_ON = re.compile("哪[一几]?[个家座条所位种类场款支部处些]")
_APART = re.compile(
    "([开动完竣](?=的工)|[通发](?=的车)|[开停](?=的[业门馆园])|[开闭](?=的幕)|合(?=的龙)|封(?=的顶)"
    "|签(?=的约)|揭(?=的牌)|投(?=的产)|奠(?=的基)|[停来](?=的[电水]))的(.)"
)
_COUNTED = late(f"(?:多少|几)\\s*(?P<what>[{HAN}]*)|(?:多少|几)$")
_LISTED = late(f"(?:哪些|哪几[个家项名位条种类所]?)(?P<what>[{HAN}]*)")
_WHICH = late(f"哪一?[个家座条所位种类场款支部处](?P<what>[{HAN}]{{2,}})")
_COMMON = frozenset("个名位家项只件种条次人元年天月号分点")
"""What counts so many things that it tells none of them."""
_UNITS = frozenset(
    (
        *"个名位家项只件种条次人元户辆台套座栋册本篇期届批场处所张份株棵亩吨米斤剂针支袋箱瓶车艘架班趟头",
        *"匹尾层级度倍分字页幅枚副盏根块片段对双组队桌席起例间床票万亿",
        *("公里", "千米", "公斤", "人次", "平方米", "平方公里", "公顷", "立方米", "千瓦", "兆瓦"),
        *("千瓦时", "班次", "架次", "毫米", "厘米"),
    )
)
_ALIKE = (
    ("人", "名", "位", "人次"),
    ("个", "家", "项", "处", "条", "件", "座", "所"),
    ("项", "件", "条", "种", "个"),
    ("处", "座", "栋", "幢"),
    ("家", "户"),
    ("针", "剂", "支", "剂次"),
    ("本", "册"),
    ("台", "辆", "部", "套"),
    ("起", "件", "例", "宗"),
    ("场", "次"),
)
_PEOPLE = frozenset("友员人生者师手民客众兵工")
"""Ends of words for people."""
_COUNTED_BY = {row: by for rows, by in table(__package__, "counted_by", 2) for row in rows}
_GRAMMAR = frozenset("pudcrmfkyqwx")  # classes of the dictionary that say nothing of their own
_NO_NEED = frozenset(
    (
        *FILLERS,
        *VAGUE,
        *listed(__package__, "sums"),
        *listed(__package__, "light_words"),
    )
)
POINTS = frozenset(listed(__package__, "pointing"))
"""Words that point at what was spoken of."""


def _told_as() -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for asked, told in table(__package__, "told_as", 2):
        for word in asked:
            found[word] |= dict.fromkeys(told)
    return {word: tuple(told) for word, told in found.items()}


TOLD_AS = _told_as()
"""What tells the same as a word that is asked, where the subject is given."""


_PHRASE = late("|".join(sorted((word for word in TOLD_AS if len(word) > 1), key=len, reverse=True)))


def story_question(line: str) -> StoryQuestion:
    """Return what a compact line, free of days, asks of a story."""
    line = _joined(line)
    things = list(_things(line))
    return StoryQuestion(tuple(things), tuple(_needs(_unasked(line, things))))


def without_asking(line: str) -> str:
    """Return a compact line with blanks for what asks in it, the things that are asked for too."""
    line = _joined(line)
    return _unasked(line, _things(line))


def _joined(line: str) -> str:
    """Return a line, as long as it was, with verbs in one that were apart: 开工的 for 开的工."""
    return _APART.sub(r"\1\2的", line)


def _unasked(line: str, things: Iterable[Thing]) -> str:
    rest = blanked(line, [thing.span for thing in things])
    for _, asking in ANSWER_TYPES:
        rest = asking.sub(_blank, rest)
    return QUESTION_WORDS.sub(_blank, rest)


def _things(line: str) -> list[Thing]:
    """Return what a line asks for: whatever is said, one thing by its own words, or what counts."""
    line = _WHICH_TWO.sub("几", line)
    found = list(_static(line)) or list(_dynamic(line))
    whatever = [thing for thing in found if thing.form is Form.ANY]
    told_beside = {thing.form for thing in found if thing.beside}
    return whatever or [thing for thing in found if thing.beside or thing.form not in told_beside]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _static(line: str) -> Iterator[Thing]:
    """Yield the things that are asked for by their own words, the longest words first."""
    taken: list[Span] = []
    tried = (_STATIC.match(line, at) for at in range(len(line)))
    found = [one for one in tried if one and not _GOES_ON.match(line, one.end() - 1)]
    for match in sorted(found, key=lambda one: one.start() - one.end()):
        asked, span = match[0], Span(*match.span())
        apart = all(span.end <= one.start or one.end <= span.start for one in taken)
        if apart and (_ASKS.search(asked) or _ASKED_OF.match(line, span.end)):
            taken.append(span)
            form, told, beside = _THINGS[asked]
            if form is Form.PERSON and _BY_BODIES.match(line, span.end):
                form, told = Form.ACTOR, _BODIES
            yield Thing(form, span, told, beside, rare=form is Form.ONE_OF)


def _dynamic(line: str) -> Iterator[Thing]:
    """Yield the thing that is counted or listed: 多少剂, 哪些项目."""
    if counted := _COUNTED.search(line):
        yield _count(counted)
    elif listed_ := _LISTED.search(line):
        start = listed_.start()
        yield Thing(Form.LIST, Span(start, listed_.end() - len(listed_["what"])))
    elif which := _WHICH.search(line):
        kind = words.cut(which["what"])[0]
        end = which.start("what") + len(kind)
        yield Thing(Form.NAME, Span(which.start(), end), (kind,))


def _count(found: re.Match[str]) -> Thing:
    """Return what 多少 or 几 counts: a thing by what print counts it, or a unit."""
    what = found["what"] or ""
    end = found.end() - len(what)
    here = Span(found.start(), end)
    thing = next((what[:size] for size in range(4, 0, -1) if what[:size] in _COUNTED_BY), "")
    unit = next((what[:size] for size in (3, 2, 1) if what[:size] in _UNITS), "")
    if thing and len(thing) >= len(unit):
        return Thing(Form.COUNT, here, _COUNTED_BY[thing])
    if not unit:
        noun = next(iter(words.cut(what)), "") if what else ""
        counts = _COUNTED_BY["人"] if noun[-1:] in _PEOPLE else ()
        return Thing(Form.COUNT, here, counts, (noun,) if noun else ())
    span = Span(here.start, end + len(unit))
    rare = unit not in _COMMON
    return Thing(Form.COUNT, span, (unit,), rare=rare, alike=_alike(unit))


def _alike(unit: str) -> tuple[str, ...]:
    """Return what print puts for a unit."""
    others = (other for group in _ALIKE if unit in group for other in group if other != unit)
    return tuple(dict.fromkeys(others))


def _needs(rest: str) -> Iterator[Need]:
    """Yield the words of a line, free of what asks, that have to stand in a story."""
    for run in re.findall(rf"[{HAN}]+|[a-z0-9]+(?:[-.][a-z0-9]+)*", rest):
        yield from (_need(word) for word in _words(run))


def _words(run: str) -> Iterator[str]:
    at = 0
    for phrase in _PHRASE.finditer(run):
        yield from _cut(run[at : phrase.start()])
        yield phrase[0]
        at = phrase.end()
    yield from _cut(run[at:])


def _cut(run: str) -> Iterator[str]:
    for word in words.cut(run):
        if word in _NO_NEED or word in POINTS:
            continue
        told = word in TOLD_AS or word in SYNONYMS
        if told or words.tag(word)[:1] not in _GRAMMAR or not words.frequency(word):
            yield word


_NOUNS = frozenset(listed(__package__, "nouns_told_as"))


def _need(word: str) -> Need:
    wordings = (
        word,
        word.removesuffix("了") or word,
        *TOLD_AS.get(word, ()),
        *SYNONYMS.get(word, ()),
    )
    verb = words.tag(word)[:1] in ("v", "a", "z", "") and word not in _NOUNS
    return Need(tuple(dict.fromkeys(wordings)), verb)

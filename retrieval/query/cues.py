"""What words say how a question wants to be answered: cues, which add up and are never left over.

A cue is a pattern with a weight. That it is missing says nothing, and what stands beside it counts
for nothing here: 你好, 麻烦, 到底 and whatever else people say may stand anywhere.

A line that cues are looked for in is **masked**: reporters' names are `REPORTER` signs, so that
除了景静 is told from 除了雨天.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from retrieval.analysis import words
from retrieval.analysis.normalise import HAN
from retrieval.compiled import late
from retrieval.model import Span
from retrieval.names.aliases import surname
from retrieval.query.terms import blanked
from retrieval.word_list import words as word_list

REPORTER = "\ue000"
"""Stands for each character of a reporter's name in a masked line."""
OTHER = "\ue001"
"""Stands for each character of another name."""


class Cue(NamedTuple):
    """A pattern, and how much it says where it stands."""

    pattern: re.Pattern[str]
    weight: float


class Heard(NamedTuple):
    """How much a line's cues say, and where they stand."""

    weight: float
    spans: tuple[Span, ...]


def _any_of(*names: str) -> str:
    found = {word for name in names for word in word_list("retrieval.query", name)}
    return "(?:" + "|".join(sorted(found, key=lambda word: (-len(word), word))) + ")"


_WRITE, _STORY = _any_of("writing_verbs"), _any_of("story_words")
_WRITER = f"(?:(?<![制创词曲操工]){_any_of('writers')})"
_PAPER, _SUM = _any_of("paper_words"), _any_of("sums")
_ELSE_WRITTEN = _any_of("other_writings")
_N = f"{REPORTER}+"
_NAMES = rf"{_N}(?:[、,和跟与及]{_N})*"
_WHO = (
    "(?:谁|哪(?:一)?[位名](?:人|同志|老师)?|何人|啥人|什么人|"
    f"哪(?:一)?个(?:人|同志|老师|(?={_WRITER}|{_WRITE}|[发来去给报又都]|$|[,?!.啊呀呢嘛咧])))"
)
_OTHERS = "(?:别的|其[他它]|另外的?)"
_WHOSE = f"(?:哪些[个位名]?|哪几[个位名]|多少[个位名]?|几[个位名]|{_OTHERS})"
_MANY = "(?:好?多少|几多|(?<![这那前后好哪])几(?![年天月乎])|好多)"
_SENT = r"(?:发(?=[的了过稿文]|出来|$|\W)|报(?=的)|上稿)"
_PARTICLE = "[啊呀呢嘛咧嘞哈吗吧哦噻来的]"
_BETWEEN = "[的是来给去又都在到底究竟亲自]{0,4}"
_NEAR = "[^,;?!。]"
_WROTE = f"(?:{_WRITE}|{_SENT})"
_STOP = f"(?=$|[,?!.~]|{_PARTICLE}|麻烦|谢|多谢|感谢|辛苦)"
_END = rf"(?={_STOP}|\W|[了啊呢呀吧嘛的来哈咧嘞么吗噻哦喔过是在写关有{REPORTER}{OTHER}])"
_NAME = (
    rf"(?:叫(?:什么|啥)(?:名字?)?(?=$|\W|{_PARTICLE})|"
    "(?:什么|啥)名字?|姓[啥什]|贵姓|大名|名字|姓名)"
)
_LIST = (
    f"(?:{_WHOSE}|有(?:些|点)?(?:什么|啥)|所有|全部|全体|名单|名册|花名册|阵容|队伍|有谁|都是谁)"
    f"(?!个?的?{_STORY})"
)
_BEST = (
    "最(?:多篇?|勤[快奋劳]?|高产?|能写?|猛|积极)|量最大|"
    "第一(?![篇次个届批])|冠军|居首|领先|榜首|排名|排行"
)


def _cues(*pairs: tuple[float, tuple[str, ...]]) -> tuple[Cue, ...]:
    return tuple(Cue(late("|".join(patterns)), weight) for weight, patterns in pairs)


WROTE = _cues(
    (0.5, (_WROTE, _STORY, "名下|手笔|笔下|作品")),
    (0.3, (f"{_WRITER}{_N}", f"{_N}{_WRITER}")),
)
"""Somebody's stories are asked for, where a reporter is named."""
BYLINE = _cues(
    (0.3, (_WHO, _NAME)),
    (
        0.5,
        (
            f"{_WHO}{_BETWEEN}{_WROTE}",
            f"{_WRITE}(?={_NEAR}{{0,20}}?的(?:人|同志|{_WRITER})?[是叫]{_WHO})",
            f"{_WRITER}[的都是叫到底究竟为,]{{0,4}}(?:{_WHO}|{_NAME})",
            f"{_WRITER}[的是,]{{0,3}}(?:什么|啥){_STOP}",
            f"{_WHO}[的是]{{0,2}}(?:{_WRITER}|{_STORY}|手笔|笔下|大作|名字?)",
            f"什么{_WRITER}",
            f"(?:[篇则条]|{_STORY})的?{_WRITER}{_STOP}",
            f"[的,](?:作者|撰稿人|执笔人?){_STOP}",
            f"出[自于]{_WHO}|{_WHO}[的之]?手(?=$|[,?!.笔里中]|{_PARTICLE})",
            f"[署落]的?[是名款]*{_WHO}",
        ),
    ),
)
"""It is asked who wrote a story."""
WRITING = _cues((0.3, (_WROTE, _WRITER)))
"""Writing or who writes is spoken of."""
STORY = _cues((0.2, ("[这那该此哪]一?[篇则条]", _STORY)))
"""A story is spoken of."""
WRITERS = _cues((0.3, (_WRITER,)), (0.1, ("[的个位]人|哪些人|什么人|谁",)))
"""People who write, or people at all, are spoken of."""
LISTED = _cues(
    (0.3, (_LIST,)), (0.1, (f"{_LIST}的?{_WRITER}|{_WRITER}们?[都还有是的包括]*{_LIST}",))
)
"""All of some are asked for."""
PRINTED = _cues((0.4, (_WROTE, _STORY)), (0.2, (_PAPER,)))
"""Writing or the paper is spoken of."""
ASKED_NAMES = _cues(
    (
        0.5,
        (
            f"{_WHO}|哪些人|{_WRITER}们?的?{_NAME}",
            f"{_LIST}的?{_WRITER}|{_WRITER}们?[都还有是的包括]*{_LIST}",
            f"外的?{_OTHERS}?{_WRITER}(?![的写报发])",
        ),
    )
)
"""Whoever is meant is asked for by name."""
MOST = _cues(
    (
        0.6,
        (
            f"(?:{_WROTE}|{_STORY}|{_WRITER}|数量|篇数|署名|产量){_NEAR}{{0,6}}?(?:{_BEST})",
            f"{_WHO}{_NEAR}{{0,4}}?{_STORY}[写发]?得?多(?![少种样家])|高产|多产",
            "最(?:勤快|勤奋|能写|会写|常写|爱写|多写)",
            f"{_WHO}{_NEAR}{{0,6}}?{_WROTE}{_NEAR}{{0,5}}?多(?!少)",
        ),
    ),
    (0.2, (_WROTE, _STORY, _WRITER)),
    (0.3, (f"{_WHO}|{_WRITER}|哪些人",)),
)
"""It is asked who wrote most."""
COUNT = _cues(
    (1.0, (f"{_MANY}[个大来]?[篇条则]?的?{_STORY}", f"{_MANY}篇(?!{_ELSE_WRITTEN}){_END}")),
    (0.7, (f"{_MANY}篇(?!{_ELSE_WRITTEN})",)),
    (
        0.9,
        (
            f"篇数|条数|(?:发稿|写稿|稿|报道)量|{_STORY}的?(?:数量|总数)",
            f"{_STORY}{_NEAR}{{0,8}}?{_MANY}[篇条则](?!{_ELSE_WRITTEN})",
            f"(?:{_STORY}|{_WROTE})(?:{_SUM}|有|是|的|了|过)*{_MANY}{_STOP}",
        ),
    ),
    (0.8, (f"(?:{_WROTE}|登|上报|见报|上)[过了]?{_MANY}[次回]报?",)),
)
"""It is asked how many stories there are."""

_OFF = late(
    f"(?:(?<!是)(?:不是|不由|并非|不属于?|不归|没有?署|不署)|非)(?:由|出自|记者|署名?)*(?P<a>{_NAMES})|"
    f"(?:除了|除开|除去|除掉|除|不算|不要|不包括|不含|排除|去掉|刨[去开除]|[抛撇]开)(?:记者|了)?(?P<b>{_NAMES})|"
    f"(?P<c>{_NAMES})(?:同志|老师|记者)?的?(?:以外|之外|除外|外|去掉|排除)|(?P<d>{_NAMES})(?:没有?|未|不)(?:{_WRITE})过?的"
)
_WITH = late(
    f"[和跟与同陪](?P<a>{_N})(?:记者)?(?:一起|一道|一块儿?|共同|合作|合写|合|搭档|搭|联合|联名|联手)|"
    f"(?P<b>{_N})(?:都|又|还|常)?[和跟与同](?:{_WHO}|哪些人?|哪几[个位])[^,;?!。]{{0,4}}?(?:一起|一道|一块|共同|合|搭|联)"
)
_ASK = re.compile(_any_of("ask_verbs") + "[伐吗不啵吧么没]*(?!道)")
_VOCATIVES = re.compile(f"(?:{_any_of('vocatives')}[们啊呀哈哦吧]*)+")
_CALLED = re.compile(rf"(?:^|(?<=[,.!?;:~ ])){_VOCATIVES.pattern}")
_CALLED_REPORTER = late(
    rf"{_WRITER}(?P<name>[{HAN}]{{2,4}}?)(?=[都还总共一]{{0,2}}(?:{_WROTE}|的|有)|$|[,?!.])"
)
_CLAUSE = re.compile("[^,.!?;~…。]+")
_NAMED = re.compile(f"[{REPORTER}{OTHER}]+")
_MATTER = re.compile(f"关于|有关|{_STORY}")
_IDLE = late(
    f"{_WROTE}|{_STORY}|[这那该此哪]?一?篇|{_WRITER}|{_PAPER}|{_SUM}|除了|除开|以外|之外|除外|另外|其[他它]|别的|剩下的?|其余的?|余下的?|别人|旁人|列(?:出来?|一下)?|名单|名册|名字|数量|总数|产量|最多篇?|{_MANY}[篇条则]?|"
    "关于|有关|相关|方面|提到|涉及|讲|写过?|登过?|发过?|出自|之手|名下|手笔|作品|见报|上报"
)


def heard(masked: str, cues: Iterable[Cue]) -> Heard:
    """Return what cues say in a masked line: each counts once, and all places where it stands."""
    weight, spans = 0.0, []
    for cue in cues:
        found = [Span(*one.span()) for one in cue.pattern.finditer(masked)]
        weight += cue.weight if found else 0.0
        spans += found
    return Heard(weight, tuple(spans))


def left_out(masked: str) -> Iterator[tuple[Span, Span]]:
    """Yield where reporters stand whose stories are not wanted, and where it says so: 除了景静."""
    for match in _OFF.finditer(masked):
        yield from (
            (Span(*match.span(name)), Span(*match.span())) for name in "abcd" if match[name]
        )


def together(masked: str) -> Iterator[Span]:
    """Yield where reporters stand of whom it is asked with whom they write: 和景静合写的是谁."""
    for match in _WITH.finditer(masked):
        yield from (Span(*match.span(name)) for name in "ab" if match[name])


def other_writings(masked: str) -> bool:
    """Return whether something is spoken of that is written and no story: 歌, 论文."""
    written = f"{_WRITE}{_NEAR}{{0,6}}?{_ELSE_WRITTEN}(?![{HAN}]*{_STORY})"
    return re.search(f"{written}|{_ELSE_WRITTEN}{_NEAR}{{0,3}}?作者", masked) is not None


def quoted(line: str) -> list[str]:
    """Return the titles in a compact line, of stories or of whatever else is written."""
    return re.findall("《([^《》]+)》", line)


def unknown_reporter(line: str) -> str | None:
    """Return who a compact line without its known names says is a reporter: 记者王小明写了什么."""
    match = _CALLED_REPORTER.search(line)
    return match["name"] if match and surname(match["name"]) else None


def is_topical(line: str, word: str) -> bool:
    """Return whether a compact line says of a word that it is what stories are on: 关于雨天的."""
    typed = re.escape(word)
    near = f"[^,.!?;{REPORTER}]{{0,6}}?"
    return (
        re.search(
            f"(?:关于|有关|涉及|提到|讲到|{_WRITE}[过了]?|登过?){near}{typed}|{_WRITER}{typed}|"
            f"{typed}(?:同志|老师)?[都又还总共一]{{0,2}}{_WROTE}|"
            f"{typed}[^,.!?;谁哪几多啊呀]{{0,2}}?(?:的|方面|相关|有关)*(?:{_STORY}|[这那]一?[篇条]|上过?报)",
            line,
        )
        is not None
    )


def topic(masked: str, cued: Sequence[Span]) -> str:
    """Return a masked line with spaces for all that is no word of the matter it is about.

    That is the cues and words of their kind; who is addressed; a preamble, which asks to be told
    before the first cue; and what is said after the last clause with a cue. Names go, too.
    """
    named = re.search(f"[{REPORTER}{OTHER}]", masked)
    first = min([named.start() if named else len(masked), *(span.start for span in cued)])
    said = _CLAUSE.match(masked, max((span.end for span in cued), default=len(masked)))
    last = said.end() if said else max((span.end for span in cued), default=len(masked))
    idle = [
        (0, preamble(masked, first)),
        *(clause.span() for clause in _CLAUSE.finditer(masked, last) if _is_idle(clause[0])),
        *_whole(masked, cued),
        *(name.span() for name in _NAMED.finditer(masked)),
    ]
    return blanked(masked, itertools.starmap(Span, idle))


def preamble(masked: str, first: int) -> int:
    """Return where a line's preamble ends, which asks to be told or calls somebody; maybe at 0.

    It ends before ``first``, where the first cue stands; a clause that asks ends with it.
    """
    asked = (one.end() for one in _ASK.finditer(masked, 0, first))
    called = (one.end() for one in _CALLED.finditer(masked, 0, first))
    end = max(*asked, *called, 0, 0)
    if also := _VOCATIVES.match(masked, end, first):
        end = also.end()
    clause = _CLAUSE.match(masked, end)
    return clause.end() if end and clause and clause.end() < first else end


def _is_idle(clause: str) -> bool:
    return not (_NAMED.search(clause) or _MATTER.search(clause))


def _whole(masked: str, cued: Iterable[Span]) -> Iterator[Span]:
    """Yield where cues and idle words are no part of a longer word: 写, but not in 写字楼."""
    bounds = {0, *itertools.accumulate(map(len, words.cut(masked)))}
    yield from (span for span in cued if bounds.issuperset(span))
    for match in _IDLE.finditer(masked):
        if bounds.issuperset(match.span()):
            yield Span(*match.span())

"""Questions for an issue, a page of it, or for what issues and papers there are.

What is asked for is told by which words there are for a day, a page, a paper, the newest. What is
said beside these and beside news and courtesy comes along: ``10月27日的报纸`` leaves nothing,
``10月27日的报纸上有没有停电`` a power cut, which is what it asks for.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retrieval.analysis.labels import place_of
from retrieval.analysis.normalise import compact_text
from retrieval.compiled import late
from retrieval.model import Span
from retrieval.query.days import Days, days
from retrieval.query.news_words import beside_news, is_news
from retrieval.query.terms import blanked


class Sought(StrEnum):
    """What a question for issues wants to see."""

    STORIES = "stories"  # of an issue, or of a page of it
    DATES = "dates"  # the days that there are issues of
    PAPERS = "papers"  # the papers that there are


class Edge(StrEnum):
    """Which issue is meant where no day is named."""

    NEWEST = "newest"
    PREVIOUS = "previous"  # the one before the newest
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class IssueQuestion:
    """A question for issues.

    ``days`` are those of the issues, None for the one at the ``edge``. ``papers`` are names that
    the archive knows, any of which will do; ``unknown`` is a paper's name that it does not know.
    ``pages`` are places, as `retrieval.analysis.labels.place_of` returns them, ``typed_pages`` the
    same as typed; ``front`` asks for the first page and ``lead`` for its first story. ``rest`` is
    what is said beside all this, from ``first`` on, where the first such word stands; where it
    tells something, issues are not what is asked for.
    """

    sought: Sought
    days: Days | None = None
    edge: Edge = Edge.NEWEST
    papers: tuple[str, ...] = ()
    unknown: str | None = None
    pages: tuple[str, ...] = ()
    typed_pages: tuple[str, ...] = ()
    front: bool = False
    lead: bool = False
    rest: str = ""
    first: int = 0


_KIND = re.compile("日报|晚报|晨报|早报|午报|周报")
_NUMBER = "[0-9]{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_PAGE = re.compile(
    rf"第?(?P<place>[a-z]?(?:{_NUMBER}))(?:号)?(?:版面?|页)|(?P<bare>[a-z][0-9]{{1,3}})"
)
_FRONT = re.compile("头版|首版|首页|封面|第一个版面?")
_LEAD = re.compile("头条|第一条")
_ISSUE = "(?:期|份|张|天|日)(?:的)?(?:报纸|报)?|(?:的)?(?:报纸|报)"
_OLDEST = re.compile("最早|最老|最旧|最初|最先|最前面?|第一期|头一期|第一份|头一份|创刊号?")
_PREVIOUS = re.compile("[上前](?:一|1)?期|[上前]一[份张](?=报)")
_NEWEST = re.compile(
    "最新|新(?=的?报|一期)|最近|近期|近来|近日|这几天|这两天|最后|最晚|刚出|新出|新到|本期|当期|这一?期|这一?份|这一?张|现在|如今|眼下"
)
_DATES = re.compile(
    "哪(?:一|些|几|个|一些)?(?:个)?(?:日期|日子|天|日|号|期|月份?|年份?)|"
    "(?:什么|啥|哪个?)(?:时候|时间|日期|日子|时)|几(?:月几)?(?:号|日)|多少(?:期|天)|几(?:期|天)|"
    "何时|往期|日期(?:列表|范围|清单)?|时间范围|(?:哪年)?哪月哪日"
)
_PAPERS = late(
    "哪(?:些|几|一些)?(?:[份家种张个类])?(?:不同)?的?(?:报纸|报刊|报社|报)(?![道导告])|"
    "(?:几|多少|什么|啥|别的|其[他它])(?:[份家种张个类])?的?(?:报纸|报刊|报社|报)(?![道导告])|"
    "(?:报纸|报刊|报)(?![道导告])(?:都|还)?(?:有|收了?|是|包括)*哪(?:些|几[份家种张个类]?)|"
    "(?:报纸|报刊)(?:都|一?共)?(?:有|收了?)*(?:几|多少)[份家种张个类]|报纸(?:列表|名单|清单|名称)"
)
_PAPER = re.compile(
    "报纸|报刊|报章|刊物|(?<![播汇上预通情])报(?![道导告名销考送修警])|期|刊|资料|收录|库|馆藏|[一那这哪][份张]"
)
_SEVERAL_DATES = re.compile("哪(?:些|几)(?:个)?(?:天|日|期)|有几天|多少天")
_PEOPLE = re.compile("谁|记者|作者")
_COURTESY = late(
    "请问|请教|请|麻烦|劳驾|拜托|帮忙|帮我|帮|给我|给|替我|能不能|能否|可不可以|可以|能|见(?!闻)|除了?|部|汇总|查询|查|找|搜|翻一?[翻下]?|"
    "打开|瞧瞧|瞧|瞅瞅|瞅|念|读|阅读|显示|调出来?|拿来?|发来?|发|要(?!闻|事)|想|谢谢|多谢|感谢|辛苦|你好|您好|嗨|喂|哈喽|"
    "hello|hi|小编|机器人|老师|师傅|好吗|行吗|好不好|行不行|一份|一张|一期|[份张期家种]|版面?|整|全|都|还|又|再|就|"
    "收录|收|存|保存|馆藏|资料库?|档案|数据|库|你们|这里|这儿|那里|手头|目前|现在|当前|一共|总共|列表|清单|目录|"
    "范围|电子|出版|出|印|见报|刊登|发行|当天|当日|那天|那一天|具体|到底|究竟|重点|值得|完整|往期|以前|过去|"
    "开始|起|为止|止|从|至|按|以|及|跟|把|被|我们?|咱们?|自己|大家|日期|日子|时间|时候|关于|名称|名字|叫|不同|覆盖|种类|更新|"
    "多少|几|什么|啥子?|咋样?|撒子|怎样|怎么样|如何|没有|没|嘛|哈|噢|喔|哪|那|这|其[他它]|别的|另外|的话|一样|一条|条"
)

Known = Callable[[str], bool]
"""Whether the archive has a page of a place."""


def issue_question(
    line: str, papers: Sequence[str], has_page: Known, today: date
) -> IssueQuestion | None:
    """Return what issues a compact question may ask for, or None where nothing says so.

    ``papers`` are the names of those that the archive has. Relative days count from ``today``.
    """
    when = days(blanked(line, [span for span, _ in _wholes(line, papers)]), today)
    text = blanked(line, _day_spans(line, when))
    spans, named = named_papers(text, papers)
    text = blanked(text, spans)
    strange = _KIND.search(text)
    text = _KIND.sub(" ", text)
    words = _Words(text, has_page)
    sought = _sought(words, when, named=bool(named or strange))
    if sought is None or words.people:
        return None
    return IssueQuestion(
        sought,
        when,
        words.edge,
        named,
        strange[0] if strange else None,
        words.pages,
        words.typed_pages,
        front=words.front,
        lead=words.lead,
        rest=words.rest,
        first=min([words.first, *(span.start for span in _day_spans(line, when))]),
    )


_TELLING = (_PAPERS, _DATES, _PAGE, _FRONT, _LEAD, _PAPER, _NEWEST, _OLDEST, _PREVIOUS)


def named_papers(line: str, papers: Sequence[str]) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """Return where a compact line names papers, whole or by the ends of names, and their names.

    The line is without its days: 昨日报纸 names no 日报.
    """
    wholes = list(_wholes(line, papers))
    rest = blanked(line, [span for span, _ in wholes])
    spans, names = [span for span, _ in wholes], [name for _, name in wholes]
    for short, meant in _short_names(papers).items():
        if (at := rest.find(short)) >= 0:
            spans.append(Span(at, at + len(short)))
            names += meant
            rest = blanked(rest, spans)
    return tuple(spans), tuple(dict.fromkeys(names))


def is_for_issues(typed: str) -> bool:
    """Return whether a word says nothing beside news, papers, pages and courtesy."""
    return not beside_news(_COURTESY.sub(" ", _taken(typed)))


def without_pages(line: str) -> str:
    """Return a compact line with spaces for the pages that it names."""
    return _PAGE.sub(lambda match: " " * len(match[0]), line)


def _taken(text: str) -> str:
    """Return a text without its words for issues."""
    for words in (_PAPERS, _DATES, _FRONT, _LEAD, _OLDEST, _PREVIOUS, _NEWEST, _PAPER):
        text = words.sub(" ", text)
    return text


def _wholes(line: str, papers: Iterable[str]) -> Iterable[tuple[Span, str]]:
    """Yield where papers' whole names stand, the longer ones first."""
    for name in sorted(papers, key=len, reverse=True):
        key = compact_text(name)
        at = line.find(key)
        if at >= 0:
            yield Span(at, at + len(key)), name


def _short_names(papers: Iterable[str]) -> dict[str, list[str]]:
    """Return the ends of papers' names that stand for them (晚报), the longer ones first."""
    found: dict[str, list[str]] = {}
    for name in papers:
        key = compact_text(name)
        if key.endswith(("报", "刊")):
            for at in range(1, len(key) - 1):
                found.setdefault(key[at:], []).append(name)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _day_spans(line: str, when: Days | None) -> Iterable[Span]:
    """Return where the words for days stand; the name of a holiday is no span of theirs."""
    if when is None:
        return ()
    at = line.find(when.typed)
    return (*when.spans, Span(at, at + len(when.typed)))


class _Words:
    """What a question, without its days and papers' names, says in words for issues."""

    def __init__(self, text: str, has_page: Known) -> None:
        told = (words.search(text) for words in _TELLING)
        self.first = min((one.start() for one in told if one), default=len(text))
        self.papers = _PAPERS.search(text) is not None
        self.dates = _DATES.search(text) is not None
        self.several_dates = _SEVERAL_DATES.search(text) is not None
        self.issue = _PAPER.search(text) is not None
        self.news = is_news(text)
        found = [
            match["place"] or match["bare"]
            for match in _PAGE.finditer(text)
            if _is(match, has_page)
        ]
        self.pages = tuple(dict.fromkeys(map(place_of, found)))
        self.typed_pages = tuple(dict.fromkeys(one.upper() for one in found))
        self.front = _FRONT.search(text) is not None
        self.lead = _LEAD.search(text) is not None
        self.old = _OLDEST.search(text) is not None
        self.previous = _PREVIOUS.search(text) is not None
        self.new = _NEWEST.search(text) is not None
        text = _PAGE.sub(lambda match: " " if _is(match, has_page) else match[0], text)
        text = _taken(text)
        self.people = _PEOPLE.search(text) is not None
        self.rest = beside_news(_COURTESY.sub(" ", text))

    @property
    def edge(self) -> Edge:
        """Which issue is meant where no day is named."""
        if self.previous:
            return Edge.PREVIOUS
        return Edge.OLDEST if self.old else Edge.NEWEST


def _is(match: re.Match[str], has_page: Known) -> bool:
    """Return whether a match is a page: a letter and a number alone are where there is such one."""
    return match["bare"] is None or has_page(place_of(match["bare"]))


def _sought(words: _Words, when: Days | None, *, named: bool) -> Sought | None:
    at_edge = words.old or words.new or words.previous
    if words.papers and when is None and not (named or words.pages or words.front):
        return Sought.PAPERS
    if words.dates and (
        words.issue or named or words.several_dates or (at_edge and not words.news)
    ):
        return Sought.DATES
    placed = bool(words.pages) or words.front or words.lead
    if when is not None or placed or named:
        return Sought.STORIES
    told = words.issue or words.news
    return Sought.STORIES if told else None

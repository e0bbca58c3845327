"""The names that an article introduces.

A person is introduced by credits (`Article.reporters` and the like); by a post right before the
name (``区委副书记、区长虎荣鑫``, ``区领导王潜、王传胜、陈卫东``); or as who speaks at the head of
a sentence (``汤晓义强调``). Where a name ends is read from the article itself: what follows it
changes from sentence to sentence, the name does not. A place or body is introduced by its last word
in the headline (``…大学``, ``…区``), and by standing in a list that says what it lists
(``甲、乙、丙等企业``).

Precision goes before recall: a name that is missed is still found by its characters.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from retrieval.analysis import analyzer, words
from retrieval.analysis.normalise import HAN, Folded, compact, compact_text
from retrieval.model import Article
from retrieval.names.name import Name, NameKind
from retrieval.names.posts import ADDRESSES, TITLES, title
from retrieval.reading.no_names import NOT_GIVEN, NOT_NAMES
from retrieval.reading.surnames import COMMON, COMPOUND, RARE

_SURNAMES = frozenset(COMMON) | frozenset(RARE)
_H = f"[{HAN}]"
_TITLE = "|".join(TITLES)
_BEFORE = 16  # characters of a post before its title
_POST = rf"[{HAN}a-z0-9]{{0,{_BEFORE}}}?(?:{_TITLE})"
_POSTS = re.compile(rf"(?P<posts>{_POST}(?:、{_POST})*)(?=(?P<after>{_H}{{2,4}}))")
# Where a title stands that may end posts, or one of several. A leading class, looked behind from,
# lets the search skip all other characters at once.
_TITLES = re.compile(
    rf"[{''.join(sorted({word[0] for word in TITLES}))}](?<=(?=(?:{_TITLE})(?:、|{_H}{{2}})).)"
)
_RUN = re.compile(rf"[{HAN}a-z0-9、]+")  # what posts and lists are made of
_SEVERAL = re.compile("[、和及]")
_SPEAKS = "表示|强调|指出|说|介绍|告诉|认为|要求|提出|坦言|回忆|感慨"
_SPEAKER = re.compile(rf"(?:^|[。!?;,:”\"\n])({_H}{{2,4}}?)(?={_SPEAKS})")
# What starts the predicate right after a name that stands only once.
_PREDICATE = re.compile(
    rf"{_SPEAKS}|主持|参加|出席|带队|率队|带领|率领|调研|来到|走进|走访|宣布|致辞|讲话|讲授|作|"
    r"深入|先后|前往|会见|陪同|一行|一起|一同|到|在|以|赴|等|为|对|向|与|和|及|就|从|率|带|已|也|还|将|是|正|曾|"
    r"现场|实地|分别|专程|担任|当选|任|获|因|涉|被|接受|视察|检查|督导|慰问|听取|同|给|把|的"
)
_NOT_ENDING = ("先生", "女士", "某", "氏", "大爷", "大妈", "阿姨", "奶奶", "爷爷", "师傅", "老师")
_NO_GIVEN = frozenset((*TITLES, "担任", "任命", "兼任", "就任"))
_LEADING = re.compile(
    r"^(?:.*[是为]|(?:由|与|和|及|在|对|向|被|让|给|随|同|请|经|当|据|时任|以及|还有|其中|会上)+)"
)

_NO_POST = re.compile("[的了是把被对要]")

_BODY = (
    "自治区|开发区|经开区|高新区|新区|街道|社区|大学|学院|中学|小学|幼儿园|医院|公司|集团|银行|研究院|研究所|"
    "实验室|博物馆|图书馆|体育馆|公园|动物园|植物园|景区|机场|车站|广场|水库|大桥|湿地|"
    "省|(?<![上城都超夜股楼门])市|(?<![地小景城辖])区|县|(?<![城])镇|(?<![城家下])乡|(?<![农乡])村"
)
_MOVES = "督导|检查|调研|走访|走进|来到|前往|考察|视察|慰问|参观|看望|召开|到|赴|在"
_TITLE_BODY = re.compile(rf"(?:^|[\s、:,及和与]|{_MOVES})({_H}{{1,8}}?(?:{_BODY}))(?!{_H}?[长委])")
_TITLE_PROJECT = re.compile(rf"(?:[、及和与]|{_MOVES})({_H}{{3,6}}?)(?:项目|工程|片区|园区)")
_LISTED = (
    r"企业|公司|单位|项目|部门|地块|乡镇|村庄|村|社区|街道|镇|景区|景点|学校|高校|医院|品牌|商户|店铺|"
    r"国家|城市|地区|省份|地"
)
_LIST = re.compile(
    rf"(?P<items>[{HAN}a-z0-9]{{2,24}}(?:[、和及][{HAN}a-z0-9]{{2,24}}?)+)等"
    rf"(?:[0-9一二两三四五六七八九十百多数余]+[家个所座])?(?:{_H}{{0,8}}?的)?(?:重点|龙头)?(?:{_LISTED})"
)
_ITEM = re.compile(rf"[{HAN}a-z0-9]{{2,20}}")
_ITEM_STARTS = re.compile(rf"^.*(?:{_MOVES}|针对|围绕|包括|对|有)")
_NO_ITEM = re.compile(r"^[本全该各我多]|[的了是在把被对让使]|工作|问题|情况|措施|方面|因素")
_ITEM_CLASS = re.compile(r"(?<=..)(?:项目|工程|地块)$")
_COMMON = (
    100  # a word that stands as often in the dictionary's texts is no name by itself: 时代, 景区
)
_PLACE_LENGTH = range(2, 21)
_SHORT = 2  # characters of a short name


VERSION = f"names 1, {analyzer.VERSION}"
"""To be changed whenever an article may introduce other names: all are then learnt again."""


def introduced(article: Article) -> frozenset[Name]:
    """Learn the names of one article; the same article always gives the same ones, maybe none.

    Names are as printed, without padding.
    """
    found: set[Name] = set()
    for credit in (article.reporters, article.correspondents, article.photographers):
        found.update(Name(name, NameKind.REPORTER) for name in credit)
    lines = [_Line(line, compact(line)) for line in (article.title, *article.paragraphs)]
    whole = "\n".join(line.text for line in lines)
    for line in lines:
        found.update(_people(line, whole))
        found.update(_listed(line))
    found.update(_headlined(lines[0]))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Line:
    printed: str
    folded: Folded

    @property
    def text(self) -> str:
        return self.folded.text

    def name(self, start: int, end: int) -> str:
        """Return what is printed for the folded ``[start, end)``, without padding."""
        span = self.folded.printed(start, end)
        return "".join(self.printed[span.start : span.end].split())


def _people(line: _Line, whole: str) -> Iterator[Name]:
    for match in _posted(line.text):
        posts = [_LEADING.sub("", post) for post in match["posts"].split("、")]
        if any(_NO_POST.search(post) for post in posts):
            continue
        start, end = match.end(), match.end()
        called = not ADDRESSES.intersection(map(title, posts))
        while name := _name_at(line.text, start, whole):
            # 领导权和主动权: after a calling, what is seldom a surname opens a word rather.
            if called and name[0] in RARE and whole.count(name) == 1:
                break
            end = start + len(name)
            for post in posts:
                yield Name(line.name(start, end), NameKind.PERSON, post)
            if line.text[end : end + 1] not in ("、", "和", "及"):
                break
            start = end + 1
    for match in _SPEAKER.finditer(line.text):
        name = _name_at(line.text, match.start(1), whole)
        whole_name = name and match.start(1) + len(name) == match.end(1)
        # Two characters before 说 are as often a word (方案, 文件) as a name.
        if name and whole_name and len(name) > _SHORT and name[0] in COMMON:
            yield Name(line.name(*match.span(1)), NameKind.PERSON)


def _posted(text: str) -> Iterator[re.Match[str]]:
    """Yield what ``_POSTS.finditer`` does, trying it only right before titles."""
    at = 0
    for found in _TITLES.finditer(text):
        last = found.start()
        first = max(at, last - _BEFORE, text.rfind("、", 0, last) + 1)
        for start in range(first, last + 1):
            at = start + 1
            if match := _POSTS.match(text, start):
                yield match
                at = match.end()
                break


def _name_at(text: str, start: int, whole: str) -> str | None:
    """Return the person's name that starts at ``start``, if one does."""
    surname = 2 if text[start : start + 2] in COMPOUND else 1
    short = text[start : start + surname + 1]
    long = text[start : start + surname + 2]
    if short in NOT_NAMES or not _is_name(short, surname):
        return None
    ends_short = (
        len(long) == len(short)
        or not _is_name(long, surname)
        or whole.count(short) > whole.count(long)
        or (whole.count(long) == 1 and _PREDICATE.match(text, start + len(short)))
    )
    name = short if ends_short else long
    return None if name.endswith(_NOT_ENDING) else name


def _is_name(text: str, surname: int) -> bool:
    given = text[surname:]
    return (
        (surname > 1 or text[:1] in _SURNAMES)
        and bool(re.fullmatch(f"{_H}+", given))
        and given not in _NO_GIVEN
        and not _is_common(text)
        and NOT_GIVEN.isdisjoint(given)
    )


def _is_common(text: str) -> bool:
    return words.frequency(text) >= _COMMON


def _headlined(line: _Line) -> Iterator[Name]:
    for pattern in (_TITLE_BODY, _TITLE_PROJECT):
        for match in pattern.finditer(line.text):
            moved = _ITEM_STARTS.match(match[1])
            start = match.start(1) + (moved.end() if moved else 0)
            name = line.name(start, match.end(1))
            fits = len(name) in _PLACE_LENGTH and not _NO_ITEM.search(name)
            if fits and not _is_common(compact_text(name)):
                yield Name(name, NameKind.PLACE)


def _listed(line: _Line) -> Iterator[Name]:
    for match in _lists(line.text):
        first = _ITEM_STARTS.match(match["items"].split("、")[0])
        for number, (start, end) in enumerate(_items(match["items"])):
            if number == 0:
                if first is None:
                    continue
                start = first.end()  # noqa: PLW2901 (what leads up to the list is cut off)
            item = match["items"][start:end]
            shorter = _ITEM_CLASS.sub("", item)
            fits = len(item) in _PLACE_LENGTH and not _NO_ITEM.search(item)
            if fits and not _is_common(shorter):
                at = match.start("items") + start
                yield Name(line.name(at, at + len(shorter)), NameKind.PLACE)


def _lists(text: str) -> Iterator[re.Match[str]]:
    """Yield what ``_LIST.finditer`` does, trying it only where 等 stands behind several."""
    for run in _RUN.finditer(text):
        if _SEVERAL.search(run[0].rpartition("等")[0]):
            yield from _LIST.finditer(text, *run.span())


def _items(listed: str) -> Iterable[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"(?:[^、和及]|^[和及])+", listed)]

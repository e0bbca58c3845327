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
from retrieval.compiled import late
from retrieval.model import Article
from retrieval.names.name import Name, NameKind
from retrieval.names.posts import ADDRESSES, TITLES, title
from retrieval.reading.no_names import NOT_GIVEN, NOT_NAMES
from retrieval.reading.surnames import COMMON, COMPOUND, RARE
from retrieval.word_list import words as word_list


def _any_of(name: str) -> str:
    """Return a pattern of the words of a list, of which the first that fits is taken."""
    return "|".join(word_list("retrieval.names", name))


_SURNAMES = frozenset(COMMON) | frozenset(RARE)
_H = f"[{HAN}]"
_TITLE = "|".join(TITLES)
_BEFORE = 16  # characters of a post before its title
_POST = rf"[{HAN}a-z0-9]{{0,{_BEFORE}}}?(?:{_TITLE})"
_POSTS = late(rf"(?P<posts>{_POST}(?:、{_POST})*)(?=(?P<after>{_H}{{2,4}}))")
# Where a title stands that may end posts, or one of several. A leading class, looked behind from,
# lets the search skip all other characters at once.
_TITLES = late(
    rf"[{''.join(sorted({word[0] for word in TITLES}))}](?<=(?=(?:{_TITLE})(?:、|{_H}{{2}})).)"
)
_RUN = late(rf"[{HAN}a-z0-9、]+")  # what posts and lists are made of
_SEVERAL = re.compile("[、和及]")
_SPEAKS = _any_of("speech_verbs")
_SPEAKER = late(rf"(?:^|[。!?;,:”\"\n])({_H}{{2,4}}?)(?={_SPEAKS})")
# What starts the predicate right after a name that stands only once.
_PREDICATE = re.compile(rf"{_SPEAKS}|{_any_of('predicate_openings')}")
_COURTESIES = word_list("retrieval.names", "courtesies")
_NO_GIVEN = frozenset((*TITLES, "担任", "任命", "兼任", "就任"))
_LEADING = re.compile(
    r"^(?:.*[是为]|(?:由|与|和|及|在|对|向|被|让|给|随|同|请|经|当|据|时任|以及|还有|其中|会上)+)"
)

_NO_POST = re.compile("[的了是把被对要]")

_DIVISION = (
    "省|(?<![上城都超夜股楼门])市|(?<![地小景城辖])区|县|(?<![城])镇|(?<![城家下])乡|(?<![农乡])村"
)
_BODY = rf"{_any_of('bodies')}|{_DIVISION}"
_VISITS = _any_of("visits")
_TITLE_BODY = late(rf"(?:^|[\s、:,及和与]|{_VISITS})({_H}{{1,8}}?(?:{_BODY}))(?!{_H}?[长委])")
_TITLE_PROJECT = late(rf"(?:[、及和与]|{_VISITS})({_H}{{3,6}}?)(?:项目|工程|片区|园区)")
_LISTED = _any_of("listed")
_LIST = late(
    rf"(?P<items>[{HAN}a-z0-9]{{2,24}}(?:[、和及][{HAN}a-z0-9]{{2,24}}?)+)等"
    rf"(?:[0-9一二两三四五六七八九十百多数余]+[家个所座])?(?:{_H}{{0,8}}?的)?(?:重点|龙头)?(?:{_LISTED})"
)
_ITEM = late(rf"[{HAN}a-z0-9]{{2,20}}")
_ITEM_STARTS = re.compile(rf"^.*(?:{_VISITS}|针对|围绕|包括|对|有)")
_NO_ITEM = re.compile(r"^[本全该各我多]|[的了是在把被对让使]|工作|问题|情况|措施|方面|因素")
_ITEM_CLASS = re.compile(r"(?<=..)(?:项目|工程|地块)$")
_COMMON = (
    100  # a word that stands as often in the dictionary's texts is no name by itself: 时代, 景区
)
_PLACE_LENGTH = range(2, 21)
_SHORT = 2  # characters of a short name


VERSION = f"names 1, {analyzer.VERSION}"
"""To be changed whenever other names may be extracted: all articles are then gone through again."""


def extract_names(article: Article) -> frozenset[Name]:
    """Return the names that an article introduces, as printed without padding; maybe none.

    The same article always has the same ones.
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
    return None if name.endswith(_COURTESIES) else name


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

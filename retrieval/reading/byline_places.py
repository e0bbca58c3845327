"""The places in a block of text where a byline can stand.

1. The whole block, with or without a bullet (□ ■ ◎) or brackets round it; behind a bullet, a site's
   name is one, too.
2. In brackets: after the dateline (``本报讯(记者 甲)10月…``), instead of it, after a sentence's
   end, or at the block's end.
3. At the beginning, after the dateline or not, closed by 报道 or a space (``记者张三报道:``); so,
   too, after a caption in the same block that ends in its own credit (``(乙摄) 记者甲/台南报道``).
4. At the end, after the last sentence or a space.
5. In brackets without a role, after the last sentence of a story or of a brief in it: names alone
   (``(田桂青)``) or an author line (``(东湖区 张正)``).

The grammar reads each candidate as a whole. The work at each bracket and at the ends of a block is
bounded by constants, so it is linear in the block's length.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from retrieval.model import Span
from retrieval.reading.authors import author_line, noted_author
from retrieval.reading.byline_grammar import Trust, person, read
from retrieval.reading.credits import Credits, merge
from retrieval.reading.lists import any_of

_REACH = 160  # code points of a byline, at most
_DATELINE_REACH = 48
_BULLETS = "□■◎●〇◇◆▲△▶►▷★☆※◤◥▌▍▇█◼◻◉⊙▣☐▪▫❑│·*_>#|~-"
_BULLETED = "□■◎●〇◇◆▲▶►★☆※▇█◼◻◉⊙▣☐▪▫❑"  # of an author, where the page has its authors
_LEAD = re.compile(rf"[ {re.escape(_BULLETS)}]*")
_TRAIL = " *_|~-"
_BRACKETED = re.compile(r"\(([^()]{2,160})\)")
_ENDS = '。!?…”’"』」);'
_HINT = re.compile(
    "记 {0,3}者|通 {0,3}讯 {0,3}员|报[道导]|摄|图|画|文|实习生|作者"
    "|撰|采|[执主]笔|述|编|校|审|播|朗|指导|监制|设计|视觉|统筹|策划|评论员|整理|记录|投稿|来源|转自|摘自|供|电|据"
    "|[社网报]"
)
# What only looks like a byline: a heading with its picture, a note on an author it does not name.
_NONE = re.compile(r".*[^()]\((?:组图|图片?|照片|摄影|漫画)\)|.*作者 ?(?:系|为|是|单位).*")
_INTRODUCES = re.compile(
    "(?<!点击|浏览|阅读|次数|享到|字号|评论|收藏):$"
)  # a headline's subject: 某报记者王明:
_MADE = re.compile("[一-鿿]{2,3} ?[作绘刻摘译辑]")  # whose picture, or whose choice of a text
_ROLE = "(?:记 {0,3}者|通 {0,3}讯 {0,3}员|报道员|实习生|作者|评论员)"
_APART = re.compile(f"{_ROLE} ")
# A dateline inside a byline's brackets: (东湖讯 记者王小明).
_DATED = re.compile(f"[一-鿿0-9]{{2,16}}(?:[讯电]|消息)[ ,:](?=.{{0,20}}{_ROLE})")
# What says which picture's credit follows in the brackets: (图为张三摄), (压题照片李四摄).
_PICTURED = re.compile(
    "(?:见|[本压题配插附][一-鿿]?)?(?:图片?|照片)(?:均?[由为]|[ :])?(?=.{2,24}(?:摄|供图))"
)
_SIGNED = re.compile("本[报刊网台社](?:特约|首席)?评论员(?:文章)?")  # an editorial: the paper signs
# A site or paper behind a bullet: whose story it is.
_SITE = re.compile(
    f"(?!本)[一-鿿]{{2,10}}?(?:(?<![联物域官])网|通讯社|电视台|客户端|{any_of('paper_endings')})"
)
_OPENING = re.compile(
    r"(?:\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日? ?(?:\d{1,2}:\d{2}(?::\d{2})?)? ?)?"
    r"\(?[一-鿿A-Za-z0-9·《》 ,/-]{0,40}(?:\([一-鿿]{2,8}\)[一-鿿0-9]{1,12})?"
    r"(?:[讯电]|消息|报道|专稿)\)?[ :]*"
)
_HEAD = re.compile(
    r"(?P<dateline>\(?(?:本[报刊网台社]|[一-鿿A-Za-z]{2,12}?)[一-鿿0-9 ]{0,20}?"
    r"(?:\([一-鿿]{2,8}\)[一-鿿0-9]{1,12}?)?"
    r"(?:讯(?![息员号])|电(?![视台话子力影])|消息|专稿)\)? ?:? ?)?"
    r"(?P<byline>(?P<own>本[报刊网台社])?[一-鿿· ]{0,16}?(?:记者|通讯员|报道员|评论员|实习生).+)"
)
_CAPTION_ENDS = re.compile(
    "(?:摄影?|提供|供图|图片|照片)\\) ?(?=(?:本[报刊网台社])?[一-鿿]{0,8}?(?:记者|通讯员))"
)
_MOST_CAPTIONS = 3  # of one block
_CLOSE = re.compile(
    r"(?:报道|报导)[:,]?|发自 ?[一-鿿]{2,6}[:,]|(?<=[/ ][文图])(?= )|(?<=[一-鿿])(?= )"
)


def whole(printed: str, plain: str, *, edge: bool, bare: bool = False) -> Credits | None:
    """Return the credits of a block that is a byline; ``edge``: the story's first or last block.

    ``bare``: names alone are a byline, also without bullet or brackets.
    """
    return None if len(plain) > _REACH else _whole(printed, plain, edge=edge, bare=bare)


@functools.lru_cache(1 << 9)  # several rules ask it of one line
def _whole(printed: str, plain: str, *, edge: bool, bare: bool) -> Credits | None:
    start, end = _bounds(plain)
    bulleted = any(mark in "□■◎◇◆" for mark in plain[:start])
    bracketed = plain[start : start + 1] == "(" and plain.find(")", start, end) == end - 1
    certain = bare and any(mark in _BULLETED for mark in plain[:start]) and "(" not in plain
    bare = bare or (edge and (bulleted or bracketed))
    if (not bare and not _HINT.search(plain)) or _INTRODUCES.search(plain, start, end):
        return None
    noted = noted_author(plain)
    made = bracketed and _MADE.fullmatch(plain, start + 1, end - 1)
    if made or (noted is None and _NONE.fullmatch(plain, start, end)):
        return None
    if _SIGNED.fullmatch(plain, start, end):
        return Credits(source=printed[start:end])
    trust = _trust(plain)
    if certain:
        trust = Trust.APART
    if plain[start:end].endswith("。"):
        end, trust = end - 1, Trust.NONE
    if bracketed:
        trust = Trust.CLOSED
    found = read(printed[start:end], plain[start:end], trust, bare=bare)
    if found is None and noted is not None:
        found = Credits(reporters=(person(printed, noted),))
    elif found is None and bare and (bulleted or certain) and _SITE.fullmatch(plain, start, end):
        found = Credits(source=printed[start:end])
    return found


def _trust(plain: str, start: int = 0) -> Trust:
    return Trust.APART if _APART.search(plain, start) else Trust.NONE


def _bounds(plain: str) -> tuple[int, int]:
    lead = _LEAD.match(plain)
    start = lead.end() if lead else 0
    return start, max(start, len(plain.rstrip(_TRAIL)))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may be a byline: its ``span``, what to ``cut`` with it, and how to `read` it."""

    span: Span
    cut: Span
    trust: Trust = Trust.NONE
    bare: bool = False


def inside(printed: str, plain: str, *, last: bool) -> tuple[Credits, str]:
    """Return the credits standing in a block of text, and the text without them."""
    found: list[tuple[Span, Credits]] = []
    heads = (_bounds(plain)[0], *islice(_ends_of_captions(plain), _MOST_CAPTIONS))
    for candidates in (*(_head(plain, start) for start in heads), _tail(plain)):
        first = next((pair for c in candidates if (pair := _try(c, printed, plain))), None)
        if first and not any(first[0].start < cut.end for cut, _ in found):
            found.append(first)
    ends = tuple(cut for cut, _ in found)
    for candidate in _brackets(plain, last=last):
        start, end = candidate.cut
        taken = (*ends, *(cut for cut, _ in found[-1:]))
        if any(start < cut.end and cut.start < end for cut in taken):
            continue
        bracketed = _try(candidate, printed, plain)
        if bracketed:
            found.append(bracketed)
    found.sort(key=lambda pair: pair[0])
    return merge(credit for _, credit in found), _without(printed, plain, [cut for cut, _ in found])


def _try(candidate: _Candidate, printed: str, plain: str) -> tuple[Span, Credits] | None:
    """Return what to cut and what a candidate says; None if it is no byline."""
    text = slice(*candidate.span)
    credit = read(printed[text], plain[text], candidate.trust, bare=candidate.bare)
    if credit is None and candidate.bare and (names := author_line(plain[text])):
        credit = Credits(reporters=tuple(person(printed[text], name) for name in names))
    return None if credit is None else (candidate.cut, credit)


def _ends_of_captions(plain: str) -> Iterator[int]:
    """Yield where captions end in a block that goes on with a report's byline."""
    return (match.end() for match in _CAPTION_ENDS.finditer(plain))


def _head(plain: str, start: int) -> Iterator[_Candidate]:
    """Yield what may be bylines without brackets at ``start``, the longest first."""
    match = _HEAD.match(plain, start, start + _REACH)
    if match is None:
        return
    begin = match.start("byline")
    loose = match["dateline"] or match["own"] or start > 0
    ends = [close.end() for close in _CLOSE.finditer(plain, begin, start + _REACH)]
    for end in reversed(ends):
        reports = plain[:end].rstrip(" :,").endswith(("报道", "报导")) or plain[end - 1] in ":,"
        if reports or loose or plain[:end].endswith(("文", "图")):
            opens = start == _bounds(plain)[0] and not match["dateline"]
            cut = Span(0 if opens else begin, end)
            yield _Candidate(Span(begin, end), cut, Trust.GLUED if reports else Trust.NONE)


def _brackets(plain: str, *, last: bool) -> Iterator[_Candidate]:
    after_cut = -1
    closing = len(plain.rstrip(" 。"))
    for match in _BRACKETED.finditer(plain):
        start, end = match.span()
        content = match[1]
        before = plain[max(0, start - _DATELINE_REACH) : start].rstrip(" ")
        sentence = re.split("[。!?…”]", before)[-1].lstrip(" " + _BULLETS)
        opens = not sentence or _OPENING.fullmatch(sentence) is not None or start == after_cut
        closes = end >= closing
        if _NONE.fullmatch(content) or _MADE.fullmatch(content):
            continue
        if _HINT.search(content) and (opens or closes):
            after_cut = end
            led = _DATED.match(content) or _PICTURED.match(content)
            inner = start + 1 + led.end() if led else start
            yield _Candidate(Span(inner, end), Span(start, end), Trust.CLOSED)
        if (last and closes and not sentence) or (opens and sentence):
            yield _Candidate(Span(start, end), Span(start, end), bare=True)


def _tail(plain: str) -> Iterator[_Candidate]:
    """Yield what may be bylines at the end, the longest first."""
    end = len(plain)
    stop = max(plain.rfind(mark, max(0, end - _REACH)) for mark in "。!?")
    begin = max(0, end - _REACH, stop + 1)
    if not _HINT.search(plain, begin):
        return
    for start in range(max(begin, 1), end):
        opens = plain[start] != " " and (plain[start - 1] in _ENDS or plain[start - 1] == " ")
        if opens and plain.count("(", start) == plain.count(")", start):
            span = Span(start, end)
            yield _Candidate(span, span, _trust(plain, start))


def _without(printed: str, plain: str, cuts: list[Span]) -> str:
    """Return ``printed`` without the cuts and the spaces left over beside them."""
    kept: list[str] = []
    at = 0
    lead = len(plain) - len(plain.lstrip(" "))
    for start, end in cuts:
        stop = end
        if start <= lead or plain[start - 1] == " " or 0 < start == at:
            while stop < len(plain) and plain[stop] == " ":
                stop += 1
        between = printed[at:start]
        kept.append("" if at > lead and not between.strip() else between)
        at = stop
    kept.append(printed[at:])
    text = "".join(kept)
    return text.rstrip() if cuts and not plain[cuts[-1].end :].strip(" ") else text

"""The places in a block of text where a byline can stand.

1. The whole block, with or without a bullet (□ ■ ◎) or brackets round it.
2. In brackets: after the dateline (``本报讯(记者 甲)10月…``), instead of it, after a sentence's
   end, or at the block's end.
3. At the beginning, after the dateline or not, closed by 报道 or a space (``记者张三报道:``).
4. At the end, after the last sentence or a space.
5. Names alone in brackets (``(田桂青)``), after the last sentence of a story or of a brief in it.

The grammar reads each candidate as a whole. The work at each bracket and at the ends of a block is
bounded by constants, so it is linear in the block's length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.model import Span
from retrieval.reading.byline_grammar import read
from retrieval.reading.credits import Credits, merge

_REACH = 160  # code points of a byline, at most
_DATELINE_REACH = 48
_BULLETS = "□■◎●〇◇◆▲△▶►▷★☆※◤◥▌▍│·*_>#|~-"
_LEAD = re.compile(rf"[ {re.escape(_BULLETS)}]*")
_TRAIL = " *_|~-"
_BRACKETED = re.compile(r"\(([^()]{2,160})\)")
_ENDS = '。!?…”’"』」);'
_HINT = re.compile(
    "记 {0,3}者|通 {0,3}讯 {0,3}员|摄|图|画|文|实习生|作者|撰|采写|执笔|编|校|审|统筹|策划|评论员"
    "|整理|来源|转自|摘自|供|电|据|[社网报]"
)
_APART = re.compile("(?:记 {0,3}者|通 {0,3}讯 {0,3}员|实习生|作者|评论员) ")
_SIGNED = re.compile("本[报刊网台社](?:特约|首席)?评论员(?:文章)?")  # an editorial: the paper signs
_OPENING = re.compile(r"[一-鿿A-Za-z0-9·《》 ,/-]{0,40}(?:[讯电]|消息|报道|专稿)[ :]*")
_HEAD = re.compile(
    "(?P<dateline>(?:本[报刊网台社]|[一-鿿A-Za-z]{2,12}?)[一-鿿0-9 ]{0,20}?"
    "(?:[讯电]|消息) ?[ :] ?)?"
    r"(?P<byline>(?P<own>本[报刊网台社])?[一-鿿· ]{0,16}?(?:记者|通讯员|评论员|实习生).+)"
)
_CLOSE = re.compile(r"(?:报道|报导)[:,]?|(?<=[/ ][文图])(?= )|(?<=[一-鿿])(?= )")


def whole(printed: str, plain: str, *, edge: bool, bare: bool = False) -> Credits | None:
    """Return the credits of a block that is a byline; ``edge``: the story's first or last block.

    ``bare``: names alone are a byline, also without bullet or brackets.
    """
    if len(plain) > _REACH:
        return None
    start, end = _bounds(plain)
    bulleted = any(mark in "□■◎◇◆" for mark in plain[:start])
    bracketed = plain[start : start + 1] == "(" and plain[end - 1 : end] == ")"
    bare = bare or (edge and (bulleted or bracketed))
    if not bare and not _HINT.search(plain):
        return None
    if _SIGNED.fullmatch(plain, start, end):
        return Credits(source=printed[start:end])
    sure = _APART.search(plain) is not None
    if plain[start:end].endswith("。"):
        end, sure = end - 1, False
    return read(printed[start:end], plain[start:end], sure=sure, bare=bare)


def _bounds(plain: str) -> tuple[int, int]:
    lead = _LEAD.match(plain)
    start = lead.end() if lead else 0
    return start, max(start, len(plain.rstrip(_TRAIL)))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may be a byline: its ``span``, what to ``cut`` with it, and how to `read` it."""

    span: Span
    cut: Span
    sure: bool = False
    bare: bool = False


def inside(printed: str, plain: str, *, last: bool) -> tuple[Credits, str]:
    """Return the credits standing in a block of text, and the text without them."""
    found: list[tuple[Span, Credits]] = []
    for candidates in (_head(plain), _tail(plain)):
        first = next((pair for c in candidates if (pair := _try(c, printed, plain))), None)
        if first and not any(first[0].start < cut.end for cut, _ in found):
            found.append(first)
    ends = tuple(cut for cut, _ in found)
    for candidate in _brackets(plain, last=last):
        start, end = candidate.cut
        if any(start < cut.end and cut.start < end for cut in ends):
            continue
        bracketed = _try(candidate, printed, plain)
        if bracketed:
            found.append(bracketed)
    found.sort(key=lambda pair: pair[0])
    return merge(credit for _, credit in found), _without(printed, plain, [cut for cut, _ in found])


def _try(candidate: _Candidate, printed: str, plain: str) -> tuple[Span, Credits] | None:
    """Return what to cut and what a candidate says; None if it is no byline."""
    text = slice(*candidate.span)
    credit = read(printed[text], plain[text], sure=candidate.sure, bare=candidate.bare)
    return None if credit is None else (candidate.cut, credit)


def _head(plain: str) -> Iterator[_Candidate]:
    """Yield what may be bylines without brackets at the beginning, the longest first."""
    start = _bounds(plain)[0]
    match = _HEAD.match(plain, start, start + _REACH)
    if match is None:
        return
    begin = match.start("byline")
    loose = match["dateline"] or match["own"] or start > 0
    ends = [close.end() for close in _CLOSE.finditer(plain, begin, start + _REACH)]
    for end in reversed(ends):
        closed = plain[:end].rstrip(" :,").endswith(("报道", "报导", "文", "图"))
        if closed or loose:
            yield _Candidate(Span(begin, end), Span(begin if match["dateline"] else 0, end))


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
        if _HINT.search(content) and (opens or closes):
            after_cut = end
            sure = opens or _APART.search(content) is not None
            yield _Candidate(Span(start, end), Span(start, end), sure=sure)
        elif (last and closes and not sentence) or (opens and sentence):
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
            yield _Candidate(span, span, sure=_APART.search(plain, start) is not None)


def _without(printed: str, plain: str, cuts: list[Span]) -> str:
    """Return ``printed`` without the cuts and the spaces left over beside them."""
    kept: list[str] = []
    at = 0
    lead = len(plain) - len(plain.lstrip(" "))
    for start, end in cuts:
        stop = end
        if start <= lead or plain[start - 1] == " ":
            while stop < len(plain) and plain[stop] == " ":
                stop += 1
        kept.append(printed[at:start])
        at = stop
    kept.append(printed[at:])
    text = "".join(kept)
    return text.rstrip() if cuts and not plain[cuts[-1].end :].strip(" ") else text

"""A manuscript's order sheet: a Word file that names its parts.

``栏目：要闻``, ``标题：…``, ``作者：…`` and then the text, as lines or as a table whose cells are
names and parts by turns. The names are what tells such a file, and what each part is.
"""

import re
from collections.abc import Iterator, Sequence

from retrieval.formats.word.flow import WordParagraph, WordPiece, WordTable, paragraph_of
from retrieval.formats.word.heads import PlacedPiece
from retrieval.model.lines import LineKind
from retrieval.reading.captions import is_caption

_NAMES = {
    LineKind.HEADLINE: "标题|主标题|大标题|主题|题目|(?:稿件|文章|新闻)标题",
    LineKind.KICKER: "引题|肩题|眉题|眉标",
    LineKind.SUBTITLE: "副题|副标题|子题|子标题",
    LineKind.BYLINE: "作者|署名|(?:本报)?记者|通讯员|摄影|图片作者",
    LineKind.CAPTION: "图片说明|图说|图注",
    LineKind.TEXT: "正文|内容|(?:稿件|文章)(?:正文|内容)",
    LineKind.FURNITURE: (
        "栏目|版面|版次|版位|(?:见报|刊发|发稿|投稿)?(?:日期|时间)|编辑|责编|责任编辑|校对|审核|审稿"
        "|初审|复审|终审|签发|字数|(?:稿件)?来源|电话|联系(?:电话|方式|人)|单位|稿号|稿件编号|备注"
        "|体裁|关键词|主编|值班"
    ),
}
_ROLES = re.compile("记者|通讯员|摄影")
_NAMED = tuple(
    (
        kind,
        re.compile(
            rf"(?:(?P<open>[\[【])\s*(?P<title>{names})\s*[\]】]|(?P<name>{names}))"
            r"\s*(?P<colon>[:：]?)\s*(?P<part>.*)"
        ),
    )
    for kind, names in _NAMES.items()
)
_ORDER = (
    *(LineKind.KICKER, LineKind.HEADLINE, LineKind.SUBTITLE, LineKind.BYLINE),
    *(LineKind.FURNITURE, LineKind.CAPTION, LineKind.TEXT),
)
_FEWEST = 2  # kinds of parts that are named


def of_sheet(pieces: Sequence[WordPiece]) -> list[PlacedPiece] | None:
    """Return the pieces of an order sheet with their kinds; None for any other file."""
    read = list(_parts(pieces))
    named = {kind for kind, _ in read if kind is not None}
    if LineKind.HEADLINE not in named or len(named) < _FEWEST:
        return None
    placed: list[PlacedPiece] = []
    heads: list[PlacedPiece] = []
    headed = False
    for kind, piece in read:
        if kind in _ORDER[:6]:
            if kind is LineKind.HEADLINE and any(one.kind is kind for one in heads):
                placed.extend(_ordered(heads))
                heads = []
            heads.append(PlacedPiece(piece, kind))
            headed = headed or kind is LineKind.HEADLINE
            continue
        placed.extend(_ordered(heads))
        heads = []
        placed.append(PlacedPiece(piece, _in_text(piece, headed=headed)))
    placed.extend(_ordered(heads))
    return placed


def _in_text(piece: WordPiece, *, headed: bool) -> LineKind | None:
    if not headed:
        return LineKind.FURNITURE
    if isinstance(piece, WordTable):
        return None
    return LineKind.CAPTION if piece.under_picture and is_caption(piece.text) else LineKind.TEXT


def _ordered(heads: Sequence[PlacedPiece]) -> Iterator[PlacedPiece]:
    """Yield the named parts above a text in the order of print."""
    opens = any(one.kind is LineKind.HEADLINE for one in heads)
    for at, one in enumerate(
        sorted(heads, key=lambda one: _ORDER.index(one.kind or LineKind.TEXT))
    ):
        yield PlacedPiece(one.piece, one.kind, opens=opens and at == 0)


def _parts(pieces: Sequence[WordPiece]) -> Iterator[tuple[LineKind | None, WordPiece]]:
    """Yield the pieces that say something, each with the kind that a name gives it."""
    waiting: tuple[LineKind, str] | None = None  # a name whose part is in the next cell
    for piece in _without_tables(pieces):
        if isinstance(piece, WordTable):
            yield None, piece
            continue
        text = piece.text.strip()
        found = _named(text, in_cell=piece.cell != 0)
        if found is None:
            if waiting is not None:
                yield waiting[0], _as_part(piece, waiting[0], waiting[1], text)
            else:
                yield None, piece
            waiting = None
            continue
        kind, name, part = found
        waiting = None if part else (kind, name)
        if part:
            yield kind, _as_part(piece, kind, name, part)
        elif kind is LineKind.TEXT:
            waiting = None


def _as_part(piece: WordParagraph, kind: LineKind, name: str, part: str) -> WordParagraph:
    """Return a part as it is printed: roles stay before names, and names of the sheet go."""
    if part == piece.text.strip() and kind in (LineKind.TEXT, LineKind.CAPTION):
        return piece
    role = _ROLES.search(name)
    if kind is LineKind.FURNITURE:
        part = f"{name}：{part}"
    elif kind is LineKind.BYLINE and role is not None and not _ROLES.search(part):
        part = f"{role[0]} {part}"
    return paragraph_of(part, piece)


def _named(text: str, *, in_cell: bool) -> tuple[LineKind, str, str] | None:
    """Return the kind of a part, its name and its words; None for a line that names none."""
    for kind, form in _NAMED:
        found = form.fullmatch(text.replace("\n", " "))
        if found is None:
            continue
        if found["open"] or found["colon"] or (in_cell and not found["part"]):
            return kind, found["title"] or found["name"], found["part"].strip()
    return None


def _without_tables(pieces: Sequence[WordPiece]) -> Iterator[WordPiece]:
    """Yield the pieces, a table whose cells are names and parts by turns cell by cell."""
    for piece in pieces:
        if not isinstance(piece, WordTable) or not _names_parts(piece):
            yield piece
            continue
        for row in piece.rows:
            for cell in filter(None, row):
                yield paragraph_of(cell, None)


def _names_parts(table: WordTable) -> bool:
    firsts = [row[0] for row in table.rows if row and row[0]]
    named = sum(_named(first, in_cell=True) is not None for first in firsts)
    return named * 2 > len(firsts)

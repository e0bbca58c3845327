"""What each paragraph of a Word file is, where its look leaves no doubt.

A group on display that opens a story (`display`) is a headline: its greatest line, what stands
above that a kicker, what stands below a subtitle.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.formats.word.display import ShownParagraph, TextLook, WordDisplay, is_furniture
from retrieval.formats.word.flow import WordParagraph, WordPiece, WordTable, paragraph_of
from retrieval.model.lines import LineKind
from retrieval.reading.bylines import Sureness, look
from retrieval.reading.captions import is_caption
from retrieval.reading.endings import ends
from retrieval.reading.headlines import could_be_headline, opens_report, tells_when
from retrieval.reading.lists import any_of
from retrieval.reading.signatures import is_bulleted_name, is_signed

_LONGEST_CAPTION = 90  # characters
_SHORT_CAPTION = 40  # characters of one that nothing but its place tells
# How the lines end that close a notice: who signs it. A kicker is no body.
_SIGNS = re.compile(rf"(?:{any_of('signers')}|小组)$|[！？”\d]$")
_SHORTEST_KICKER, _LONGEST_KICKER = 4, 20
_SMALLER = 0.92  # times the text's size
_TOLD = frozenset((LineKind.CAPTION, LineKind.BYLINE, LineKind.FURNITURE))  # by a style's name
_DASHES = ("——", "──", "—", "－－", "--")


@dataclass(frozen=True, slots=True)
class PlacedPiece:
    """A piece of a Word file with the kind that its look tells, None where it tells none."""

    piece: WordPiece
    kind: LineKind | None = None
    opens: bool = False


def with_heads(pieces: Sequence[WordPiece]) -> list[PlacedPiece]:
    """Return the pieces in reading order, each with its kind; notes follow their story."""
    display = WordDisplay(pieces)
    opening = display.opening()
    heads = {at: group for group in display.groups for at in group[:1]}
    grouped = {at for group in display.groups for at in group}
    opens = {group[0] for group in opening}
    ranks = {display.rank(group) for group in opening}
    placed: list[PlacedPiece] = []
    below = kicked = -1
    for at, piece in enumerate(pieces):
        if at in heads:
            members = display.members(heads[at])
            if at in opens:
                headline = _headed(members, display.story_level)
                if at == kicked:
                    headline = (replace(one, opens=False) for one in headline)
                placed.extend(headline)
                below = heads[at][-1] + 1
            else:
                # What looks as headlines do may be one: then reading weighs what it says, too.
                unsure = not opening or display.rank(heads[at]) in ranks
                placed.extend(_within(members, display.story_level, unsure=unsure))
        elif at == below and _is_author(display.shown[at : at + 2]):
            placed.append(PlacedPiece(piece, LineKind.BYLINE))
        elif at + 1 in opens and _is_kicker(display.shown[max(0, at - 1) : at + 1]):
            placed.append(PlacedPiece(piece, LineKind.KICKER, opens=True))
            kicked = at + 1
        elif at not in grouped:
            placed.append(_plain(piece, display.shown[at], display.text, headed=bool(opening)))
    return list(_in_order(placed))


def _headed(members: list[ShownParagraph], story_level: int | None) -> Iterator[PlacedPiece]:
    """Yield the lines of a headline."""
    if story_level is not None:
        while len(members) > 1 and members[0].level is not None and members[0].level < story_level:
            yield PlacedPiece(members.pop(0).piece, LineKind.FURNITURE)
    top = max(_greatness(one) for one in members)
    greatest = [at for at, one in enumerate(members) if _greatness(one) == top]
    opens = True
    for at, one in enumerate(members):
        text = one.piece.text.strip()
        kind = one.kind
        if kind is None or kind is LineKind.CROSSHEAD:
            if at < greatest[0]:
                kind = LineKind.KICKER
            elif text.startswith(_DASHES) and at:
                kind = LineKind.SUBTITLE
            elif at in greatest:
                kind = LineKind.HEADLINE
            else:
                kind = LineKind.SUBTITLE
        if at and one is members[-1] and one.kind is None:
            named = look(text).sureness is Sureness.BY_PLACE
            kind = LineKind.BYLINE if named else kind
        yield PlacedPiece(one.piece, kind, opens)
        opens = False


def _greatness(one: ShownParagraph) -> tuple[float, ...]:
    """Return by what the lines of one headline are told apart."""
    named = one.kind is LineKind.HEADLINE
    return (float(named), one.rank[0], round(one.rank[1], 1), one.rank[2])


def _within(
    members: Sequence[ShownParagraph], story_level: int | None, *, unsure: bool
) -> Iterator[PlacedPiece]:
    """Yield display paragraphs that open no story."""
    for one in members:
        kind = one.kind
        if kind is None and not unsure:
            section = story_level is not None and one.level is not None and one.level < story_level
            kind = LineKind.FURNITURE if section else LineKind.CROSSHEAD
        yield PlacedPiece(one.piece, kind)


def _plain(
    piece: WordPiece, one: ShownParagraph | None, usual: TextLook, *, headed: bool
) -> PlacedPiece:
    """Return a piece that is not on display with its kind."""
    if isinstance(piece, WordTable):
        return _table(piece)
    if one is None:
        return PlacedPiece(piece)
    kinds = (
        (one.kind in _TOLD, one.kind),
        (is_bulleted_name(one.text), LineKind.BYLINE),
        # A section's name is furniture where it heads the page; elsewhere its look has to tell.
        (is_furniture(one.text), LineKind.FURNITURE if one.level is not None else None),
        (piece.under_picture and _is_caption(piece, usual), LineKind.CAPTION),
        (headed, LineKind.TEXT),
    )
    return PlacedPiece(piece, next((kind for holds, kind in kinds if holds), None))


def _table(table: WordTable) -> PlacedPiece:
    """Return a table; one that is only a masthead as that."""
    words = " ".join(cell for row in table.rows for cell in row)
    if is_furniture(words):
        return PlacedPiece(paragraph_of(words, None), LineKind.FURNITURE)
    return PlacedPiece(table)


def _is_author(shown: Sequence[ShownParagraph | None]) -> bool:
    """Return whether the first of two paragraphs below a headline names who wrote the other."""
    named, *text = shown
    return named is not None and bool(text) and look(named.text).sureness is Sureness.BY_PLACE


def _is_kicker(shown: Sequence[ShownParagraph | None]) -> bool:
    """Return whether the last of one or two paragraphs, above a headline, belongs to it.

    It is set like text, but says no sentence, and the text above it has ended.
    """
    *above, last = shown
    if last is None or last.piece.under_picture or last.piece.note or is_furniture(last.text):
        return False
    if not _SHORTEST_KICKER <= len(last.text) <= _LONGEST_KICKER:
        return False
    if not could_be_headline(last.text) or is_caption(last.text) or _SIGNS.search(last.text):
        return False
    if look(last.text).sureness is not Sureness.NONE or last.piece.look.numbered is not None:
        return False
    return all(
        one is None or is_furniture(one.text) or is_signed(one.text) or ends(one.text)
        for one in above
    )


def _is_caption(piece: WordParagraph, usual: TextLook) -> bool:
    """Return whether a paragraph below a picture is its caption."""
    text = piece.text.strip()
    if len(text) > _LONGEST_CAPTION or opens_report(text):
        return False
    smaller = piece.size < usual.size * _SMALLER
    apart = piece.look.centred and not usual.centred
    brief = len(text) <= _SHORT_CAPTION and not piece.look.indented and not tells_when(text)
    return is_caption(text) or smaller or apart or brief


def _in_order(placed: Sequence[PlacedPiece]) -> Iterator[PlacedPiece]:
    """Yield the pieces, notes and boxes with stories of their own behind the story around them."""
    storied = {
        one.piece.box
        for one in placed
        if one.opens and isinstance(one.piece, WordParagraph) and one.piece.box
    }
    waiting: list[PlacedPiece] = []
    for one in placed:
        piece = one.piece
        outside = isinstance(piece, WordParagraph) and (piece.note or piece.box in storied)
        if outside:
            waiting.append(replace(one, kind=LineKind.TEXT) if _is_note(piece) else one)
            continue
        if one.opens:
            yield from waiting
            waiting = []
        yield one
    yield from waiting


def _is_note(piece: WordPiece) -> bool:
    return isinstance(piece, WordParagraph) and piece.note

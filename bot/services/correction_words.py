"""Understands what somebody writes to correct a story's text.

It is a change (see `correction_phrases`) or a piece of the text as it should be (see
`correction_pieces`). What is to be changed has to stand in the text; so words that say how to
change something are told from words of the paper that happen to say the same.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from bot.services.correction_phrases import Change, changes_in, cuts_in, lists_in
from bot.services.correction_pieces import SURELY_ALIKE, Rewording, closest_piece
from retrieval.analysis import compact, compact_text, simplified
from retrieval.model import Span

BESIDE = 6
"""Characters that are shown on either side of words that stand several times."""

_MOST = 40  # changes in one message, and ways to read one
_NUMBER_OF = re.compile(r"\d[\d.,:-]*([^\W\d]{0,3})")  # a number, and what it counts


class Why(StrEnum):
    """Why words change nothing."""

    UNCLEAR = "unclear"  # neither a change nor like any piece of the text
    NOWHERE = "nowhere"  # what is to be changed is not in the text
    SEVERAL = "several"  # it stands there several times
    SAME = "same"  # the text reads so already


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Why nothing is changed; ``words`` are those that were looked for, ``places`` where they are.

    A place is the words with what stands beside them.
    """

    why: Why
    words: str = ""
    places: tuple[str, ...] = ()


def understood(said: str, paragraphs: Sequence[str], meant: int = 0) -> Rewording | NotUnderstood:
    """Return what ``said`` makes of one of the paragraphs; ``meant`` is the one in question.

    Words that stand in that one are changed there, whether or not they stand in others too.
    """
    said = said.strip()
    order = sorted(range(len(paragraphs)), key=lambda at: at != meant)
    piece = closest_piece(said, paragraphs, meant)
    if piece is not None and piece.alike >= SURELY_ALIKE:
        cut = _first(cuts_in(said), paragraphs, order)  # it spells what goes, and hardly more
        return cut if isinstance(cut, Rewording) else _unless_same(piece.rewording)
    for parts in filter(lambda parts: 1 < len(parts) <= _MOST, lists_in(said)):
        if (done := _all_changed(parts, paragraphs, order)) is not None:
            return _unless_same(done)
    changes = list(islice(changes_in(said), _MOST))
    first = _first(changes, paragraphs, order)
    if isinstance(first, Rewording):
        return _unless_same(first)
    if first is not None:
        return first
    if (sure := next((one for one in changes if not one.weak), None)) is not None:
        return NotUnderstood(Why.NOWHERE, sure.old[-1])
    return NotUnderstood(Why.UNCLEAR) if piece is None else _unless_same(piece.rewording)


def _first(
    changes: Iterable[Change], paragraphs: Sequence[str], order: Sequence[int]
) -> Rewording | NotUnderstood | None:
    found = (_changed(one, paragraphs, order) for one in changes)
    return next((one for one in found if one is not None), None)


def _unless_same(found: Rewording) -> Rewording | NotUnderstood:
    return NotUnderstood(Why.SAME) if found.before == found.after else found


def _all_changed(
    parts: Sequence[str], paragraphs: Sequence[str], order: Sequence[int]
) -> Rewording | None:
    """Return all the changes made in one paragraph; None where one of them can't be."""
    now, at = list(paragraphs), None
    for part in parts:
        found = (_changed(one, now, order) for one in changes_in(part))
        done = next((one for one in found if isinstance(one, Rewording)), None)
        if done is None or at not in (None, done.paragraph):
            return None
        at = done.paragraph
        now[at] = done.after
    return None if at is None else Rewording(at, paragraphs[at], now[at])


def _changed(
    change: Change, paragraphs: Sequence[str], order: Sequence[int]
) -> Rewording | NotUnderstood | None:
    """Return the change made, or why it can't be; None where its words are nowhere."""
    for old in change.old:
        for at in order:
            places = _places(old, paragraphs[at])
            if not places:
                continue
            chosen = _chosen(places, change.which)
            if not chosen:
                return NotUnderstood(Why.SEVERAL, old, _beside(paragraphs[at], places))
            text = paragraphs[at]
            named = [_number_behind(text, place, change) for place in chosen]
            return Rewording(at, text, _replaced(text, named, change))
    return None


def _number_behind(text: str, place: Span, change: Change) -> Span:
    """Return where the number stands that the words name, as in 电话应为68211243."""
    new = _NUMBER_OF.fullmatch(change.new)
    if new is None or change.beside or re.search(r"\d", text[slice(*place)]):
        return place
    old = re.compile(rf"[是为:：]?\s*(\d[\d.,:-]*{new[1]})").match(text, place.end)
    return place if old is None else Span(*old.span(1))


def _chosen(places: Sequence[Span], which: int | None) -> Sequence[Span]:
    if which == 0 or len(places) == 1:
        return places
    return places[which - 1 : which] if which else ()


def _places(old: str, text: str) -> list[Span]:
    """Return where the words stand, however they are printed; they do not overlap."""
    exact = [Span(one.start(), one.end()) for one in re.finditer(re.escape(old), text)]
    if exact:
        return exact
    folded, wanted = compact(text), compact_text(old)
    found = re.finditer(re.escape(wanted), folded.text) if wanted else ()
    return [folded.printed(one.start(), one.end()) for one in found]


def _replaced(text: str, places: Sequence[Span], change: Change) -> str:
    new = change.new
    if simplified(text) == text:  # a paper in simplified characters stays one
        new = simplified(new)
    for place in reversed(places):
        start = place.end if change.beside > 0 else place.start
        end = place.start if change.beside < 0 else place.end
        text = text[:start] + new + text[end:]
    return text


def _beside(text: str, places: Sequence[Span]) -> tuple[str, ...]:
    return tuple(text[max(0, start - BESIDE) : end + BESIDE] for start, end in places)

"""Runs of short lines that are together what none of them shows alone: lists, captions, briefs."""

from collections.abc import Iterator, Sequence

from retrieval.reading.endings import goes_on, wants_more
from retrieval.reading.line_form import COMMA, DASHES, HEAD_MARKS, NUMBER, LineForm
from retrieval.reading.markup import Mark

_FEW_SHORT = 3  # short lines in a row, as many as a headline may have
_HEADING_AND_ONE = 2  # lines


def rows_of_short(forms: Sequence[LineForm], start: int) -> list[float]:
    """Return how much each line stands in a row of more short lines than headlines have.

    That is from 0 to 1. Rows count below the place ``start``: above it they are furniture.
    """
    found = [0.0] * len(forms)
    first = 0
    for at in range(len(forms) + 1):
        if at < len(forms) and forms[at].is_short:
            continue
        over = at - first - _FEW_SHORT
        if over > 0 and first > start:
            found[first:at] = [min(1.0, over / _FEW_SHORT)] * (at - first)
        first = at + 1
    return found


def beneath_headings(forms: Sequence[LineForm]) -> Iterator[int]:
    """Yield the places of several short unmarked lines between a marked headline and its text."""
    run: list[int] = []
    for at, form in enumerate(forms):
        if form.line.mark in HEAD_MARKS:
            run = [at]
        elif run and _may_be_caption(form):
            run.append(at)
        else:
            if len(run) > _HEADING_AND_ONE and form.is_prose and not goes_on(form.text):
                yield from run[1:]
            run = []


def listed_links(forms: Sequence[LineForm]) -> Iterator[int]:
    """Yield the places of headings of lists of other stories, and of the short lines below each."""
    listing = False
    for at, form in enumerate(forms):
        if form.heads_links:
            listing = True
            yield at
        elif listing and form.is_title and not form.is_prose:
            yield at
        elif not form.is_furniture:
            listing = False


def numbered_series(forms: Sequence[LineForm], below: Sequence[int | None]) -> frozenset[int]:
    """Return the places of numbered lines that each stand right above a text, if several do.

    ``below`` has for each line the place of the next that is no furniture.
    """
    found = [
        at
        for at, (form, under) in enumerate(zip(forms, below, strict=True))
        if form.is_title
        and NUMBER.match(form.plain)
        and under is not None
        and forms[under].is_prose
    ]
    return frozenset(found if len(found) > 1 else ())


def part_series(forms: Sequence[LineForm]) -> frozenset[int]:
    """Return the places of lines numbered as parts (一、 二、), where one of them heads the page.

    Elsewhere such lines are crossheads of the story above them.
    """
    found = [at for at, form in enumerate(forms) if form.is_title and "part" in form.signs]
    first = next((at for at, form in enumerate(forms) if not form.is_furniture), None)
    return frozenset(found if len(found) > 1 and found[0] == first else ())


def _may_be_caption(form: LineForm) -> bool:
    """Return whether a line may be one of several captions without marks."""
    if form.line.mark is not Mark.PLAIN or not form.is_title or form.is_prose:
        return False
    cut = wants_more(form.text) or COMMA.search(form.text) is not None
    return not (cut or form.is_signature or form.text.startswith(DASHES))

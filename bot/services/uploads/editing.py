"""What the sender of a draft changes in a page: stories left out, and stories joined.

A change is kept beside the page and applied to what its file tells of its lines, so that it can be
taken back, and holds however often the page is read again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.model.uploads import EditKind, PageEdit
from retrieval.model import Reading
from retrieval.model.lines import LineKind
from retrieval.model.page_text import PageText


def edited(page: PageText, edits: Iterable[PageEdit]) -> PageText:
    """Return a page with changes, each over those before it."""
    kinds, opens = dict(page.layout.kinds), set(page.layout.opens)
    for edit in edits:
        lines = range(edit.first, edit.last + 1)
        if edit.kind is EditKind.DROP:
            kinds.update(dict.fromkeys(lines, LineKind.FURNITURE))
            opens.difference_update(lines)
        else:
            heads = dict.fromkeys(edit.heads, LineKind.CROSSHEAD)
            kinds.update(heads or {edit.first: LineKind.TEXT})
            opens.difference_update((edit.first, *edit.heads))
    return replace(page, layout=replace(page.layout, kinds=kinds, opens=frozenset(opens)))


def with_edit(
    edits: Sequence[PageEdit], reading: Reading, kind: EditKind, line: int
) -> tuple[PageEdit, ...]:
    """Return changes and one more: of the story of ``reading`` that begins at ``line``.

    They stay the same where none begins there, and where the first is to join one before it.
    """
    firsts = [place.first for place in reading.places]
    if line not in firsts:
        return tuple(edits)
    at = firsts.index(line)
    if kind is EditKind.JOIN and at == 0:
        return tuple(edits)
    place, article = reading.places[at], reading.bulletin.articles[at]
    return (*edits, PageEdit(kind, place.first, place.last, place.heads, article.title))


def without_edit(edits: Sequence[PageEdit], line: int) -> tuple[PageEdit, ...]:
    """Return changes without the last of the story that began at ``line``, if there is any."""
    last = max((at for at, one in enumerate(edits) if one.first == line), default=None)
    return tuple(one for at, one in enumerate(edits) if at != last)

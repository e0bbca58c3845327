"""Folding makes two printings of the same words equal.

A text's **folded** form is NFKC (so full-width letters, digits and punctuation become plain), in
lower case, traditional characters as simplified, without characters that print nothing (zero-width
spaces, soft hyphens, variation selectors). Its **compact** form also lacks **padding**: the
blanks between Chinese characters (``张  娅``) and the dots inside of foreign names (``阿·买买提``).
Every folded character knows the printed characters that it stands for.

Traditional characters fold one by one, whatever word they stand in. So a part of a text folds as it
does inside the whole; finding a string by its folded form depends on this.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.analysis.characters import (
    HARD,
    foldable,
    folded_character,
    folded_cluster,
    hard_clusters,
)
from retrieval.model import Span

HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters (々〆〇 too), as the inside of a regular expression's character class."""

# The dots that papers and their OCR print inside a name: · • ‧ ⋅ ∙ ・ and a plain full stop.
_DOTS = "\u00b7\u2022\u2027\u22c5\u2219\u30fb."
# A leading class, looked behind from, lets the search skip all other characters at once.
PADDING = re.compile(rf"[\s{_DOTS}](?<=[{HAN}][^\n])[^\S\n]*(?:[{_DOTS}][^\S\n]*)?(?=[{HAN}])")
"""What the compact form of a folded text lacks; line ends stay."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; its character ``i`` stands for the printed ``[starts[i], ends[i])``.

    Both sequences are as long as ``text`` and never fall.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def printed(self, start: int, end: int) -> Span:
        """Return where what the folded ``[start, end)`` stands for is printed.

        Of nothing it is empty, where the next character is printed.
        """
        if start < end:
            return Span(self.starts[start], self.ends[end - 1])
        at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
        return Span(at, at)


def fold(text: str) -> Folded:
    """Fold a text; a folded text stays as it is."""
    quick = _fold_one_to_one(text)
    if HARD not in quick:
        return Folded(quick, range(len(text)), range(1, len(text) + 1))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end in [*hard_clusters(text, quick), (len(text), len(text))]:
        piece = folded_cluster(text[start:end])
        pieces += quick[at:start], piece
        starts.extend(range(at, start))
        starts.extend([start] * len(piece))
        ends.extend(range(at + 1, start + 1))
        ends.extend([end] * len(piece))
        at = end
    return Folded("".join(pieces), starts, ends)


def folded_text(text: str) -> str:
    """Return the text of the folded form alone."""
    quick = _fold_one_to_one(text)
    if HARD not in quick:
        return quick
    pieces: list[str] = []
    at = 0
    for start, end in hard_clusters(text, quick):
        pieces += quick[at:start], folded_cluster(text[start:end])
        at = end
    return "".join((*pieces, quick[at:]))


def compact(text: str) -> Folded:
    """Fold a text and leave out its padding."""
    return compacted(fold(text))


def compacted(folded: Folded) -> Folded:
    """Leave out the padding of a folded text."""
    if not PADDING.search(folded.text):
        return folded
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for gap in [*PADDING.finditer(folded.text), None]:
        stop = len(folded.text) if gap is None else gap.start()
        pieces.append(folded.text[at:stop])
        starts.extend(folded.starts[at:stop])
        ends.extend(folded.ends[at:stop])
        at = stop if gap is None else gap.end()
    return Folded("".join(pieces), starts, ends)


def compact_text(text: str) -> str:
    """Return the text of the compact form alone, many times faster."""
    return PADDING.sub("", folded_text(text))


def _fold_one_to_one(text: str) -> str:
    return foldable().sub(_one_to_one, text)


def _one_to_one(found: re.Match[str]) -> str:
    return folded_character(found[0])

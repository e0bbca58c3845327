"""Folding: what two printings of the same words have in common.

A text's **folded** form is NFKC (so full-width letters, digits and punctuation become plain), in
lower case, traditional characters as simplified, without characters that print nothing (zero-width
spaces, soft hyphens, variation selectors). Its **compact** form lacks, besides, what only spaces a
name out: blanks between Chinese characters (``张  娅``) and the dots inside of foreign names
(``阿·买买提``). Every folded character knows the printed characters that it stands for.

Traditional characters fold one by one, without regard to the words they stand in: so a part of a
text folds as it does inside the whole, which finding a string by its folded form rests on.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import opencc

from retrieval.model import Span

HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters (々〆〇 too), as the inside of a regular expression's character class."""

# The dots that papers and their OCR print inside a name: · • ‧ ⋅ ∙ ・ and a plain full stop.
_DOTS = "\u00b7\u2022\u2027\u22c5\u2219\u30fb."
# A leading class, looked behind from, lets the search skip all other characters at once.
PADDING = re.compile(rf"[\s{_DOTS}](?<=[{HAN}][^\n])[^\S\n]*(?:[{_DOTS}][^\S\n]*)?(?=[{HAN}])")
"""What the compact form of a folded text lacks; lines are never closed up."""
# No character folds to this one (Unicode keeps it out of texts): "fold the slow way".
_HARD = "\uffff"


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; its character ``i`` stands for the printed ``[starts[i], ends[i])``.

    Both sequences are as long as ``text`` and never fall.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def printed(self, start: int, end: int) -> Span:
        """Give the printed stretch that the folded ``[start, end)`` stands for.

        Of an empty stretch it is empty too, and stands where its next character is printed.
        """
        if start < end:
            return Span(self.starts[start], self.ends[end - 1])
        at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
        return Span(at, at)


def fold(text: str) -> Folded:
    """Fold a text; what is folded already stays as it is."""
    quick = _fold_one_to_one(text)
    if _HARD not in quick:
        return Folded(quick, range(len(text)), range(1, len(text) + 1))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = _folded_cluster(text[start:end])
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Folded("".join(pieces), starts, ends)


def compact(text: str) -> Folded:
    """Fold a text and close up what is printed spaced out; see the module's head."""
    folded = fold(text)
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
    """Give the text of the compact form alone, many times faster."""
    return PADDING.sub("", fold(text).text)


def _fold_one_to_one(text: str) -> str:
    return _unfolded().sub(_one_to_one, text)


def _one_to_one(found: re.Match[str]) -> str:
    return _folded_character(found[0])


@functools.lru_cache(maxsize=1 << 14)
def _folded_character(character: str) -> str:
    folded = _folded_cluster(character)
    return _HARD if len(folded) != 1 or _joins(character) else folded


@functools.cache
def _unfolded() -> re.Pattern[str]:
    """Match every character that folding may change; most of a page's are none of them."""
    han = [chr(code) for code in range(0x3400, 0xA000)]
    simplified = _simplifier().convert("\n".join(han)).split("\n")
    odd = [old for old, new in zip(han, simplified, strict=True) if old != new]
    # All others of the basic plane but Korean syllables and what is in private use.
    for codes in (
        range(0x3400),
        range(0xA000, 0xAC00),
        range(0xD7A4, 0xE000),
        range(0xF900, 0xFFFF),
    ):
        odd += [c for c in map(chr, codes) if _folded_cluster(c) != c or _joins(c)]
    return re.compile(f"[{re.escape(''.join(odd))}\U00010000-\U0010ffff]")


@functools.cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@functools.lru_cache(maxsize=1 << 14)
def _folded_cluster(cluster: str) -> str:
    plain = unicodedata.normalize("NFKC", cluster).lower()
    plain = unicodedata.normalize("NFKC", plain)
    plain = "".join(c for c in plain if not _prints_nothing(c))
    return "".join(_simplified(c) if c >= "\u3400" else c for c in plain)


@functools.lru_cache(maxsize=1 << 16)
def _simplified(character: str) -> str:
    """Give the simplified form, one character for one; 薴 takes two steps to get there."""
    if "\ud800" <= character <= "\udfff":
        return character
    for _ in range(2):
        character = _simplifier().convert(character)
    return character


def _prints_nothing(character: str) -> bool:
    """Format characters, variation selectors, and control characters that are no white space."""
    category = unicodedata.category(character)
    return (
        category == "Cf"
        or (category == "Cc" and not character.isspace())
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def _joins(character: str) -> bool:
    """Whether NFKC may make one character of this one and the one before it."""
    first = unicodedata.normalize("NFKC", character)[:1]
    return (
        first == ""
        or unicodedata.category(first).startswith("M")
        or "\u1160" <= first <= "\u11ff"  # the vowels and finals of spelt-out Korean syllables
    )


def _clusters(text: str) -> list[tuple[int, int]]:
    """Cut between characters that fold apart; what prints nothing stays with the one before."""
    starts = [i for i, c in enumerate(text) if i == 0 or not (_joins(c) or _prints_nothing(c))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True)) if text else []


FOLDING = f"opencc {opencc.__version__}, unicode {unicodedata.unidata_version}"
"""What a folded text depends on beside the text."""

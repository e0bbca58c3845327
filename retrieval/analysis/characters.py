"""What one character folds to, and which characters fold together with their neighbours."""

import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterator

import numpy as np
import opencc
from numpy.typing import NDArray

from retrieval.compiled import keep, kept

FOLDING = f"opencc {opencc.__version__}, unicode {unicodedata.unidata_version}"
"""The versions that a folded text depends on."""

_RULES = 1  # of which characters change; another number when they are others

HARD = "\uffff"
"""It stands for what does not fold one to one. No character folds to it."""

# The basic plane but for Korean syllables, surrogates and private use; and its Korean vowels and
# finals, which are letters and yet join the one before.
_PLAIN = (*range(0xAC00), *range(0xD7A4, 0xD800), *range(0xF900, 0xFFFF))
_VOWELS = "\u1160", "\u11ff"


@functools.lru_cache(maxsize=1 << 14)
def folded_character(character: str) -> str:
    """Return the character that one folds to wherever it stands, or `HARD` if there is none."""
    folded = folded_cluster(character)
    return HARD if len(folded) != 1 or _joins(character) else folded


@functools.lru_cache(maxsize=1 << 14)
def folded_cluster(cluster: str) -> str:
    """Return what a character and those that stay with it fold to, maybe nothing."""
    plain = unicodedata.normalize("NFKC", cluster).lower()
    plain = unicodedata.normalize("NFKC", plain)
    plain = "".join(c for c in plain if not _prints_nothing(c))
    return "".join(_simplified(c) if c >= "\u3400" else c for c in plain)


def simplified(text: str) -> str:
    """Return the text in simplified characters, one for one, with nothing else folded."""
    return "".join(_simplified(c) if c >= "\u3400" else c for c in text)


@functools.lru_cache(maxsize=1 << 14)
def stays_with_last(character: str) -> bool:
    """Return whether a character folds together with the one before it."""
    return _joins(character) or _prints_nothing(character)


def hard_clusters(text: str, quick: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each part of a text that folds as a whole, in order.

    ``quick`` is the text folded one to one, with `HARD` where a character does not fold so.
    """
    start = quick.find(HARD)
    while start >= 0:
        end = start + 1
        while end < len(text) and stays_with_last(text[end]):
            end += 1
        # All that stays with another is hard: the one before this one does not.
        yield max(start - stays_with_last(text[start]), 0), end
        start = quick.find(HARD, end)


@functools.cache
def foldable() -> re.Pattern[str]:
    """Return a pattern of every character that folding may change: few of a page's."""
    return re.compile(f"[{re.escape(_foldable())}\U00010000-\U0010ffff]")


@functools.cache
def folded_codes() -> NDArray[np.uint32]:
    """Return what each of the basic plane's 65,536 code points folds to, or that of `HARD`."""
    codes = np.arange(1 << 16, dtype=np.uint32)
    for character in _foldable():
        codes[ord(character)] = ord(folded_character(character))
    codes.flags.writeable = False
    return codes


@functools.cache
def _foldable() -> str:
    """Return the characters of the basic plane that folding may change, kept once found."""
    about = hashlib.blake2b(f"{_RULES}, {FOLDING}".encode(), digest_size=12).hexdigest()
    name = f"foldable-{about}.txt"
    found = kept(name)
    if found is not None:
        return bytes(found).decode()
    characters = _looked_through()
    keep(name, characters.encode())
    return characters


def _looked_through() -> str:
    # All at once: between line ends, characters stay apart.
    codes = [chr(code) for code in _PLAIN if code != ord("\n")]
    folded = unicodedata.normalize("NFKC", "\n".join(codes)).lower()
    first = folded.index("\u3400")
    folded = folded[:first] + _simplifier().convert(folded[first:])
    return "".join(
        old
        for old, new in zip(codes, folded.split("\n"), strict=True)
        if old != new
        or (not old.isalnum() and stays_with_last(old))
        or _VOWELS[0] <= old <= _VOWELS[1]
    )


@functools.cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@functools.lru_cache(maxsize=1 << 16)
def _simplified(character: str) -> str:
    """Return the simplified form, one character for one; 薴 takes two steps to get there."""
    if "\ud800" <= character <= "\udfff":
        return character
    for _ in range(2):
        character = _simplifier().convert(character)
    return character


def _prints_nothing(character: str) -> bool:
    """Return whether a character is a format, control or variation character, no white space."""
    category = unicodedata.category(character)
    return (
        category == "Cf"
        or (category == "Cc" and not character.isspace())
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def _joins(character: str) -> bool:
    """Return whether NFKC may make one character of this one and the one before it."""
    first = unicodedata.normalize("NFKC", character)[:1]
    return (
        first == ""
        or unicodedata.category(first).startswith("M")
        or _VOWELS[0] <= first <= _VOWELS[1]
    )

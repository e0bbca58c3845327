"""Texts as the tokens that a cluster parts at white space, and never looks into.

A **key token** is a term by its key (`retrieval.analysis.keys`), so that the cluster has the terms
that the local index has. **Character tokens** are a compact text character by character, a run of
letters and digits as one: a compact string stands in the text (`retrieval.analysis.bounds`) where
one of its phrases of such tokens does.
"""

import functools
import re
from collections.abc import Iterator
from hashlib import blake2b
from itertools import product

from retrieval.analysis.bounds import LETTER
from retrieval.analysis.keys import CHARACTER_BITS, PACKED
from retrieval.compiled import late

OFTEN = "|"
"""Between a key token and how often it counts, in documents."""
ONCE, HALF = ("~w0", "~w1"), ("~h0", "~h1")
"""Tokens that are no key's. Of each pair a passage has one, which counts once, or half: so both
together count so in every passage, and the cluster takes neither for a word that says nothing."""

_CHARACTER = (1 << CHARACTER_BITS) - 1
_ALL_BITS = (1 << 64) - 1
_ESCAPE = "~"  # opens a token of several characters that is no run
# A run that the bounds of a word don't reach, as a figure goes on there: 5 in 3.5, 3 in 3.5.
_CUT_LEFT, _CUT_RIGHT = "<", ">"
_PIECE = late(rf"(?:{LETTER.pattern})+|.", re.DOTALL)
_BEFORE = re.compile(r"\d[.,]")
_AFTER = re.compile(r"[.,]\d")
_MARKS = ".,"
_LONGEST = 64  # characters of a run; the cluster cuts what has more than 255
_DIGEST_BYTES = 16


@functools.lru_cache(1 << 18)
def key_token(key: int) -> str:
    """Return the token of a key: the term itself where it is short, or else hexadecimal digits."""
    if key >= 0:
        shifts = range(CHARACTER_BITS * (PACKED - 1), -1, -CHARACTER_BITS)
        term = "".join(chr(code) for shift in shifts if (code := key >> shift & _CHARACTER))
        if term.isalnum():
            return term
    return f"{_ESCAPE}{key & _ALL_BITS:x}"


def characters(text: str) -> str:
    """Return the character tokens of a compact text with blanks between them; "" for ""."""
    return " ".join(
        _token(piece, left=_BEFORE.fullmatch(before), right=_AFTER.fullmatch(after))
        for piece, before, after in _pieces(text)
    )


def phrases(word: str) -> list[str]:
    """Return the phrases, up to four, one of which stands where a compact string does.

    What stands before a mark that begins the string, or after one that ends it, may be a digit or
    not. None for the empty string, which stands everywhere.
    """
    choices = []
    end = 0
    for piece, before, after in _pieces(word):
        start, end = end, end + len(piece)
        lefts = [_BEFORE.fullmatch(before) is not None]
        rights = [_AFTER.fullmatch(after) is not None]
        if start == 1 and before in _MARKS:
            lefts = [False, True]
        if end == len(word) - 1 and after in _MARKS:
            rights = [False, True]
        each = [_token(piece, left=left, right=right) for left, right in product(lefts, rights)]
        choices.append(list(dict.fromkeys(each)))
    return [" ".join(tokens) for tokens in product(*choices)] if choices else []


def _pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield runs and other characters in order, each with two characters before and after it."""
    for found in _PIECE.finditer(text):
        start, end = found.span()
        yield found[0], text[max(start - 2, 0) : start], text[end : end + 2]


def _token(piece: str, *, left: object, right: object) -> str:
    if not LETTER.match(piece):
        return piece if piece.isprintable() and piece != " " else f"{_ESCAPE}{ord(piece):x}"
    if len(piece) > _LONGEST:
        digest = blake2b(piece.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES)
        piece = f"{_ESCAPE}{_ESCAPE}{digest.hexdigest()}"
    return f"{_CUT_LEFT if left else ''}{piece}{_CUT_RIGHT if right else ''}"

"""Whether the words that a PDF holds are those that it shows.

A font may have no table of what its signs mean, or one that lies; recognition may have put nonsense
behind a scan. Such text has signs without meaning, or characters that Chinese hardly uses.
"""

from collections import Counter
from collections.abc import Sequence

from retrieval.formats.order.printed import PrintedPiece
from retrieval.reading.decode import is_common

_MOST_LOST = 0.03  # of the characters, those that have no meaning
_FEWEST_HAN = 40  # characters by which Chinese is judged
_FEWEST_LONG = 250
_LEAST_COMMON = 0.8  # of them, those that are in common use
_LEAST_FREQUENT = 0.035  # of a longer text, those that every text has
_MOST_ALIKE = 0.3  # of them, one and the same character
_FREQUENT = frozenset(
    "的一是在了不有和人中大为上个国我以要他时来用们到作地于出就分对成会可主发年"
    "這為個國時來們對會發動過說種後學經進"
)


def is_plausible(pieces: Sequence[PrintedPiece], unmapped: int = 0) -> bool:
    """Return whether the words of a page may be what it shows; no words are.

    ``unmapped`` counts the characters of which the file itself does not know the meaning.
    """
    text = "".join(piece.text for piece in pieces)
    if not text:
        return not unmapped
    lost = sum(map(_is_lost, text))
    if lost > _MOST_LOST * len(text) or unmapped > _MOST_LOST * (len(text) + unmapped):
        return False
    han = [char for char in text if "一" <= char <= "鿿"]
    if len(han) < _FEWEST_HAN:
        return True
    if sum(map(is_common, han)) < _LEAST_COMMON * len(han):
        return False
    if Counter(han).most_common(1)[0][1] > _MOST_ALIKE * len(han):
        return False
    frequent = sum(char in _FREQUENT for char in han)
    return len(han) < _FEWEST_LONG or frequent >= _LEAST_FREQUENT * len(han)


def _is_lost(char: str) -> bool:
    return (
        char == "\ufffd"
        or "\ue000" <= char <= "\uf8ff"
        or char >= "\U000f0000"
        or (char < " " and char != "\t")
        or "\x7f" <= char < "\xa0"
    )

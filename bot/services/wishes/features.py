"""What a wish is recognised by where the grammar does not know its words, see `likely`.

A text is described by its characters and words, their pairs and threes, by the cues of the grammar
that stand in it anywhere, and by how long it is. All figures are alike, and so are all times.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.services.spoken_times import TIME
from bot.services.wishes.cues import asks, cues_in, plain_text

ALWAYS = "always"
"""The feature that every text has."""

_PIECE = re.compile(r"[㐀-鿿]|[0-9][0-9.,]*|[^\W\d_㐀-鿿]+")
_EDGE, _FIGURE, _TIME = "|", "0", "T"
_LENGTHS = (3, 5, 8, 12, 18)  # pieces


def described(text: str) -> frozenset[str]:
    """Return the features of a text, each once however often it is there."""
    plain = plain_text(text)
    said = list(_pieces(TIME.sub(f" {_TIME} ", plain)))
    among = [_EDGE, *said, _EDGE]
    cues = ["|", *cues_in(plain), "|"]
    size = sum(len(said) > length for length in _LENGTHS)
    return frozenset(
        {
            ALWAYS,
            f"length {size}",
            *said,
            *map(" ".join, pairwise(among)),
            *map(" ".join, zip(among, among[1:], among[2:], strict=False)),
            *(f"+{cue}" for cue in cues[1:-1]),
            *(f"+{one}+{other}" for one, other in pairwise(cues)),
            *(["+?"] if asks(text) else []),
        }
    )


def _pieces(line: str) -> Iterator[str]:
    for piece in _PIECE.findall(line):
        yield _FIGURE if piece[0].isdigit() else piece

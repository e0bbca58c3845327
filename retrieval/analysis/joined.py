"""Many texts folded at once, as one text: its characters and its code points."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.characters import (
    HARD,
    folded_character,
    folded_cluster,
    folded_codes,
    hard_clusters,
)

_ENCODING = "utf-32-le"
_BASIC = 0xFFFF  # the basic plane's last code point, also that of HARD
BREAK = ord("\n")


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Folded texts in order, each with a line end after it.

    ``codes`` are the code points of ``text``; ``lengths`` are those of the texts without that line
    end. There may be line ends inside of a text too.
    """

    text: str
    codes: NDArray[np.uint32]
    lengths: NDArray[np.int64]


def joined(texts: Sequence[str]) -> Joined:
    """Fold texts, each as it folds alone, and join them; no texts give an empty one."""
    text = "".join([part for text in texts for part in (text, "\n")])
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    codes = code_points(text)
    folded = folded_codes()[np.minimum(codes, _BASIC)]
    beyond = codes > _BASIC
    if beyond.any():
        distinct, place = np.unique(codes[beyond], return_inverse=True)
        simple = [ord(folded_character(chr(code))) for code in distinct.tolist()]
        folded[beyond] = np.array(simple, np.uint32)[place]
    quick = characters(folded)
    if HARD not in quick:
        return Joined(quick, folded, lengths)
    # A mark that opens a text folds together with the line end before it, which changes neither.
    pieces: list[str] = []
    at = 0
    ends: list[int] = []
    grown: list[int] = []
    for start, end in hard_clusters(text, quick):
        piece = folded_cluster(text[start:end])
        pieces += quick[at:start], piece
        ends.append(end)
        grown.append(len(piece) - (end - start))
        at = end
    owners = np.searchsorted(np.cumsum(lengths + 1), ends)
    np.add.at(lengths, owners, grown)
    text = "".join((*pieces, quick[at:]))
    return Joined(text, code_points(text), lengths)


def code_points(text: str) -> NDArray[np.uint32]:
    """Return a text's code points."""
    return np.frombuffer(text.encode(_ENCODING, "surrogatepass"), np.dtype("<u4"))


def characters(codes: NDArray[np.uint32]) -> str:
    """Return the text of code points."""
    return codes.astype("<u4", copy=False).tobytes().decode(_ENCODING, "surrogatepass")

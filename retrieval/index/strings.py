"""Looking for a string in many texts that lie end to end, compiled as the loops over postings are.

By Horspool's algorithm (Software: Practice and Experience 10, 1980): the byte under the string's
end says how far it may be moved on.
"""

import numpy as np
import numpy.typing as npt

from retrieval.compiled import compiled
from retrieval.index.kernel import I64, U8, WRITTEN_U8, Ids, Keys

Bytes = npt.NDArray[np.uint8]


def holding(blob: Bytes, starts: Keys, texts: Ids, string: bytes) -> npt.NDArray[np.bool_]:
    """Return whether a string is in each of some texts; the empty string is in all of them.

    Text i is ``blob[starts[i]:starts[i + 1]]``, and ``texts`` are the numbers of those asked for.
    """
    needle = np.frombuffer(string, np.uint8)
    moves = np.full(256, len(needle), np.int64)
    moves[needle[:-1]] = len(needle) - 1 - np.arange(len(needle) - 1)
    found = np.zeros(len(texts), np.uint8)
    _look(blob, starts, texts.astype(np.int64), needle, moves, found)
    return found.astype(np.bool_)


@compiled("void", U8, I64, I64, U8, I64, WRITTEN_U8)
def _look(blob: Bytes, starts: Keys, texts: Keys, needle: Bytes, moves: Keys, found: Bytes) -> None:
    size = needle.shape[0]
    for number in range(texts.shape[0]):
        text = texts[number]
        if not 0 <= text < starts.shape[0] - 1:
            continue
        at, end = max(starts[text], 0), min(starts[text + 1], blob.shape[0]) - size
        while at <= end:
            same = size
            while same > 0 and blob[at + same - 1] == needle[same - 1]:
                same -= 1
            if same == 0:
                found[number] = 1
                break
            at += moves[blob[at + size - 1]]

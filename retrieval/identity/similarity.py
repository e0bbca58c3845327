"""How much two printed texts have in common.

A text's **shingles** are the distinct runs of three letters, digits or Chinese characters in it;
spaces, punctuation, letter case and width count for nothing, so a rejoined paragraph or a mended
comma changes little. Two texts are as alike as their sets of shingles are. A **sketch** is the
shingles with the smallest hashes, which two texts share about as far as they share all of them
(Broder, "On the resemblance and containment of documents", 1997): an index over sketches finds the
few texts that are worth comparing, whatever the size of the archive.
"""

import re
import unicodedata
from collections import Counter

import numpy as np
from numpy.typing import NDArray

Shingles = NDArray[np.int64]
"""Sorted and distinct; three code points of 21 bits each make one number."""

SKETCH = 16
_LENGTH = 3
_BITS = np.int64(21)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def letters(text: str) -> str:
    """Return the letters, digits and characters of a text, or its marks where it has none."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain)) or "".join(plain.split())


def shingles(text: str) -> Shingles:
    """Return a text's shingles; only one that is blank has none."""
    counting = letters(text)
    if not counting:
        return np.empty(0, np.int64)
    codes = np.frombuffer(counting.ljust(_LENGTH, "\0").encode("utf-32-le"), np.uint32)
    codes = codes.astype(np.int64)
    return np.unique((codes[:-2] << 2 * _BITS) | (codes[1:-1] << _BITS) | codes[2:])


def sketch(parts: Shingles) -> tuple[int, ...]:
    """Return at most `SKETCH` hashes, which fit SQLite's signed integers; of no shingles, none."""
    # The finalizer of MurmurHash3: a permutation of 64 bits that scatters neighbours.
    mixed = parts.astype(np.uint64)
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        mixed ^= mixed >> np.uint64(33)
        mixed *= np.uint64(factor)
    mixed ^= mixed >> np.uint64(33)
    return tuple(np.sort(mixed)[:SKETCH].view(np.int64).tolist())


def containment(one: Shingles, other: Shingles) -> float:
    """Return how much of the smaller stands in the larger, 0 to 1; 0 where either is empty."""
    return _shared(one, other) / max(1, min(len(one), len(other)))


def likeness(one: Shingles, other: Shingles) -> float:
    """Return how much of the larger stands in the smaller, 0 to 1; 0 where either is empty."""
    return _shared(one, other) / max(1, len(one), len(other))


def _shared(one: Shingles, other: Shingles) -> int:
    return len(np.intersect1d(one, other, assume_unique=True))


def figures_apart(one: str, other: str) -> int:
    """Count the figures (``4846.19``, ``25``) that one text has more often than the other."""
    first, second = (
        Counter(_FIGURE.findall(unicodedata.normalize("NFKC", text))) for text in (one, other)
    )
    return ((first - second) + (second - first)).total()

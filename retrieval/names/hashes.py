"""Hashes of 32 bits of strings, of all substrings of a line at once.

A string's hash is the upper half of ``Σ code point[i] · BASE^(i+1)`` modulo 2^64, i from 0: a
polynomial hash (Karp and Rabin, IBM J. Res. Dev. 31, 1987), so that the hash of a substring with
one character left out is one subtraction away. Strings may share a hash: equal hashes make a
candidate, and the strings decide.

**Weighed** code points are a matrix, a row per string: code points times the powers of their place,
uint64; rows shorter than the matrix are filled up with zeros.
"""

import operator
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_Number = TypeVar("_Number", np.uint32, np.uint64)

LONGEST = 24  # code points of a string that can be weighed
_BASE = 0xD6E8FEB86659FD93  # odd, its bits as good as random
_MASK = (1 << 64) - 1
_BASES = [pow(_BASE, place + 1, 1 << 64) for place in range(LONGEST)]
_POWERS = np.array(_BASES, dtype=np.uint64)
_SQUARE = np.uint64(0xA0761D6478BD642F)
_HALF = np.uint64(32)


def hash_of(text: str) -> int:
    """Return the hash of a string of no more than `LONGEST` code points."""
    total: int = sum(map(operator.mul, map(ord, text), _BASES))
    return (total & _MASK) >> 32


def hashes_of(texts: Sequence[str]) -> NDArray[np.uint32]:
    """Return the hashes of many strings; each has from one to `LONGEST` code points."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    if not len(texts):
        return np.empty(0, np.uint32)
    starts = np.cumsum(lengths) - lengths
    places = np.arange(lengths.sum()) - np.repeat(starts, lengths)
    return halved(np.add.reduceat(codes_of("".join(texts)) * _POWERS[places], starts))


def codes_of(text: str) -> NDArray[np.uint64]:
    """Return the code points of a text, in order."""
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return raw.astype(np.uint64)


def windows(codes: NDArray[np.uint64], starts: NDArray[np.int64], size: int) -> NDArray[np.uint64]:
    """Weigh the substrings of ``size`` code points that start at ``starts``: one row for each."""
    padded = np.zeros(len(codes) + size, np.uint64)
    padded[: len(codes)] = codes
    found: NDArray[np.uint64] = padded[starts[:, None] + np.arange(size)] * _POWERS[:size]
    return found


def weighed(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Weigh strings that are all of one length, from one to `LONGEST`."""
    return codes_of("".join(texts)).reshape(len(texts), -1) * _POWERS[: len(texts[0])]


def openings(codes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Return the hashes of all substrings of two code points, in order."""
    return halved(codes[:-1] * _POWERS[0] + codes[1:] * _POWERS[1])


def one_out(rows: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Return the hashes of weighed strings with each code point left out: (row, place)."""
    return halved(rows.sum(axis=1)[:, None] - rows)


def bags(rows: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Return a hash of each weighed string's first code point and the bag of the others."""
    codes = rows * _INVERSES[: rows.shape[1]]
    return halved(rows[:, 0] + (codes[:, 1:] * codes[:, 1:]).sum(axis=1) * _SQUARE)


def patterns(rows: NDArray[np.uint64], sizes: Sequence[int]) -> NDArray[np.uint32]:
    """Return `one_out` and `bags` of the substrings of some sizes that open weighed strings.

    A row for each string: for each size the substring with each code point left out, then its bag.
    """
    codes = rows * _INVERSES[: rows.shape[1]]
    squares = (codes * codes * _SQUARE).cumsum(axis=1)
    sums = rows.cumsum(axis=1)
    found = np.empty((len(rows), sum(sizes) + len(sizes)), np.uint64)
    at = 0
    for size in sizes:
        last = slice(size - 1, size)
        np.subtract(sums[:, last], rows[:, :size], out=found[:, at : at + size])
        found[:, at + size] = rows[:, 0] + squares[:, size - 1] - squares[:, 0]
        at += size + 1
    return halved(found)


def parts(rows: NDArray[np.uint64], places: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return for weighed strings the hashes of what stands at some places: (row, choice).

    ``places`` has a row of rising places for each choice.
    """
    codes = rows * _INVERSES[: rows.shape[1]]
    return halved((codes[:, places] * _POWERS[: places.shape[1]]).sum(axis=2))


def distinct(numbers: NDArray[_Number]) -> NDArray[_Number]:
    """Return numbers each once, rising."""
    rising = np.sort(numbers)
    once: NDArray[_Number] = rising[np.append(True, rising[1:] != rising[:-1])[: len(rising)]]
    return once


def halved(sums: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Return the upper halves of sums of weighed code points."""
    return (sums >> _HALF).astype(np.uint32)


_INVERSES = np.array([pow(base, -1, 1 << 64) for base in _BASES], dtype=np.uint64)

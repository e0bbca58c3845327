"""Terms as 64-bit numbers, for arrays.

The key of a term of up to three characters holds all of them, the first in the highest bits. Such
keys are never negative and are in the order of their terms; the terms that begin with one character
are one range of keys. The key of a longer term is a hash below zero: among ten million of them, the
chance that two are the same is 1 in 200,000 (n² / 2⁶⁴).
"""

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

PACKED = 3
"""How many characters fit into a key."""
CHARACTER_BITS = 21
"""Bits of the highest code point, U+10FFFF."""

_SECOND, _FIRST = CHARACTER_BITS, 2 * CHARACTER_BITS
_POSITIVE = (1 << 63) - 1


def key_of(term: str) -> int:
    """Return a term's key, from -2⁶³ to 2⁶³ - 1; 0 for the empty term. No term holds U+0000."""
    size = len(term)
    if size <= PACKED:
        first = ord(term[0]) << _FIRST if size else 0
        second = ord(term[1]) << _SECOND if size > 1 else 0
        return first | second | ord(term[2]) if size == PACKED else first | second
    digest = hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "big") & _POSITIVE) - _POSITIVE - 1


def keys_of(terms: Iterable[str]) -> NDArray[np.int64]:
    """Return the keys of terms, in their order."""
    return np.fromiter(map(key_of, terms), dtype=np.int64)

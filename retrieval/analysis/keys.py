"""Terms as 64-bit numbers, for arrays.

A term of up to three characters is packed whole, its first character in the highest bits: such keys
are never negative, tell what they were made of, stand in the order of their terms, and the terms
that open with one character are one range of numbers. A longer term is its hash, below zero: over
ten million of them, two share a key with a chance of 1 in 200,000 (n² / 2⁶⁴).
"""

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

PACKED = 3
"""How many characters fit into a key as they are."""
CHARACTER_BITS = 21
"""What the highest code point, U+10FFFF, takes."""

_SECOND, _FIRST = CHARACTER_BITS, 2 * CHARACTER_BITS
_POSITIVE = (1 << 63) - 1


def key_of(term: str) -> int:
    """Return a term's key: below 2⁶³, at least -2⁶³; the empty term's is 0. No term holds U+0000."""
    match [ord(character) for character in term] if len(term) <= PACKED else None:
        case [first, second]:
            return first << _FIRST | second << _SECOND
        case [first]:
            return first << _FIRST
        case [first, second, third]:
            return first << _FIRST | second << _SECOND | third
        case []:
            return 0
    digest = hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "big") & _POSITIVE) - _POSITIVE - 1


def keys_of(terms: Iterable[str]) -> NDArray[np.int64]:
    """Return the keys of terms, in their order."""
    return np.fromiter(map(key_of, terms), dtype=np.int64)

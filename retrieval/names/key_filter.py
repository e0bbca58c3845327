"""Key filters: small tables that say of most hashes that they are not among those entered.

Each is a Bloom filter with one hash function: a table has a power of two of cells, 32 or more for
each hash, and is asked by the upper bits of a hash; where several fall into one cell, all of them
pass. Small tables are sparser: what several of them let pass adds up.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from retrieval.names.hashes import distinct

_CELLS = 32  # for each hash: no more than one in 32 of the others passes
_FEWEST = 1 << 16


def bits(hashes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Enter hashes: a bit for each cell, the lowest of a byte first."""
    cells = np.zeros(_cells(len(distinct(hashes))), np.uint8)
    cells[_places(hashes, len(cells))] = 1
    return np.packbits(cells, bitorder="little")


def passing(table: NDArray[np.uint8], hashes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Return of each hash whether it may be one of those entered; shaped as ``hashes``."""
    places = _places(hashes, 8 * len(table))
    found: NDArray[np.bool_] = (table[places >> 3] >> (places & 7) & 1) != 0
    return found


def greatest(hashes: NDArray[np.uint32], values: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Enter values by hash: a byte for each cell, its greatest value, 0 where there is none.

    Ask for it with `at`.
    """
    cells = np.zeros(_cells(len(distinct(hashes))), np.uint8)
    np.maximum.at(cells, _places(hashes, len(cells)), values)
    return cells


def at(table: NDArray[np.uint8], hashes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return for each hash the greatest value entered for it, or a greater one."""
    found: NDArray[np.uint8] = table[_places(hashes, len(table))]
    return found


def joined(tables: Iterable[NDArray[np.uint8]], join: np.ufunc) -> list[NDArray[np.uint8]]:
    """Make one of all tables of a size, as small ones are, for fewer to be asked.

    ``join`` is `numpy.bitwise_or` for bits, `numpy.maximum` for values.
    """
    by_size: dict[int, NDArray[np.uint8]] = {}
    for table in tables:
        other = by_size.get(len(table))
        by_size[len(table)] = table if other is None else join(other, table)
    return list(by_size.values())


def _cells(hashes: int) -> int:
    return max(_FEWEST, 1 << (_CELLS * hashes - 1).bit_length())


def _places(hashes: NDArray[np.uint32], cells: int) -> NDArray[np.uint32]:
    return hashes >> np.uint32(33 - cells.bit_length())

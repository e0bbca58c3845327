"""The loops over postings, compiled.

Everything here is plain arithmetic over arrays, compiled once (`retrieval.compiled`). The functions
release Python's global lock while they run, and believe nothing that they read: a passage number
outside of its segment, as a damaged file may hold one, is passed over.

A posting is a passage (``ids``, ascending within its term) and how often the term stands there
(``tf``, in `UNIT` ths, so that a title can count for less than a whole).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.compiled import Fields, Vector, compiled, inner

Ids = npt.NDArray[np.int32]
Counts = npt.NDArray[np.uint16]
Keys = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint8]

UNIT = 4
"""One whole occurrence, as counts are kept."""

I32, I64 = Vector("int32"), Vector("int64")
U8, U16 = Vector("uint8"), Vector("uint16")
F64 = Vector("float64")
WRITTEN_I32, WRITTEN_I64 = Vector("int32", written=True), Vector("int64", written=True)
WRITTEN_U8, WRITTEN_U16 = Vector("uint8", written=True), Vector("uint16", written=True)
WRITTEN_F64 = Vector("float64", written=True)


class Constants(NamedTuple):
    """BM25's constants: ``fixed + sloped * |d|`` is k1 · (1 − b + b · |d| / avg|d|)."""

    k1: float
    fixed: float
    sloped: float


CONSTANTS = Fields.of(Constants, "float64", "float64", "float64")


@inner("float64", "float64", "uint16", "int32", CONSTANTS)
def part(weight: float, tf: int, length: int, constants: Constants) -> float:
    """Return what one posting adds to its passage's score: see `retrieval.index.bm25`."""
    often = tf / UNIT
    norm = constants.fixed + constants.sloped * length
    return weight * (often * (constants.k1 + 1.0) / (often + norm))


@compiled("void", I32, U16, "float64", I32, CONSTANTS, WRITTEN_F64)
def add_parts(
    ids: Ids, tf: Counts, weight: float, lengths: Ids, constants: Constants, scores: Floats
) -> None:
    """Add a term's parts to the scores of its passages."""
    for at in range(ids.shape[0]):
        passage = ids[at]
        if 0 <= passage < scores.shape[0]:
            scores[passage] += part(weight, tf[at], lengths[passage], constants)


@inner("int64", I32, "int64", "int64", "int32")
def lower(ids: Ids, low: int, high: int, passage: int) -> int:
    """Return the first place in ``[low, high)`` whose passage is not before this one."""
    while low < high:
        middle = (low + high) >> 1
        if ids[middle] < passage:
            low = middle + 1
        else:
            high = middle
    return low


@inner("int64", I32, "int64", "int64", "int32")
def onward(ids: Ids, low: int, high: int, passage: int) -> int:
    """Return the same as `lower`, faster where it is near ``low``."""
    step = 1
    while low + step < high and ids[low + step] < passage:
        low += step
        step <<= 1
    return lower(ids, low, min(low + step + 1, high), passage)


@compiled("int64", I32, "int64", "int64", I32)
def shared_with(ids: Ids, start: int, end: int, some: Ids) -> int:
    """Count which of some passages (ascending) stand in ``[start, end)``."""
    found = 0
    at = start
    for passage in some:
        at = onward(ids, at, end, passage)
        if at < end and ids[at] == passage:
            found += 1
    return found

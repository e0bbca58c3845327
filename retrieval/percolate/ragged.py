"""Ragged arrays: lists of unlike lengths end to end, list i at ``[bounds[i], bounds[i + 1])``."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bounds = NDArray[np.uint32]


def bounds_of(sizes: Ints) -> Bounds:
    """Return the bounds of lists of these lengths: one more than there are lists."""
    bounds = np.zeros(len(sizes) + 1, np.uint32)
    np.cumsum(sizes, out=bounds[1:])
    return bounds


def sizes_of(bounds: Bounds, lists: Ints) -> Ints:
    """Return the lengths of some lists."""
    return bounds[lists + 1].astype(np.int64) - bounds[lists]


def members(bounds: Bounds, lists: Ints) -> Ints:
    """Return the places of all members of some lists, in the order of the lists."""
    sizes = sizes_of(bounds, lists)
    ends = np.cumsum(sizes)
    shifts = np.repeat(bounds[lists] - ends + sizes, sizes)
    return np.arange(len(shifts)) + shifts


def counted(flags: NDArray[np.bool_], sizes: Ints) -> Ints:
    """Return how many flags are set in each of the lists, of these sizes, that they make up."""
    running = np.append(0, np.cumsum(flags))
    ends = np.cumsum(sizes)
    found: Ints = running[ends] - running[ends - sizes]
    return found

"""Groups of arrays on disk: a folder each, with a file for each array that is mapped when read."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = dict[str, npt.NDArray[Any]]


def mapped(group: Path, names: Iterable[str]) -> Arrays:
    """Map the arrays of a group by their names. Raises OSError and ValueError."""
    return {name: np.asarray(np.load(file_of(group, name), mmap_mode="r")) for name in names}


def write(group: Path, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Write arrays as a new group. Raises OSError."""
    group.mkdir()
    for name, array in arrays.items():
        with file_of(group, name).open("wb") as out:
            np.save(out, array, allow_pickle=False)


def write_through(group: Path, names: Iterable[str]) -> None:
    """Make sure that a group is on the disk itself. Raises OSError."""
    for name in names:
        with file_of(group, name).open("rb") as file:
            os.fsync(file.fileno())


def file_of(group: Path, name: str) -> Path:
    """Return the file of an array of a group."""
    return group / f"{name}.npy"


def group_of(array: npt.NDArray[Any]) -> Path | None:
    """Return the group that an array is mapped from, None for one in memory."""
    owner: Any = array
    while owner is not None and not isinstance(owner, np.memmap):
        owner = getattr(owner, "base", None)
    return None if owner is None or owner.filename is None else Path(owner.filename).parent

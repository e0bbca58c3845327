"""Of what kind the arguments of a compiled loop are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Vector:
    """An array of one dimension that lies in one piece, of numbers of a type (``int32``).

    Arrays that are mapped from disk can't be written; only one that is ``written`` has to be.
    """

    dtype: str
    written: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """A named tuple of such kinds."""

    named: type
    fields: tuple["Vector | str", ...]

    @classmethod
    def of(cls, named: type, *fields: "Vector | str") -> "Fields":
        """Return the kind of a named tuple, by its fields in their order."""
        return cls(named, fields)


Kind: TypeAlias = Vector | Fields | str
"""A string is the name of a type of number: int64, int32, uint16, uint8, float64, boolean."""


@dataclass(frozen=True, slots=True)
class Prototype:
    """Of what kind a function's result and its arguments are; the result may be ``void``."""

    result: str
    kinds: tuple[Kind, ...]

    def flat(self) -> Iterator[Vector | str]:
        """Yield the arguments' kinds in order, of named tuples those of their fields."""
        for kind in self.kinds:
            if isinstance(kind, Fields):
                yield from kind.fields
            else:
                yield kind

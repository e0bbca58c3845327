"""One codec for all keys: a key is a frozen dataclass that declares how it is spelled.

``form`` is that spelling: ASCII, in which ``{field}`` stands for a field's value, and what stands
in ``[…]`` is left out where the field in it has its default::

    form: ClassVar = "a:{article_id}[:{part}]"    # a:7, a:7:2

How a value is spelled goes by the field's type: one of those below, or a `StrEnum` of letters.
Anyone can send any data, so that each type says which spellings it takes, and nothing else is read.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar, get_type_hints

_T = TypeVar("_T")
_K = TypeVar("_K", bound="Spelled")
_FIELD = re.compile(r"\{(\w+)\}")


class Spelled(Protocol):
    """A frozen dataclass with a ``form``."""

    form: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Spelling(Generic[_T]):
    """How the values of a field are spelled: what a spelling looks like, and both ways."""

    pattern: str
    read: Callable[[str], _T]
    write: Callable[[_T], str] = str


def _digits(width: int) -> Spelling[int]:
    return Spelling(f"[0-9]{{{width}}}", int, lambda number: f"{number:0{width}d}")


def letters(values: Mapping[str, _T]) -> Spelling[_T]:
    """Return the spelling of values by a letter each."""
    spelled = {value: letter for letter, value in values.items()}
    return Spelling(f"[{''.join(values)}]", values.__getitem__, spelled.__getitem__)


Number: TypeAlias = Annotated[int, Spelling("(?:0|[1-9][0-9]{0,17})", int)]
"""An id or a count, from 0 on: within SQLite's 64 bits."""
Digit: TypeAlias = Annotated[int, Spelling("[1-9]", int)]
Place: TypeAlias = Annotated[int, Spelling("(?:0|[1-9][0-9]{0,4})", int)]
"""A place in a list, up to 99 999."""
ChatNumber: TypeAlias = Annotated[int, Spelling("-?[1-9][0-9]{0,17}", int)]
HashNumber: TypeAlias = Annotated[int, Spelling("(?:0|-?[1-9][0-9]{0,18})", int)]
"""A key that is made of a text, in 64 bits with a sign."""
DayDigits: TypeAlias = Annotated[int, _digits(8)]
MonthDigits: TypeAlias = Annotated[int, _digits(6)]
YesNo: TypeAlias = Annotated[bool, letters({"x": False, "y": True})]
OneZero: TypeAlias = Annotated[bool, letters({"0": False, "1": True})]
Words: TypeAlias = Annotated[str, Spelling("[!-~](?:[ -~]{0,38}[!-~])?", str)]
"""Up to 40 characters of ASCII."""


class _Form(Generic[_K]):
    """The spelling of one kind of key."""

    def __init__(self, kind: type[_K]) -> None:
        self._kind = kind
        self._spellings = dict(_spellings(kind))
        self._defaults = {field.name: field.default for field in fields(kind)}  # type: ignore[arg-type]
        self._parts = re.findall(r"\[[^]]+\]|[^[]+", kind.form)
        self._pattern = re.compile("".join(map(self._pattern_of, self._parts)))

    def pack(self, key: _K) -> str:
        written = {
            name: spelling.write(getattr(key, name)) for name, spelling in self._spellings.items()
        }
        said = (part.strip("[]") for part in self._parts if self._is_said(part, key))
        return "".join(said).format(**written)

    def unpack(self, data: str) -> _K | None:
        found = self._pattern.fullmatch(data)
        if found is None:
            return None
        values = {
            name: self._spellings[name].read(value)
            for name, value in found.groupdict().items()
            if value is not None
        }
        return self._kind(**values)

    def _is_said(self, part: str, key: _K) -> bool:
        names = _FIELD.findall(part)
        return not part.startswith("[") or any(
            getattr(key, name) != self._defaults[name] for name in names
        )

    def _pattern_of(self, part: str) -> str:
        *pieces, end = _FIELD.split(part.strip("[]"))
        fields_of = zip(pieces[::2], pieces[1::2], strict=True)
        pattern = "".join(
            f"{re.escape(before)}(?P<{name}>{self._spellings[name].pattern})"
            for before, name in fields_of
        ) + re.escape(end)
        return f"(?:{pattern})?" if part.startswith("[") else pattern


class Codec(Generic[_K]):
    """Packs and unpacks keys of these kinds, of which no two may have a spelling in common."""

    def __init__(self, kinds: Iterable[type[_K]]) -> None:
        self._forms = {kind: _Form(kind) for kind in kinds}

    def pack(self, key: _K) -> str:
        """Return how a key is spelled."""
        return self._forms[type(key)].pack(key)

    def unpack(self, data: str) -> _K | None:
        """Return the key that ``data`` spells; None for anything else."""
        read = (form.unpack(data) for form in self._forms.values())
        return next((key for key in read if key is not None), None)


def _spellings(kind: type[_K]) -> Iterator[tuple[str, Spelling[Any]]]:
    for name, hint in get_type_hints(kind, include_extras=True).items():
        given = [one for one in getattr(hint, "__metadata__", ()) if isinstance(one, Spelling)]
        if given:
            yield name, given[0]
        elif isinstance(hint, type) and issubclass(hint, StrEnum):
            yield name, letters({letter.value: letter for letter in hint})

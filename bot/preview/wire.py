"""What crosses the wire: JSON values, the parameters of a call, its refusal, or no answer to it.

A client may send a parameter as JSON's own type (a JSON body) or as a string (a form field), where
numbers, truth values, arrays and objects stand JSON-encoded. `Parameters` reads both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = Mapping[str, "Json"]

TRUE = frozenset({"true", "yes", "1"})


class Refusal(Exception):
    """A call that is not carried out: Telegram's error code, and its words."""

    def __init__(
        self,
        code: int,
        description: str,
        *,
        retry_after: int | None = None,
        migrate_to: int | None = None,
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to


class Dropped(Exception):
    """A call without an answer: the connection is closed."""


class Page(Exception):
    """A call that a proxy answers, with a status and HTML of its own, in Telegram's place."""

    def __init__(self, status: int, html: str) -> None:
        super().__init__(status)
        self.status = status
        self.html = html


def bad(description: str) -> Refusal:
    """Return the refusal of a call that asks for what cannot be."""
    return Refusal(400, f"Bad Request: {description}")


def forbidden(description: str) -> Refusal:
    """Return the refusal of a call that the other side does not allow."""
    return Refusal(403, f"Forbidden: {description}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent along with a call."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of one call, by name, and the files sent along with it."""

    given: JsonObject
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return the parameter as text, empty if it is absent."""
        value = self.given.get(name)
        return value if isinstance(value, str) else "" if value is None else json.dumps(value)

    def integer(self, name: str) -> int | None:
        """Return the parameter as a number, or None if it is absent or empty.

        Raises Refusal if it is anything but a whole number.
        """
        text = self.text(name)
        try:
            return int(text) if text else None
        except ValueError:
            raise bad(f"invalid {name} specified") from None

    def flag(self, name: str) -> bool:
        """Return whether the parameter is given and true."""
        return self.text(name).lower() in TRUE

    def value(self, name: str) -> Json:
        """Return the JSON value, decoded if it came as a string; None if it is absent or empty.

        Raises Refusal if it is no JSON.
        """
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            decoded: Json = json.loads(value) if value else None
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None
        return decoded

    def array(self, name: str) -> Sequence[Json] | None:
        """Return the JSON array, or None if it is absent. Raises Refusal if it is no array."""
        value = self.value(name)
        return None if value is None else array(value, name)

    def object(self, name: str) -> JsonObject | None:
        """Return the JSON object, or None if it is absent. Raises Refusal if it is none."""
        value = self.value(name)
        return None if value is None else mapping(value, name)


def mapping(value: Json, what: str) -> JsonObject:
    """Return ``value``, which has to be an object. Raises Refusal, naming ``what``, if not."""
    if not isinstance(value, Mapping):
        raise bad(f"can't parse {what}: expected an Object")
    return value


def array(value: Json, what: str) -> Sequence[Json]:
    """Return ``value``, which has to be an array. Raises Refusal, naming ``what``, if not."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise bad(f"can't parse {what}: expected an Array")
    return value


def string(of: JsonObject, name: str) -> str:
    """Return the field as text, empty if it is absent. Raises Refusal if it is no string."""
    value = of.get(name, "")
    if not isinstance(value, str):
        raise bad(f'field "{name}" must be of type String')
    return value


def number(of: JsonObject, name: str) -> int | None:
    """Return the field as a whole number, or None if absent. Raises Refusal if it is none."""
    value = of.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise bad(f'field "{name}" must be of type Number')
    return value

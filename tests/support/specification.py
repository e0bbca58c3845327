"""Calls held against a machine-readable specification of the Bot API.

The file is that of https://github.com/PaulSonOfLars/telegram-bot-api-spec: ``methods`` and
``types``, each with ``fields`` (``name``, ``types``, ``required``) or ``subtypes``. What Telegram
passes over in silence (a parameter it does not know, a number sent as text inside an object) is
refused here, so that a mistake is seen.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.preview.server import Call
from bot.preview.wire import Json, JsonObject, array, bad, mapping, string

_ARRAY = "Array of "
_FORM_VALUES = {
    "Integer": re.compile(r"-?\d+"),
    "Float": re.compile(r"-?\d+(?:\.\d+)?"),
    "Boolean": re.compile(r"true|false", re.IGNORECASE),
    "String": re.compile(r".*", re.DOTALL),
}
# python-telegram-bot sends its defaults for messages with it as well; Telegram leaves them alone.
_LEFT_ALONE = {"editMessageReplyMarkup": frozenset({"parse_mode", "link_preview_options"})}
_SCALARS: Mapping[str, Callable[[Json], bool]] = {
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
    "InputFile": lambda value: isinstance(value, str) and value.startswith("attach://"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of a method or a field of an object, and the types that it may have."""

    types: tuple[str, ...]
    required: bool


Fields = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Specification:
    """The methods' parameters, the objects' fields, and the forms that a type may take."""

    methods: Mapping[str, Fields]
    objects: Mapping[str, Fields]
    subtypes: Mapping[str, tuple[str, ...]]

    def check(self, call: Call) -> None:
        """Raise Refusal if the method or a parameter is unknown, missing or of a wrong type."""
        fields = self.methods.get(call.method)
        if fields is None:
            raise bad(f"specification: there is no method {call.method}")
        problem = next(self._problems(fields, call), None)
        if problem is not None:
            raise bad(f"specification: {call.method}: {problem}")

    def _problems(self, fields: Fields, call: Call) -> Iterator[str]:
        given, uploads = call.parameters.given, call.parameters.uploads
        for name, field in fields.items():
            if field.required and name not in given and name not in uploads:
                yield f"{name} is missing"
        for name, value in given.items():
            if name not in fields:
                if name not in _LEFT_ALONE.get(call.method, ()):
                    yield f"{name} is unknown"
            elif not any(self._fits_parameter(value, kind) for kind in fields[name].types):
                yield f"{name} is not {' or '.join(fields[name].types)}"
        for name in uploads:
            attached = any(f"attach://{name}" in str(value) for value in given.values())
            if not attached and (name not in fields or "InputFile" not in fields[name].types):
                yield f"{name} is no file"

    def _fits_parameter(self, value: Json, kind: str) -> bool:
        if not isinstance(value, str):
            return self.fits(value, kind)
        if kind in _FORM_VALUES:
            return _FORM_VALUES[kind].fullmatch(value) is not None
        try:
            return self.fits(value if kind in _SCALARS else json.loads(value), kind)
        except ValueError:
            return False

    def fits(self, value: Json, kind: str) -> bool:
        """Return whether a JSON value is of the type of that name, fields unknown to it refused."""
        if kind in _SCALARS:
            return _SCALARS[kind](value)
        if kind.startswith(_ARRAY):
            inner = kind.removeprefix(_ARRAY)
            return isinstance(value, list) and all(self.fits(item, inner) for item in value)
        if kind in self.subtypes:
            return any(self.fits(value, form) for form in self.subtypes[kind])
        fields = self.objects.get(kind)
        if fields is None or not isinstance(value, Mapping):
            return False
        return all(name in value for name, field in fields.items() if field.required) and all(
            name in fields and any(self.fits(item, form) for form in fields[name].types)
            for name, item in value.items()
        )


def load(path: Path) -> Specification:
    """Read the specification. Raises OSError or ValueError if there is none or no JSON."""
    root: Json = json.loads(path.read_text(encoding="utf-8"))
    whole = mapping(root, "specification")
    types = mapping(whole["types"], "types")
    return Specification(
        methods=_fields(mapping(whole["methods"], "methods")),
        objects=_fields(types),
        subtypes={
            name: tuple(str(form) for form in array(shape["subtypes"], "subtypes"))
            for name, shape in _entries(types)
            if "subtypes" in shape
        },
    )


def _fields(entries: JsonObject) -> Mapping[str, Fields]:
    return {
        name: {
            string(field, "name"): Field(
                types=tuple(str(kind) for kind in array(field["types"], "types")),
                required=field["required"] is True,
            )
            for field in (mapping(item, "field") for item in array(shape.get("fields", []), name))
        }
        for name, shape in _entries(entries)
    }


def _entries(entries: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    for name, shape in entries.items():
        yield name, mapping(shape, name)

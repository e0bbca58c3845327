"""Texts by language, read from catalogues in gettext's format: ``locale/<language>/bot.po``.

An entry's id is a text's place in `bot.messages.catalogue.Texts`, ``subscribing.made``; a kind's
text has the kind's name at its end, ``remarks.no_answer``. So the type checker knows every text
that is asked for, and what a translator works on is a file of the kind that their tools read.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from importlib.resources import files
from itertools import count, takewhile
from typing import TypeVar, get_args, get_origin, get_type_hints

from babel.messages.pofile import read_po

T = TypeVar("T")


def catalogue(language: str) -> dict[str, str]:
    """Return a language's texts by their ids; those not translated yet are left out."""
    file = files("bot.messages") / "locale" / language / "bot.po"
    with file.open("rb") as opened:
        entries = read_po(opened, locale=language)
    return {str(entry.id): str(entry.string) for entry in entries if entry.id and entry.string}


def filled(kind: type[T], texts: Mapping[str, str], at: str = "") -> T:
    """Return a dataclass of texts, filled with those whose ids begin with ``at``.

    Its fields are texts, other dataclasses, or texts by kind or by number from 0. Raises KeyError
    with the id of a text that is missing.
    """
    hints = get_type_hints(kind)
    values: dict[str, object] = {}
    for field in fields(kind):  # type: ignore[arg-type]  # T is a dataclass
        hint, name = hints[field.name], f"{at}{field.name}"
        if hint is str:
            values[field.name] = texts[name]
        elif is_dataclass(hint):
            values[field.name] = filled(hint, texts, f"{name}.")  # type: ignore[arg-type]
        elif get_origin(hint) is Mapping:
            values[field.name] = _keyed(get_args(hint)[0], texts, f"{name}.")
        else:
            raise TypeError(f"{name} is no text")
    return kind(**values)


def _keyed(key: type, texts: Mapping[str, str], at: str) -> dict[object, str]:
    if issubclass(key, Enum):
        return {member: texts[f"{at}{member.name.lower()}"] for member in key}
    numbers = takewhile(lambda number: f"{at}{number}" in texts, count())
    return {number: texts[f"{at}{number}"] for number in numbers}

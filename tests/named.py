"""What a dotted name stands for."""

from collections.abc import Mapping
from importlib import import_module


def valued(name: str) -> object:
    """Return what a dotted name stands for: a module, or something in one, and on from there.

    In a mapping a part of the name is a key. Raises LookupError for what is not there.
    """
    parts = name.split(".")
    for at in range(len(parts), 0, -1):
        try:
            value: object = import_module(".".join(parts[:at]))
        except ModuleNotFoundError:
            continue
        for part in parts[at:]:
            if isinstance(value, Mapping):
                value = value[part]
            elif hasattr(value, part):
                value = getattr(value, part)
            else:
                raise LookupError(name)
        return value
    raise LookupError(name)

"""`docs/security.md` is held to the code; `test_who_may_what` holds its table of rights."""

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

from bot.telegram.pacing import Limit

ROOT = Path(__file__).parent.parent
BOUNDS = re.findall(
    r"^\| [^|]+ \| `([\w.]+)` \| ([^|]+) \| `([^|`]+)` \|$",
    (ROOT / "docs" / "security.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def valued(path: str) -> object:
    """Return what a dotted name stands for: a module's, and on from there."""
    parts = path.split(".")
    for at in range(len(parts) - 1, 0, -1):
        try:
            value: object = import_module(".".join(parts[:at]))
        except ModuleNotFoundError:
            continue
        for name in parts[at:]:
            value = value[name] if isinstance(value, Mapping) else getattr(value, name)
        return value
    raise LookupError(path)


def test_the_table_of_bounds_is_read() -> None:
    assert len(BOUNDS) > 20


@pytest.mark.parametrize(("name", "value", "tested_in"), BOUNDS)
def test_a_bound_is_what_the_document_says(name: str, value: str, tested_in: str) -> None:
    found = valued(name)
    if isinstance(found, Limit):
        assert value == f"{found.sends} in {found.seconds:g} s"
    else:
        assert float(value) == float(str(found))
    assert (ROOT / tested_in).exists()

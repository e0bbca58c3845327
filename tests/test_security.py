"""`docs/security.md` is held to the code; `test_who_may_what` holds its table of rights."""

import re
from pathlib import Path

import pytest

from bot.telegram.pacing import Limit
from tests.named import valued

ROOT = Path(__file__).parent.parent
BOUNDS = re.findall(
    r"^\| [^|]+ \| `([\w.]+)` \| ([^|]+) \| `([^|`]+)` \|$",
    (ROOT / "docs" / "security.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


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

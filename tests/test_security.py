"""`docs/security.md` is held to the code; `test_who_may_what` holds its table of rights.

`test_translations` holds the Chinese page to it, but for the words of that table.
"""

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


WORDS = {
    "yes": "是",
    "no": "否",
    "subscription": "订阅",
    "settings": "设置",
    "vote": "评价",
    "misprint": "错误",
    "proposal": "更正",
    "upload": "稿件",
    "archive": "资料库",
    "held": "等放行",
    "notice": "通知",
    "outbox": "发件箱",
    "quarantine": "隔离",
}


def _rights(document: str) -> list[list[str]]:
    """Return the table's rows: the words of what is sent, what changes, and who may."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines()]
    return [
        [word for cell in row[1:] for word in re.split(r", |、", cell.strip()) if word]
        for row in rows
        if len(row) == 11 and row[1].startswith("`")
    ]


def test_the_chinese_table_says_who_may_what() -> None:
    english = [[WORDS.get(word, word) for word in row] for row in _rights("security.md")]
    assert len(english) > 80
    for row, other in zip(english, _rights("security.zh.md"), strict=True):
        assert other == row

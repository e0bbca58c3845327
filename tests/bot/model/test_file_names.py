"""Names of files that are not UTF-8, or look like what they are not."""

import os
from pathlib import PurePath

import pytest

from bot.model.file_names import key_of, shown_name


def named(raw: bytes) -> str:
    return key_of(PurePath(os.fsdecode(raw)))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"2023-05-18/A01.md", "2023-05-18/A01.md"),
        ("五月/头版.md".encode(), "五月/头版.md"),
        ("五月/头版.md".encode("gbk"), "五月/头版.md"),
        ("五月/".encode("gbk") + "头版.md".encode(), "五月/头版.md"),
        ("全角　空格.md".encode(), "全角　空格.md"),
        (b"caf\xe9.md", r"caf\xe9.md"),
        (b"\xff\xfe\xff.md", r"\xff\xfe\xff.md"),
        (
            b"a.md\n2023-05-18 12:00:00 ERROR bot: forged",
            r"a.md\n2023-05-18 12:00:00 ERROR bot: forged",
        ),
        (b"\x1b[2Ja.md", r"\x1b[2Ja.md"),
        ("a\u2028b\u202egpj.md".encode(), r"a\u2028b\u202egpj.md"),
        ("a\x85b.md".encode(), r"a\x85b.md"),
    ],
)
def test_a_name_is_shown_in_one_line_as_far_as_it_can_be_read(raw: bytes, shown: str) -> None:
    assert shown_name(named(raw)) == shown


def test_no_two_names_have_the_same_key_however_they_are_shown() -> None:
    names = {
        "新闻.md".encode(),
        "新闻.md".encode("gbk"),
        b"\xff.md",
        rb"\xff.md",
        b"%FF.md",
        b"a\n.md",
        rb"a\n.md",
    }
    assert len({named(name) for name in names}) == len(names)


def test_a_name_that_is_utf8_is_its_own_key() -> None:
    for name in ("新闻/头版.md", "100%.md", r"a\b.md", "a\nb.md"):
        assert key_of(PurePath(name)) == name


def test_a_key_is_always_text() -> None:
    for raw in (b"\xff", b"\xed\xa0\x80", "闻".encode("gbk"), b"\x80\n"):
        named(raw).encode("utf-8")

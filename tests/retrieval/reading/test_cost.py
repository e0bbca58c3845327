"""What reading costs grows with a page's length and no faster, whatever is on it."""

import sys
from contextlib import suppress
from types import FrameType

import pytest

from retrieval.errors import PageRefused
from retrieval.reading.page import read_page

PIECES = (
    *("桥\n", "记者 张三\n\n", "记者：桥\n\n", "# 桥\n\n", "# 桥\n\n记者 张三\n\n", "图为桥\n\n"),
    *(
        "|甲|乙|\n",
        "本报讯 5月17日，桥开工。\n\n",
        "A01版\n\n",
        "（一）",
        "<b>桥桥桥",
        "![",
        "&lt;",
    ),
    *("$", "$1 ", r"\(", "^{", "<table>", "<table><tr><td>", "<tr><td rowspan=999>桥", "| a ", "|"),
    *("**", "*桥", "[桥](", "<!--", "<p>", "<p\n", "<sup>", "<script>", "`", "$$\n", "**桥\n"),
    *(
        "桥 桥桥",
        "　桥桥桥桥桥桥，桥",
        "桥桥。　　",
        "桥桥桥，桥桥桥桥    桥桥，桥桥桥桥桥\n",
        "  ",
        "\t桥桥桥桥桥桥",
    ),
)


def read(page: str) -> None:
    """Read a page that begins with text; columns side by side are refused in the end."""
    with suppress(PageRefused):
        read_page(f"桥\n{page}".encode(), "A01.md")


def steps(page: str) -> int:
    """Count the calls of functions, and the steps of generators, that reading a page takes."""
    counted = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    try:
        read(page)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("piece", PIECES)
def test_four_times_as_long_a_page_takes_some_four_times_as_many_steps(piece: str) -> None:
    read(piece * 10)  # what is worked out once
    assert steps(piece * 800) < 6 * steps(piece * 200)

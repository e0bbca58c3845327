"""Tables keep their rows and cells, however they were written; a layout's table is text."""

import pytest

from retrieval.reading.page import read_text
from tests.marks import pieces

WANTED = ("| 项目 | 金额 |", "| 低保 | 45 |")
TABLES = pieces("tables")
LAYOUTS = pieces("layout_tables")


def body(text: str) -> tuple[str, ...]:
    (article,) = read_text(f"# 标题在此\n\n公告发布。\n\n{text}\n", "p.md").bulletin.articles
    assert article.paragraphs[0] == "公告发布。"
    return article.paragraphs[1:]


@pytest.mark.parametrize(("written", "rows"), TABLES)
def test_a_table_keeps_rows_and_cells(written: str, rows: tuple[str, ...]) -> None:
    assert body(written) == rows


@pytest.mark.parametrize(("written", "rows"), TABLES)
def test_text_goes_on_after_a_table(written: str, rows: tuple[str, ...]) -> None:
    assert body(f"{written}\n\n乙村修桥。") == (*rows, "乙村修桥。")


@pytest.mark.parametrize(("written", "lines"), LAYOUTS)
def test_a_table_that_only_lays_text_out_is_text(written: str, lines: tuple[str, ...]) -> None:
    assert body(written) == lines


def test_a_rows_note_and_line_are_the_pages() -> None:
    page = "# 标题在此\n\n<table>\n<tr><td>甲</td><td>1</td></tr>\n</table>\n\n**\n"
    reading = read_text(page, "p.md")
    assert [(note.line, note.reason) for note in reading.notes] == [(7, "markup without words")]


def test_rows_read_the_same_again() -> None:
    first = body("<table><tr><td>项目</td><td></td></tr><tr><td>低保</td><td>45</td></tr></table>")
    assert body("\n".join(first)) == first == ("| 项目 |  |", "| 低保 | 45 |")

"""Formulas of tools that read scans, as a reader should see them; and dollars that hold none."""

import pytest

from retrieval.reading.page import read_text
from tests.marks import pairs, texts

FORMULAS = pairs("formulas")
NO_FORMULAS = texts("no_formulas")


def body(text: str) -> tuple[str, ...]:
    (article,) = read_text(f"# 标题在此\n\n{text}\n", "p.md").bulletin.articles
    return article.paragraphs


@pytest.mark.parametrize(("written", "printed"), FORMULAS)
def test_a_formula_reads_as_it_is_printed(written: str, printed: str) -> None:
    assert body(written) == (printed,)


@pytest.mark.parametrize("text", NO_FORMULAS)
def test_money_and_marks_of_other_uses_stay(text: str) -> None:
    assert body(text) == (text,)


def test_a_formula_on_lines_of_its_own_is_one() -> None:
    assert body("增长率是，\n$$\n1 2 . 3 \\%\n$$\n高于全省。") == ("增长率是，12.3%高于全省。",)


def test_a_day_in_formulas_is_the_reports() -> None:
    page = "# 大桥通车\n\n本报讯 $7$ 月 $3$ 日，大桥通车。\n"
    (article,) = read_text(page, "p.md").bulletin.articles
    assert str(article.date) == "07-03"

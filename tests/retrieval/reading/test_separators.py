"""What tools put between pages is in no story, and a sentence goes on over it."""

import pytest

from retrieval.reading.page import read_text
from retrieval.reading.separators import separator
from tests.marks import texts

SEPARATORS = texts("separators")
LINES = texts("no_separators")


@pytest.mark.parametrize("line", SEPARATORS)
def test_a_sentence_goes_on_over_a_separator(line: str) -> None:
    page = f"# 标题在此\n\n会议指出，要坚定\n\n{line}\n\n信心，办好实事。\n"
    (article,) = read_text(page, "p.md").bulletin.articles
    assert article.paragraphs == ("会议指出，要坚定信心，办好实事。",)


@pytest.mark.parametrize("line", SEPARATORS)
def test_a_separator_above_all_is_no_headline(line: str) -> None:
    page = f"{line}\n\n# 标题在此\n\n会议指出，要办好实事。\n"
    (article,) = read_text(page, "p.md").bulletin.articles
    assert (article.title, article.paragraphs) == ("标题在此", ("会议指出，要办好实事。",))


@pytest.mark.parametrize("line", LINES)
def test_words_of_the_page_are_no_separators(line: str) -> None:
    assert separator(line) is None

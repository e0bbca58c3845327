"""HTML in a page: blocks begin lines, what marks words does not, and entities are characters."""

import pytest

from retrieval.reading.page import read_text
from tests.marks import pairs, pieces, texts

BLOCKS = pieces("blocks")
ENTITIES = pairs("entities")


def body(text: str) -> tuple[str, ...]:
    (article,) = read_text(f"# 标题在此\n\n{text}\n", "p.md").bulletin.articles
    return article.paragraphs


@pytest.mark.parametrize(("written", "printed"), BLOCKS)
def test_blocks_begin_lines_and_other_tags_go(written: str, printed: tuple[str, ...]) -> None:
    assert body(written) == printed


@pytest.mark.parametrize(("written", "printed"), ENTITIES)
def test_entities_are_the_characters_that_they_stand_for(written: str, printed: str) -> None:
    assert body(written) == (printed,)


@pytest.mark.parametrize("page", texts("html_headlines"))
def test_headings_in_html_open_stories(page: str) -> None:
    articles = read_text(page, "p.md").bulletin.articles
    assert [(one.title, one.paragraphs) for one in articles] == [
        ("甲村修路", ("本报讯 甲村修路。",)),
        ("乙村修桥", ("本报讯 乙村修桥。",)),
    ]


def test_an_escaped_tag_is_never_a_tag() -> None:
    assert body("&lt;table&gt;&lt;tr&gt;是表的标签。") == ("<table><tr>是表的标签。",)

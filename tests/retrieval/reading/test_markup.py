"""Paragraphs that an export ran together in one line are paragraphs again."""

import pytest

from retrieval.reading.page import read_text
from tests.marks import pieces, texts


def body(text: str) -> tuple[str, ...]:
    (article,) = read_text(f"# 标题在此\n\n{text}\n", "p.md").bulletin.articles
    return article.paragraphs


@pytest.mark.parametrize(("written", "printed"), pieces("run_together"))
def test_paragraphs_run_together_are_parted(written: str, printed: tuple[str, ...]) -> None:
    assert body(written) == printed


@pytest.mark.parametrize("text", texts("not_run_together"))
def test_wide_spaces_within_a_paragraph_part_nothing(text: str) -> None:
    assert body(text) == (text,)


def test_bylines_run_together_with_the_text_are_credited() -> None:
    page = (
        "# 河水清了\n\n　　□ 本报记者 宋驰　　□ 本报通讯员 李晓滨　　清溪河的水清了，白鹭回来了，"
        "钓鱼的人坐满了堤岸。　　沿岸的居民说，河上的柴油船换成了电动船，再也闻不到油烟味。\n"
    )
    (article,) = read_text(page, "p.md").bulletin.articles
    assert (article.reporters, article.correspondents) == (("宋驰",), ("李晓滨",))
    assert [text[:4] for text in article.paragraphs] == ["清溪河的", "沿岸的居"]

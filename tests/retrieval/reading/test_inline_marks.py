"""Bold, italics, links and escapes as tools write them; stars and lines that print something."""

import pytest

from retrieval.reading.page import read_text
from tests.marks import pairs, pieces, texts

MARKS = pairs("inline_marks")
PRINTED = texts("no_inline_marks")
HEADLINES = pairs("marked_headlines")
IMAGES = pieces("images")


def body(text: str) -> tuple[str, ...]:
    (article,) = read_text(f"# 标题在此\n\n{text}\n", "p.md").bulletin.articles
    return article.paragraphs


@pytest.mark.parametrize(("written", "printed"), MARKS)
def test_marks_go_and_their_words_stay(written: str, printed: str) -> None:
    assert body(written) == (printed,)


@pytest.mark.parametrize("text", PRINTED)
def test_what_print_has_stars_and_lines_for_stays(text: str) -> None:
    assert body(text) == (text,)


@pytest.mark.parametrize(("written", "title"), HEADLINES)
def test_a_headline_is_without_marks(written: str, title: str) -> None:
    (article,) = read_text(f"{written}\n\n本报讯 会议召开。\n", "p.md").bulletin.articles
    assert (article.title, article.paragraphs) == (title, ("本报讯 会议召开。",))


@pytest.mark.parametrize(("written", "printed"), IMAGES)
def test_an_image_in_a_sentence_parts_it_from_its_caption(
    written: str, printed: tuple[str, ...]
) -> None:
    assert body(f"前一段说完了。\n\n{written}\n\n后一段说，大桥已通车。") == (
        "前一段说完了。",
        *printed,
        "后一段说，大桥已通车。",
    )


# What stands right under an image that a sentence stops at may be its other half.
APART = [case for case in IMAGES if "\n" not in case[0].replace("\n\n", "")]


@pytest.mark.parametrize(("written", "printed"), APART)
def test_a_sentence_goes_on_behind_an_image_and_its_caption(
    written: str, printed: tuple[str, ...]
) -> None:
    assert body(f"后一段说，大桥已\n\n{written}\n\n通车，车流平稳。") == (
        "后一段说，大桥已通车，车流平稳。",
        *printed,
    )


def test_under_an_image_in_mid_sentence_stands_its_other_half() -> None:
    assert body("后一段说，大桥已\n\n![](a.jpg)\n通车，车流平稳。") == (
        "后一段说，大桥已通车，车流平稳。",
    )


def test_a_page_without_headings_may_have_its_headline_under_an_image() -> None:
    page = "![](a.jpg)\n大桥今日通车\n\n本报讯 会议召开。\n"
    (article,) = read_text(page, "p.md").bulletin.articles
    assert article.title == "大桥今日通车"

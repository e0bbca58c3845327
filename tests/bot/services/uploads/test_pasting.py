import pytest

from bot.services.uploads.pasting import FULL, LONGEST_QUESTION, is_full, is_page


@pytest.mark.parametrize(
    "text",
    [
        "# 东郊大桥修缮\n\n本报讯 东郊大桥开始修缮。",
        "A01版\n## 东郊大桥修缮\n由第一施工队承担。",
        "东郊大桥开始修缮，由第一施工队承担。" * 30,
    ],
)
def test_lines_with_a_headline_and_long_texts_are_pages(text: str) -> None:
    assert is_page(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "东郊大桥修好了吗？",
        "东郊大桥修好了吗？\n谁写的？",
        "# 东郊大桥修缮",
        "#东郊 #大桥\n修好了吗？",
        "桥" * LONGEST_QUESTION,
    ],
)
def test_questions_are_none(text: str) -> None:
    assert not is_page(text)


def test_a_text_is_full_by_telegrams_count() -> None:
    assert is_full("桥" * FULL)
    assert is_full("𠮷" * (FULL // 2))
    assert not is_full("桥" * (FULL - 1))

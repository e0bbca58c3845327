import pytest

from bot.feedback import most_like

PARAGRAPHS = ("本报讯 5月17日，桥开始修缮。", "由第1施工队承担，年底通车。", "市民说好。")


@pytest.mark.parametrize(
    ("said", "at"), [("第1施工队应为第一", 1), ("市民 说好", 2), ("没看懂", 0), ("", 0)]
)
def test_the_paragraph_that_is_most_like_what_was_said(said: str, at: int) -> None:
    assert most_like(said, PARAGRAPHS) == PARAGRAPHS[at]


def test_a_story_without_text_has_none() -> None:
    assert most_like("错", ()) == ""

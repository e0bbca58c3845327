import pytest

from bot.services.feedback import most_like

PARAGRAPHS = ("本报讯 5月17日，桥开始修缮。", "由第1施工队承担，年底通车。", "市民说好。")


@pytest.mark.parametrize(
    ("said", "at"), [("第1施工队应为第一", 1), ("市民 说好", 2), ("没看懂", 0), ("", 0)]
)
def test_the_paragraph_that_is_most_like_what_was_said(said: str, at: int) -> None:
    assert most_like(said, PARAGRAPHS) == PARAGRAPHS[at]


def test_a_story_without_text_has_none() -> None:
    assert most_like("错", ()) == ""


def test_a_short_paragraph_with_the_very_words_is_more_alike_than_a_long_one() -> None:
    short = "省大数据研究院负责人介绍了情况。"
    long = "数据中心的大数据平台由省里出资，研究院所和学院的研究人员一起参加，据说还要扩大。" * 3
    assert most_like("省大数据研究院写错了", (long, short)) == short

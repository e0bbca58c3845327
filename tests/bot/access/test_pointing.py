"""Words that only point at another's message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access.pointing import points


@pytest.mark.parametrize(
    "said",
    [
        *("帮我查查这个", "搜索", "查一下", "真的吗？", "这个", "?", "能不能帮我查一下这个"),
        *(
            "帮忙回答一下他的问题",
            "上面的问题 谢谢",
            "這條消息屬實嗎",
            "look this up",
            "同问",
            "你知道吗？",
            "有人知道吗",
        ),
    ],
)
def test_they_point(said: str) -> None:
    assert points(said)


@pytest.mark.parametrize(
    "said", ["", "桥什么时候修", "查公交", "这个桥什么时候修", "谢谢", "请", "看看公交", "你好"]
)
def test_what_asks_or_greets_does_not(said: str) -> None:
    assert not points(said)


@given(st.text())
def test_no_text_is_too_odd(said: str) -> None:
    assert points(said) in (True, False)

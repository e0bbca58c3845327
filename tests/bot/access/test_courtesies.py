"""Courtesies and names come off both ends, and never a question's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access.courtesies import bare

NAMES = ("报纸", "paper_bot")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("小编你好，请问桥什么时候修？谢谢", "桥什么时候修？"),
        ("机器人，樊惠林去了哪里", "樊惠林去了哪里"),
        ("机器人请问樊惠林去了哪里", "樊惠林去了哪里"),
        ("報紙，橋什麼時候修", "橋什麼時候修"),
        ("您好！！请问一下樊惠林去了哪里？？谢谢您🙏", "樊惠林去了哪里？？"),
        ("嗨，小编，麻烦帮我查一下桥什么时候修，在线等，急", "桥什么时候修"),
        ("hi 樊惠林是谁 thanks", "樊惠林是谁"),
        ("第二条全文谢谢", "第二条全文"),
        ("麻烦，搜索 食品", "搜索 食品"),
        ("亲 桥修好了吗", "桥修好了吗"),
        ("你好，小助手", ""),
        ("谢谢", ""),
        ("", ""),
    ],
)
def test_they_come_off(said: str, asked: str) -> None:
    assert bare(said, NAMES) == asked


@pytest.mark.parametrize(
    "asked",
    [
        "机器人大赛什么时候",
        "你好李焕英什么时候上映",
        "亲子活动有哪些",
        "谁发明了机器人",
        "谁对他说谢谢",
        "客服电话是多少",
        "机器人，无人机",
        "早教中心在哪",
        "小编好评如潮的餐馆",
        "AI产业园在哪",
        "急救中心电话",
        "报纸什么时候出",
        "看看桥",
        "各位代表去了哪里",
    ],
)
def test_a_questions_own_words_stay(asked: str) -> None:
    assert bare(asked, NAMES) == asked


@given(st.text())
def test_what_is_left_stood_there(said: str) -> None:
    left = bare(said, NAMES)
    assert left in said
    assert left == left.strip()

"""What asks nothing, by its kind; all else is a question."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.small_talk import SmallTalk
from bot.services.chatting import chat_of

QUESTIONS = Path(__file__).parents[2] / "fixtures" / "questions" / "qinghe.jsonl"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("好的", SmallTalk.ASSENT),
        ("嗯嗯", SmallTalk.ASSENT),
        ("收到", SmallTalk.ASSENT),
        ("知道了", SmallTalk.ASSENT),
        ("OK", SmallTalk.ASSENT),
        ("哈哈哈哈", SmallTalk.LAUGH),
        ("😂😂", SmallTalk.LAUGH),
        ("lol", SmallTalk.LAUGH),
        ("👍", SmallTalk.PRAISE),
        ("你真棒", SmallTalk.PRAISE),
        ("謝謝你啦", SmallTalk.THANKS),
        ("thanks a lot!", SmallTalk.THANKS),
        ("再见", SmallTalk.FAREWELL),
        ("早上好", SmallTalk.GREETING),
        ("在吗", SmallTalk.GREETING),
        ("你是誰", SmallTalk.ABOUT),
        ("你会什么呀", SmallTalk.ABOUT),
        ("给我讲个笑话吧", SmallTalk.FUN),
        ("我好无聊啊", SmallTalk.MOOD),
        ("你这个破机器人", SmallTalk.RUDE),
        ("答非所问", SmallTalk.SORRY),
        ("没事了", SmallTalk.NOTHING),
        ("测试", SmallTalk.NOTHING),
        ("不好意思打错了", SmallTalk.SLIP),
        ("人工客服", SmallTalk.OFFICE),
        ("转人工", SmallTalk.OFFICE),
        ("我要找人", SmallTalk.OFFICE),
        ("怎么联系编辑部", SmallTalk.OFFICE),
        ("I want to talk to a human", SmallTalk.OFFICE),
        ("。。。", SmallTalk.NOISE),
        ("", SmallTalk.NOISE),
    ],
)
def test_what_asks_nothing_is_of_a_kind(text: str, kind: SmallTalk) -> None:
    assert chat_of(text) is kind


@pytest.mark.parametrize(
    ("text", "kind"), [("好的谢谢", SmallTalk.THANKS), ("你好，我要转人工", SmallTalk.OFFICE)]
)
def test_of_several_kinds_the_one_that_matters_more_counts(text: str, kind: SmallTalk) -> None:
    assert chat_of(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        *("好的，那公交呢", "谢谢，食品的新闻有吗", "谢谢你医生", "人工湖在哪里", "垃圾", "电话"),
        *("客服中心招多少人", "测试赛在哪举行", "再见老城区", "早上好像有车祸", "笑话大赛", "5G"),
    ],
)
def test_what_says_more_is_a_question(text: str) -> None:
    assert chat_of(text) is None


def test_no_answerable_question_of_a_set_is_taken_for_chat() -> None:
    asked = map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines())
    assert [one["q"] for one in asked if one["answerable"] and chat_of(one["q"])] == []


@given(st.text())
def test_no_words_are_too_odd(text: str) -> None:
    chat_of(text)

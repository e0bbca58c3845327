"""Whether a question says what it is about."""

import pytest

from retrieval.query import has_subject

OPEN = (
    "一共打了多少剂",
    "在哪个省",
    "什么时候开工的",
    "花了多少钱",
    "这个项目投资多少",
    "该桥全长多少米",
    "他今年多大",
    "有没有人受伤",
    "比去年增长多少",
    "為什麼停了",
    "这条新闻说了什么",
    "how many people were hurt",
    "who paid for it",
    "when does it open",
)
OWN = (
    "柳河大桥什么时候合龙",
    "流感疫苗打了多少剂",
    "景静写过什么",
    "明天停电吗",
    "今天的头条是什么",
    "雄安圖書館什麼時候開館",
    "what is new today",
    "when does the new bridge open",
    "who is the mayor",
)


@pytest.mark.parametrize("text", OPEN)
def test_a_question_may_leave_its_subject_open(text: str) -> None:
    assert not has_subject(text)


@pytest.mark.parametrize("text", OWN)
def test_a_subject_is_what_a_question_is_about(text: str) -> None:
    assert has_subject(text)


@pytest.mark.parametrize("text", ["", "?", "呢"])
def test_nothing_has_no_subject(text: str) -> None:
    assert not has_subject(text)


def test_a_word_that_nobody_foresaw_is_a_subject() -> None:
    assert has_subject("喀斯特什么时候开放")

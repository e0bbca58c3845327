"""Questions that lean on what was shown, and those that do not: as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Inquiry, Way
from bot.services.conversation.leaning import about, goes_on, instead, step_of
from bot.services.conversation.steps import Leaning, OfPerson, Step, WhatOf
from retrieval.model import Order

FAN, JING = "樊惠林", "景静"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("他还去了哪里", OfPerson("他", "还去了哪里")),
        ("那她说了什么？", OfPerson("她", "说了什么")),
        ("這個人還說了什麼", OfPerson("这个人", "还说了什么")),
        ("那食品呢", WhatOf("食品")),
        ("食品呢？", WhatOf("食品")),
        ("那么郑州大学呢", WhatOf("郑州大学")),
        ("有多少剂", Leaning("有多少剂")),
        ("什麼時候開工", Leaning("什麼時候開工")),
        ("在哪个省？", Leaning("在哪个省？")),
        ("这座桥多长", Leaning("这座桥多长")),
        ("它花了多少钱", Leaning("它花了多少钱")),
        ("it opens when on sundays", Leaning("it opens when on sundays")),
    ],
)
def test_what_leans_on_what_was_shown(said: str, meant: Step) -> None:
    assert step_of(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "/search 它",
        "谁写的第一篇党课",
        "樊惠林什么时候去的郑州大学",
        "第二届食品节",
        "老码头改造的工程是由哪一家公司承建的呢",
        "社区食堂一餐多少钱",
    ],
)
def test_what_is_a_question_of_its_own(said: str) -> None:
    assert step_of(said) is None


def test_a_question_without_a_subject_may_still_be_something_else() -> None:
    assert goes_on("谁写的")
    assert goes_on("他还去了哪里")
    assert not goes_on("有多少剂")
    assert not goes_on("你好")


@given(st.text(max_size=40))
def test_any_words_are_read(said: str) -> None:
    step_of(said)


def test_a_pronoun_stands_for_one_person_and_for_no_other_number() -> None:
    asked = OfPerson("他", "还去了哪里")
    assert about(asked, [FAN]) == Inquiry(Way.QUESTION, "樊惠林还去了哪里")
    assert about(asked, []) is None
    assert about(asked, [FAN, JING]) is None


def question(words: str) -> Inquiry:
    return Inquiry(Way.QUESTION, words)


def search(words: str) -> Inquiry:
    return Inquiry(Way.SEARCH, words, Order.NEWEST)


@pytest.mark.parametrize(
    ("last", "words", "people", "named", "meant"),
    [
        (question("樊惠林去哪里调研了"), "食品", [FAN], [], question("樊惠林 食品")),
        (question("樊惠林去了哪里"), JING, [FAN], [JING], question("景静去了哪里")),
        (question("樊书记去了哪里"), JING, [FAN], [JING], None),
        (question("安排了多少钱"), "食品", [], [], None),
        (question("樊惠林和景静去了哪里"), "食品", [FAN, JING], [], None),
        (
            Inquiry(Way.REPORTER, JING),
            "朱翔宇",
            [JING],
            ["朱翔宇"],
            Inquiry(Way.REPORTER, "朱翔宇"),
        ),
        (Inquiry(Way.REPORTER, JING), "食品", [JING], [], question("景静 食品")),
        (search("食品"), "教育", [], [], search("教育")),
        (search("樊惠林 食品"), "教育", [FAN], [], search("樊惠林 教育")),
        (search("食品 记者:景静"), "教育", [], [], search("教育 记者:景静")),
        (search("食品 产业链"), "教育", [], [], None),
        (Inquiry(Way.LATEST, ""), "食品", [], [], None),
    ],
)
def test_another_subject_takes_its_place_where_that_is_clear(
    last: Inquiry, words: str, people: list[str], named: list[str], meant: Inquiry | None
) -> None:
    assert instead(last, words, people, named) == meant

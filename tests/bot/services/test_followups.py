"""What refers to the last answer, and what does not: tables of words as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Inquiry, Way
from bot.services.followups import (
    ByWhom,
    Followup,
    InFull,
    More,
    OfPerson,
    WhatOf,
    When,
    about,
    followup,
    instead,
)
from retrieval.model import Order

FAN, JING = "樊惠林", "景静"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("还有吗", More()),
        ("还有吗？", More()),
        ("还有没有", More()),
        ("还有别的吗？？", More()),
        ("更多", More()),
        ("More", More()),
        ("第二条全文", InFull(2)),
        ("第2篇的全文", InFull(2)),
        ("看第十二条", InFull(12)),
        ("第二十篇", InFull(20)),
        ("第 3 条 全文".replace(" 全文", "全文"), InFull(3)),
        ("谁写的", ByWhom()),
        ("是谁写的？", ByWhom()),
        ("记者是谁", ByWhom()),
        ("第二条是谁写的", ByWhom(2)),
        ("这篇报道谁写的呀", ByWhom()),
        ("什么时候", When()),
        ("什么时候的事？", When()),
        ("哪天的报道", When()),
        ("第三篇是哪天的", When(3)),
        ("他还去了哪里", OfPerson("他", "还去了哪里")),
        ("那她说了什么？", OfPerson("她", "说了什么")),
        ("这个人还说了什么", OfPerson("这个人", "还说了什么")),
        ("那食品呢", WhatOf("食品")),
        ("食品呢？", WhatOf("食品")),
        ("那么郑州大学呢", WhatOf("郑州大学")),
    ],
)
def test_what_refers_to_the_last_answer(said: str, meant: Followup) -> None:
    assert followup(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "还有多少钱没发",
        "更多的企业去了哪里",
        "谁写的第一篇党课",
        "樊惠林什么时候去的郑州大学",
        "什么时候开工",
        "他们去了哪里",
        "其他人呢",
        "他呢",
        "谁呢",
        "为什么呢",
        "那怎么办呢",
        "后来呢",
        "第二",
        "第二届食品节",
        "全文",
        "樊惠林去哪里调研了？",
        "老码头改造的工程是由哪一家公司承建的呢",
    ],
)
def test_what_is_a_question_of_its_own(said: str) -> None:
    assert followup(said) is None


@given(st.text(max_size=40))
def test_any_words_are_read(said: str) -> None:
    followup(said)


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

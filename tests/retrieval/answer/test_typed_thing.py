"""Whether the thing that is asked for stands there."""

from datetime import date

import pytest

from retrieval.answer.typed_thing import TypedThing
from retrieval.index.snapshot import Snapshot
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.parse import parse

NAMES = Gazetteer()
EMPTY = Snapshot.build([], NAMES)


def stands(question: str, here: str, beside: str = "") -> bool:
    return TypedThing(parse(question, EMPTY, date(2024, 3, 21)), NAMES).stands(here, beside, "")


@pytest.mark.parametrize(
    ("question", "has", "lacks"),
    [
        ("门票多少钱", "门票每张30元。", "门票在窗口买。"),
        ("图书馆有多少册书", "藏书150万册。", "开馆3天。"),
        ("搬走了几户", "搬迁12户。", "搬迁12次。"),
        ("几点开门", "上午9:30开门。", "9月开门。"),
        ("周几闭馆", "每周一闭馆。", "节日闭馆。"),
        ("电话是多少", "电话037166778899。", "电话在墙上,第2页。"),
        ("今年多大", "他72岁。", "他是县长,面积8米。"),
        ("是哪年建成的", "1958年建成。", "8月建成。"),
        ("几号开幕", "9日开幕。", "上午9:30开幕。"),
        ("水库有多大", "库容82万立方米。", "库区有3只船。"),
        ("大桥有多高", "桥面高625米。", "2022年动工,工期30个月。"),
        ("冠军是谁", "冠军被王楚钦夺得。", "冠军奖金3000元。"),
        ("总统是谁", "总统特朗普表示不满。", "总统表示不满。"),
        ("身份证怎么补办", "可在窗口补办。", "补办了12张。"),
    ],
)
def test_what_is_asked_for_has_a_form(question: str, has: str, lacks: str) -> None:
    assert stands(question, has)
    assert not stands(question, lacks)


def test_it_may_stand_beside_the_passage() -> None:
    assert stands("门票多少钱", "门票在窗口买。", "每张30元。")


def test_what_has_no_form_is_there() -> None:
    assert stands("水库加固怎么样", "水库加固。")

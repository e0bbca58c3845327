"""How much of a unit stands in a text."""

import pytest

from retrieval.answer.unit_share import REWORDED, UNDATED, day_share, share
from retrieval.model import Evidence, PrintedDate
from retrieval.query.days import Days
from retrieval.query.query import Unit, UnitKind
from retrieval.query.units import units


def word(typed: str, *others: str) -> Unit:
    return Unit(typed, UnitKind.WORD, 1.0, (typed, *others))


@pytest.mark.parametrize(
    ("typed", "text"),
    [("水库", "石门水库加固"), ("1.2万户", "迁出12000户"), ("wifi", "免费wi-fi开通")],
)
def test_all_of_it_stands_there_in_any_spelling(typed: str, text: str) -> None:
    assert share(word(typed), text) == 1.0


def test_another_word_of_print_is_worth_less() -> None:
    assert share(word("孩子", "儿童"), "儿童免票") == REWORDED


def test_another_name_is_worth_as_much() -> None:
    office = Unit("教委", UnitKind.OFFICE, 1.0, ("教委", "教育局"))
    assert share(office, "市教育局通知") == 1.0


def test_a_rough_number_is_met_by_what_it_may_stand_for() -> None:
    (unit,) = units("五千七百多亿元")
    assert share(unit, "吸收外资5737.5亿元") == 1.0
    assert share(unit, "吸收外资5937.5亿元") < REWORDED


@pytest.mark.parametrize(
    ("pair", "text", "whole"),
    [("老铁", "中老铁路开通", False), ("花江", "花江峡谷大桥通车", True)],
)
def test_a_pair_that_is_no_word_must_not_lie_across_words(
    pair: str, text: str, *, whole: bool
) -> None:
    assert (share(word(pair), text) == 1.0) is whole


def test_nothing_of_it_is_nothing() -> None:
    assert share(word("医院"), "石门水库加固") == 0.0


def test_a_day_is_met_by_the_day_of_the_story_or_in_its_words() -> None:
    asked = Days((3, 6), (3, 6), typed="3月6日")
    unit = Unit("3月6日", UnitKind.DAY, 1.0, ("3月6日",))
    assert day_share(unit, asked, PrintedDate(3, 6, Evidence.TEXT), "大桥通车") == 1.0
    assert day_share(unit, asked, PrintedDate(3, 9, Evidence.TEXT), "3月6日通车") == 1.0
    assert day_share(unit, asked, PrintedDate(3, 29, Evidence.TEXT), "大桥通车") == 0.0
    assert day_share(unit, asked, None, "大桥通车") == UNDATED

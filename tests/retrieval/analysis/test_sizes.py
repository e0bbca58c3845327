"""Numbers told roughly find the numbers that they may stand for, and no others."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.numbers import Number, numbers
from retrieval.analysis.sizes import is_rough, roughly, size_of, sizes


def number(text: str) -> Number:
    return next(numbers(text))


ROUGH = [
    ("五千七百多亿元", "5737.5亿元"),
    ("三万三千多亿美元", "33387亿美元"),
    ("近五十亿人次", "49.98亿人次"),
    ("六百多公里", "609.6公里"),
    ("约1.2万户", "11980户"),
    ("两千余人", "2013人"),
    ("30来岁", "34岁"),
    ("近一千名", "986名"),
    ("一百多吨", "142吨"),
    ("超过三百亩", "318亩"),
    ("四十多万册", "45.6万册"),
    ("约500米", "512米"),
    ("两百二十九万亿元", "229.8万亿元"),
    ("五百一十个亿元", "510亿元"),
    ("1.2万户", "12013户"),
]
APART = [
    ("五千七百多亿元", "5837.5亿元"),
    ("五千七百多亿元", "5737.5万元"),
    ("六百多公里", "609.6公斤"),
    ("约1.2万户", "1.4万户"),
    ("两千余人", "1987人"),
    ("近一千名", "686名"),
    ("两百二十九万亿元", "231.2万亿元"),
]


@pytest.mark.parametrize(("told", "printed"), ROUGH)
def test_a_rough_number_stands_for_what_is_near_it(told: str, printed: str) -> None:
    assert list(roughly(number(told), f"共{printed}。")) == [(1, 1 + len(printed))]


@pytest.mark.parametrize(("told", "printed"), APART)
def test_it_stands_for_nothing_far_off_or_of_another_unit(told: str, printed: str) -> None:
    assert not list(roughly(number(told), f"共{printed}。"))


@pytest.mark.parametrize(("told", "printed"), ROUGH)
def test_what_it_stands_for_has_one_of_its_sizes(told: str, printed: str) -> None:
    assert size_of(number(printed)) in sizes(number(told))


@pytest.mark.parametrize("text", ["5737.5元", "12000户", "第三届", "0371-66778899", "8:30"])
def test_an_exact_number_is_not_rough(text: str) -> None:
    assert not is_rough(number(text))


@pytest.mark.parametrize("text", ["7户", "0.5米", "第12届", "0371-66778899", "30%"])
def test_what_is_below_ten_or_no_amount_has_no_size(text: str) -> None:
    assert size_of(number(text)) == ""


@given(value=st.integers(20, 10**9), bound=st.sampled_from(["约{}户", "{}多户"]))
def test_a_number_has_one_of_the_sizes_of_itself_told_roughly(value: int, bound: str) -> None:
    round_value = value - value % 10
    told = number(bound.format(round_value))
    printed = number(f"{round_value}户")
    assert size_of(printed) in sizes(told)
    assert printed.value == Decimal(round_value)

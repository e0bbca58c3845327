from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.numerals import NUMERALS, arabic, chinese
from tests import spellings


@given(st.integers(0, 10**12 - 1))
def test_a_chinese_numeral_is_its_value(number: int) -> None:
    assert chinese(spellings.chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇二二", "2022"),
        ("一万二", "12000"),
        ("一百二", "120"),
        ("一百零二", "102"),
        ("两千三", "2300"),
        ("三点五", "3.5"),
        ("一点二万", "12000"),
        ("一亿零五十万", "100500000"),
    ],
)
def test_a_numeral_is_read_as_it_is_said(text: str, value: str) -> None:
    assert chinese(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "二七", "三五", "万一", "百", "万" * 99, "三百五百", "点五", "三点"]
)
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert chinese(text) is None


@given(st.text(NUMERALS + "点", max_size=40))
def test_any_run_of_numerals_is_read(text: str) -> None:
    value = chinese(text)
    assert value is None or value >= 0


def test_multipliers_fall() -> None:
    assert arabic("1万2千") == arabic("1.2万") == 12000
    assert arabic("3亿5000万") == 350_000_000
    assert arabic("3百5百") is None

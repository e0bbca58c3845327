"""Marks beside Chinese characters are full-width, as they are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.formats.pictures.marks import full_width


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("钟修好了,大家来看!", "钟修好了，大家来看！"),
        ("(记者 叶青)", "（记者 叶青）"),
        ("顾师傅(右)说:", "顾师傅（右）说："),
        ("电话:0571-5550 1234", "电话：0571-5550 1234"),
        ("（右二)", "（右二）"),
        ("(3月)", "（3月）"),
        ("欧文・李", "欧文·李"),
        ("开放时间8:30", "开放时间8:30"),
        ("12,000元", "12,000元"),
        ("Yes, sir", "Yes, sir"),
        ("(3)", "(3)"),
        ("", ""),
    ],
)
def test_marks_beside_chinese_are_full_width(read: str, printed: str) -> None:
    assert full_width(read) == printed


@given(st.text("钟楼,:;?!()（）8a・ "))
def test_no_character_is_lost_and_once_is_enough(text: str) -> None:
    once = full_width(text)

    assert len(once) == len(text)
    assert len(full_width(once)) == len(text)

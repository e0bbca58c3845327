"""What stands on a button."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.labels import MOST_WIDE, filled, fit, width
from tests.bot.messages.samples import text


@pytest.mark.parametrize(
    ("label", "wide"), [("全文 1", 6), ("Full story", 10), ("👍 有用", 7), ("️", 0)]
)
def test_a_chinese_character_is_two_wide(label: str, wide: int) -> None:
    assert width(label) == wide


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("全文", "全文"),
        ("最新一期有什么新闻和图片", "最新一期有什么新闻和图片"),
        ("樊惠林实地察看安置房原址重建和樱桃沟项目", "樊惠林实地察看安置房原…"),
        ("区领导调研安置房 让回迁群众住得好", "区领导调研安置房…"),
        ("马寨镇的面条厂，二十户人家入股", "马寨镇的面条厂…"),
        ("What is in the newest bulletin?", "What is in the newest…"),
        ("一、二十户人家入股自家种的小麦", "一、二十户人家入股自家…"),
        ("把它写进《郑州日报》头版的那位先生", "把它写进《郑州日报》…"),
        ("两\n行", "两 行"),
    ],
)
def test_it_is_cut_after_a_word_or_a_sign(label: str, shown: str) -> None:
    assert fit(label) == shown


@given(text(3000), st.integers(4, 40))
def test_whatever_it_says_it_is_short_and_in_one_line(label: str, most: int) -> None:
    shown = fit(label, most)
    assert width(shown) <= most
    assert "\n" not in shown


def test_what_a_template_says_around_it_stays() -> None:
    shown = filled("找：{question}好吗", "樊惠林实地察看安置房原址重建")
    assert shown == "找：樊惠林实地察看…好吗"
    assert width(shown) <= MOST_WIDE
    drop = filled("Leave out {number} {title}", "一张告示引来满屋旧物", number=1)
    assert drop == "Leave out 1 一张告示引…"

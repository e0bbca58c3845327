"""Numbers as they are written, counted up to what a list reaches."""

import pytest

from bot.services.conversation.numbers import number_in

DIGITS = "零一二三四五六七八九"


def in_characters(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + (DIGITS[ones] if ones else "")


def test_every_number_below_a_hundred_is_read_in_characters() -> None:
    for number in range(1, 100):
        written = f"第{in_characters(number)}条"
        assert number_in(written, 0) == (len(written), number)


@pytest.mark.parametrize(
    ("written", "number"),
    [("倒数第二条", -2), ("7th", 7), ("the third one"[4:], 3), ("two", 2), ("第120条", 120)],
)
def test_other_ways_to_count(written: str, number: int) -> None:
    assert number_in(written, 0) == (len(written), number)


@pytest.mark.parametrize("written", ["条", "0", "2022", "百", "三三"])
def test_what_is_no_storys_number(written: str) -> None:
    found = number_in(written, 0)
    assert found is None or found[0] < len(written)

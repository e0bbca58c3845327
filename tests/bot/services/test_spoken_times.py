"""Times of the day, as people say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.spoken_times import TIME, in_digits, in_order, is_vague, minute_of


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("早上八点", "08:00"),
        ("晚上九点半", "21:30"),
        ("8点", "08:00"),
        ("早8点05分", "08:05"),
        ("下午三点一刻", "15:15"),
        ("晚上十二点", "00:00"),
        ("中午十二点", "12:00"),
        ("中午一点", "13:00"),
        ("半夜两点", "02:00"),
        ("夜里十点", "22:00"),
        ("十二点四十五", "12:45"),
        ("二十二点", "22:00"),
        ("零点", "00:00"),
        ("20:30", "20:30"),
        ("8 pm", "20:00"),
        ("7:30 am", "07:30"),
        ("12 am", "00:00"),
        ("9 in the morning", "09:00"),
    ],
)
def test_a_time_is_read_as_it_is_meant(said: str, time: str) -> None:
    assert in_digits(said) == time


@pytest.mark.parametrize("said", ["25:00", "8:60", "八个", "2024年3月", "十五"])
def test_what_is_no_time_stays(said: str) -> None:
    assert in_digits(said) == said


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("中午十二点到两点", (720, 840)),
        ("晚上八点到十点", (1200, 1320)),
        ("晚上十点到七点", (1320, 420)),
        ("早上六点到晚上六点", (360, 1080)),
    ],
)
def test_the_second_time_is_in_the_half_of_the_day_that_fits(
    said: str, times: tuple[int, ...]
) -> None:
    found = [(minute_of(one) or 0, is_vague(one)) for one in TIME.finditer(said)]
    assert in_order(found) == times


@given(st.integers(0, 23), st.integers(0, 59))
def test_digits_are_read_as_they_stand(hour: int, minute: int) -> None:
    assert in_digits(f"{hour}:{minute:02d}") == f"{hour:02d}:{minute:02d}"

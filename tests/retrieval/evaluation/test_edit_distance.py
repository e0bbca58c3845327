"""How far two texts are from each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.edit_distance import edits

TEXTS = st.text("天地人和", max_size=12)


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("", "", 0),
        ("", "三个字", 3),
        ("河水上涨", "河水上涨", 0),
        ("河水上涨", "江水上涨", 1),
        ("河水上涨", "水上涨了", 2),
        ("春天" * 400, "春天" * 399, 2),
    ],
)
def test_edits_are_counted(one: str, other: str, far: int) -> None:
    assert edits(one, other) == edits(other, one) == far


@given(TEXTS, TEXTS)
def test_the_table_filled_in_by_hand_tells_the_same(one: str, other: str) -> None:
    above = list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        row = [n]
        for m, wanted in enumerate(other, 1):
            row.append(min(above[m] + 1, row[-1] + 1, above[m - 1] + (letter != wanted)))
        above = row
    assert edits(one, other) == above[-1]


@given(TEXTS, TEXTS, TEXTS)
def test_a_way_over_a_third_text_is_no_shorter(one: str, other: str, third: str) -> None:
    assert edits(one, other) <= edits(one, third) + edits(third, other)

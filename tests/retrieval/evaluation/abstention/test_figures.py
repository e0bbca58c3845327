"""What is counted of silence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.abstention.figures import auc, measure
from retrieval.evaluation.retrieval_set import RetrievalSet, read_set

VALUES = st.lists(st.integers(-3, 3), min_size=1, max_size=8)


def test_what_is_told_is_told_and_what_is_not_is_not(made: RetrievalSet) -> None:
    found = measure(made, 4)
    assert (found.documents, found.passages) == (4, 4)
    assert (found.found, found.withheld, found.elsewhere) == (1.0, 0.0, 0.0)


def test_a_greeting_is_withheld_an_answer(written: Callable[[int], Path]) -> None:
    folder = written(4)
    (folder / "queries.jsonl").write_text('{"id": "0", "text": "你好"}\n')
    found = measure(read_set(folder), 4)
    assert (found.recall, found.withheld, found.claimed) == (1.0, 1.0, 0.0)
    assert found.auc is None


def test_a_share_of_nothing_is_none(told_by_all: RetrievalSet) -> None:
    found = measure(told_by_all, 4)
    assert (found.recall, found.elsewhere, found.withheld) == (None, None, 0.0)


@given(VALUES, VALUES)
def test_the_area_is_the_chance_to_be_above(these: list[int], those: list[int]) -> None:
    above = [(a > b) + (a == b) / 2 for a in these for b in those]
    assert auc(these, those) == pytest.approx(sum(above) / len(above))


def test_what_rules_speak_against_is_below_all_else() -> None:
    assert auc([0.0], [float("-inf")]) == 1.0

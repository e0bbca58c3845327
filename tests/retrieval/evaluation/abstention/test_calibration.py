"""What the odds are made of, learnt from examples."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.evaluation.abstention.calibration import fit
from tests.examples import examples


@settings(max_examples=examples(5))
@given(st.integers(0, 1 << 32))
def test_learning_finds_what_examples_were_drawn_by(seed: int) -> None:
    generator = np.random.default_rng(seed)
    drawn = generator.uniform(0, [2.0, 1.0, 8.0], (20000, 3))
    drawn = np.column_stack([np.ones(len(drawn)), drawn])
    odds = drawn @ [-1.0, 2.0, 1.0, -0.5]
    answers = generator.random(len(odds)) < 1 / (1 + np.exp(-odds))
    rows = ((tuple(row), bool(d)) for row, d in zip(drawn.tolist(), answers, strict=True))
    assert fit(rows) == pytest.approx([-1.0, 2.0, 1.0, -0.5], abs=0.4)


def test_learning_ends_where_one_number_tells_all() -> None:
    parts = fit([((1.0, 0.1), False), ((1.0, 0.9), True)] * 50)
    assert np.isfinite(parts).all()
    assert parts[1] > 0

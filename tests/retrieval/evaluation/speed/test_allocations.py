import tracemalloc
from collections.abc import Iterator

import numpy as np
import pytest

from retrieval.evaluation.speed.allocations import allocations

LENGTH = 100_000
BYTES = 8 * LENGTH


@pytest.fixture(autouse=True)
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


def test_the_longest_array_is_seen_though_it_is_gone() -> None:
    def work() -> int:
        return int(np.arange(LENGTH).sum()) + int(np.arange(LENGTH // 10).sum())

    done, took = allocations(work)
    assert done == sum(range(LENGTH)) + sum(range(LENGTH // 10))
    assert BYTES <= took.longest < 1.1 * BYTES
    assert took.blocks == 2


def test_the_peak_is_of_all_that_is_held_together() -> None:
    def work() -> int:
        first = np.ones(LENGTH)
        second = first + 1.0
        return len(first) + len(second)

    _, took = allocations(work)
    assert BYTES <= took.longest < 1.1 * BYTES
    assert 2 * BYTES <= took.peak < 2.2 * BYTES


def test_what_stood_before_does_not_count() -> None:
    before = np.ones(LENGTH)
    _, took = allocations(before.max)
    assert took.peak < BYTES / 10
    assert took.blocks == 0

"""Functions as machine code: they do what Python does, and are taken from where they are kept."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

from retrieval.compiled import Fields, Vector, compiled, inner, native

Numbers = npt.NDArray[np.int64]
I64, WRITTEN = Vector("int64"), Vector("int64", written=True)
FACTOR = 3


class Pair(NamedTuple):
    """Two arrays of one length."""

    some: Numbers
    others: Numbers


@inner("int64", "int64")
def _times(number: int) -> int:
    return number * FACTOR


def _added(pair: Pair, bonus: int, to: Numbers) -> int:
    sum_ = 0
    for at in range(to.shape[0]):
        to[at] = _times(pair.some[at]) + pair.others[at] + bonus
        sum_ += to[at]
    return sum_


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    return tmp_path


def add() -> Callable[[Pair, int, Numbers], int]:
    return compiled("int64", Fields.of(Pair, I64, I64), "int64", WRITTEN)(_added)


def test_it_computes_what_the_function_does() -> None:
    pair = Pair(np.array([1, 2, 3]), np.array([10, 20, 30]))
    got, wanted = np.zeros(3, np.int64), np.zeros(3, np.int64)
    assert add()(pair, 7, got) == _added(pair, 7, wanted)
    assert got.tolist() == wanted.tolist() == [20, 33, 46]


@pytest.mark.parametrize(
    "wrong",
    [
        [1, 2, 3],
        np.array([1, 2, 3], np.int32),
        np.array([1, 2, 3], np.uint64),
        np.array([1, 2, 3], ">i8"),
        np.array([[1, 2, 3]]),
        np.arange(6)[::2],
        None,
    ],
    ids=["a list", "shorter", "unsigned", "swapped", "two dimensions", "with gaps", "nothing"],
)
def test_an_array_of_another_kind_is_refused(wrong: Any) -> None:  # noqa: ANN401 (whatever somebody passes)
    fine = np.array([1, 2, 3])
    with pytest.raises(TypeError, match="another kind"):
        add()(Pair(fine, wrong), 0, fine.copy())


def test_an_array_that_is_written_to_has_to_be_writable() -> None:
    fine = np.array([1, 2, 3])
    fixed = np.zeros(3, np.int64)
    fixed.flags.writeable = False
    add()(Pair(fixed, fixed), 0, fine)
    with pytest.raises(TypeError, match="another kind"):
        add()(Pair(fine, fine), 0, fixed)


def test_a_function_that_allocates_is_not_compiled() -> None:
    def allocates(numbers: Numbers) -> int:
        return int(numbers.copy()[0])

    with pytest.raises(Exception, match="NRT"):
        compiled("int64", I64)(allocates)


def test_it_is_compiled_once_and_then_taken_from_where_it_is_kept(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, native.__name__)
    add()
    assert len(list(folder.iterdir())) == len(caplog.records) == 1
    again = add()
    assert again(Pair(np.array([1]), np.array([2])), 0, np.zeros(1, np.int64)) == 5
    assert len(caplog.records) == 1


def test_what_is_damaged_is_compiled_again(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, native.__name__)
    add()
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + b"\0" * (len(whole) - 100))
    add()
    assert add()(Pair(np.array([1]), np.array([2])), 0, np.zeros(1, np.int64)) == 5
    assert len(caplog.records) == 2


def test_another_constant_or_kind_is_another_function(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add()
    monkeypatch.setitem(_times.__globals__, "FACTOR", 5)
    assert add()(Pair(np.array([1]), np.array([2])), 0, np.zeros(1, np.int64)) == 7
    compiled("int64", Fields.of(Pair, I64, I64), "int32", WRITTEN)(_added)
    assert len(list(folder.iterdir())) == 3


def test_where_nothing_can_be_kept_it_is_compiled_each_time(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(
        "retrieval.compiled.keeping._folders", lambda: iter([Path("/proc/nowhere")])
    )
    caplog.set_level(logging.INFO, native.__name__)
    for _ in range(2):
        assert add()(Pair(np.array([1]), np.array([2])), 0, np.zeros(1, np.int64)) == 5
    assert len(caplog.records) == 2

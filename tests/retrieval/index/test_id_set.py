import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.id_set import NO_IDS, IdSet, spread, union

MOST = 60
IDS = st.sets(st.integers(0, MOST - 1), max_size=MOST)


def made(ids: set[int]) -> IdSet:
    return IdSet.of(np.array(list(ids), np.int32))


def assert_is(found: IdSet, expected: set[int]) -> None:
    """Assert that a set has these ids, in ranges that are as few as they can be."""
    assert list(found) == sorted(expected) == found.ids().tolist()
    assert len(found) == len(expected)
    assert bool(found) is bool(expected)
    assert (found.starts < found.ends).all()
    assert (found.starts[1:] > found.ends[:-1]).all()
    assert {found.starts.dtype, found.ends.dtype} == {np.dtype(np.int32)}


@given(IDS, IDS)
def test_sets_meet_and_join_as_sets_do(one: set[int], other: set[int]) -> None:
    assert_is(made(one), one)
    assert_is(made(one) & made(other), one & other)
    assert_is(made(one) | made(other), one | other)
    assert_is(made(one) - made(other), one - other)


@given(st.lists(IDS, max_size=4))
def test_what_is_in_any_of_several_sets_is_in_their_union(each: list[set[int]]) -> None:
    assert_is(union([made(one) for one in each]), set().union(*each))


@given(st.lists(st.tuples(st.integers(0, MOST), st.integers(0, MOST)), max_size=8))
def test_ranges_may_overlap_and_be_empty(ranges: list[tuple[int, int]]) -> None:
    starts, ends = np.array(ranges, np.int32).reshape(-1, 2).T
    assert_is(IdSet.joined(starts, ends), {at for pair in ranges for at in range(*pair)})


@given(IDS, st.lists(st.integers(0, MOST), max_size=5))
def test_it_is_known_of_an_id_whether_it_is_in_it(one: set[int], asked: list[int]) -> None:
    expected = [number in one for number in asked]
    assert [number in made(one) for number in asked] == expected
    assert made(one).holds(np.array(asked, np.int32)).tolist() == expected


@given(IDS, st.integers(0, MOST), st.integers(0, MOST), st.integers(0, 9))
def test_a_part_is_counted_from_its_start(one: set[int], start: int, length: int, by: int) -> None:
    part = made(one).within(start, start + length)
    assert_is(part, {number - start for number in one if start <= number < start + length})
    assert_is(part.moved(by), {number + by for number in part})


@given(IDS, st.integers(1, 7))
def test_chunks_are_the_ids_in_order(one: set[int], most: int) -> None:
    chunks = [chunk.tolist() for chunk in made(one).chunks(most)]
    assert [number for chunk in chunks for number in chunk] == sorted(one)
    assert all(len(chunk) == most for chunk in chunks[:-1])
    assert all(chunks)


def test_all_of_a_range_is_one_range_and_nothing_is_none() -> None:
    assert_is(IdSet.between(3, 6), {3, 4, 5})
    assert_is(IdSet.between(3, 3), set())
    assert_is(NO_IDS, set())


@pytest.mark.parametrize(("starts", "ends"), [([-5], [2]), ([0, 9], [3, 11]), ([8, 0], [90, 4])])
def test_ids_that_there_are_not_are_damage(starts: list[int], ends: list[int]) -> None:
    damaged = IdSet(np.array(starts, np.int32), np.array(ends, np.int32))
    with pytest.raises(ValueError, match="of 10"):
        damaged.checked(10)
    assert list(IdSet.between(0, 10).checked(10)) == list(range(10))
    assert list(NO_IDS.checked(0)) == []


def test_ranges_with_more_numbers_than_there_are_make_no_array() -> None:
    starts, ends = np.array([0, 5]), np.array([2, 1 << 40])
    with pytest.raises(ValueError, match="where there are 20"):
        spread(starts, ends, 20)
    assert spread(starts, np.array([2, 7]), 4).tolist() == [0, 1, 5, 6]

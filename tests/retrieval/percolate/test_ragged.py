import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.percolate.ragged import bounds_of, counted, members, sizes_of

LISTS = st.lists(st.lists(st.booleans(), max_size=4), max_size=6)


@given(LISTS, st.data())
def test_members_are_those_of_the_lists_that_are_asked_for(
    lists: list[list[bool]], data: st.DataObject
) -> None:
    asked = data.draw(st.lists(st.integers(0, len(lists) - 1))) if lists else []
    flat = np.array([one for members_ in lists for one in members_], np.bool_)
    bounds = bounds_of(np.array([len(one) for one in lists], np.int64))
    rows = np.array(asked, np.int64)
    expected = [one for row in asked for one in lists[row]]
    assert flat[members(bounds, rows)].tolist() == expected
    assert sizes_of(bounds, rows).tolist() == [len(lists[row]) for row in asked]


@given(LISTS)
def test_what_is_true_is_counted_list_by_list(lists: list[list[bool]]) -> None:
    flat = np.array([one for members_ in lists for one in members_], np.bool_)
    sizes = np.array([len(one) for one in lists], np.int64)
    assert counted(flat, sizes).tolist() == [sum(one) for one in lists]

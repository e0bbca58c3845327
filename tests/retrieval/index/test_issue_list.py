import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.issue_list import IssueList
from retrieval.model.issues import DayNumber, Issue

NAMES = {7: "晚报", 5: "日报"}
DAYS = st.integers(20221001, 20221006)
ISSUES = st.dictionaries(st.tuples(DAYS, st.sampled_from([0, 5, 7])), st.integers(1, 9), max_size=9)


def made(counts: dict[tuple[int, int], int]) -> tuple[IssueList, list[Issue]]:
    """Return issues as columns, and as they should be."""
    rows = np.array([(*key, count) for key, count in counts.items()], np.int64).reshape(-1, 3)
    days, keys, articles = rows.T
    found = [Issue(NAMES.get(key), DayNumber(day), n, key) for (day, key), n in counts.items()]
    order = [*NAMES, 0]
    found.sort(key=lambda one: (-one.day.value, order.index(one.key)))
    return IssueList.of(days, keys, articles, keys, NAMES), found


@given(ISSUES)
def test_the_newest_comes_first_and_of_a_day_the_first_paper(
    counts: dict[tuple[int, int], int],
) -> None:
    issues, expected = made(counts)
    assert list(issues) == expected
    assert len(issues) == len(expected)
    assert list(issues.of_papers([5])) == [one for one in expected if one.key == 5]
    firsts = {one.key: one for one in reversed(expected)}
    assert list(issues.newest_of_each()) == [one for one in expected if firsts[one.key] is one]


@given(ISSUES, DAYS)
def test_a_days_issues_have_neighbours(counts: dict[tuple[int, int], int], on: int) -> None:
    issues, expected = made(counts)
    day = DayNumber(on)
    assert list(issues.of_day(day)) == [one for one in expected if one.day == day]
    assert issues.before(day) == next((one for one in expected if one.day < day), None)
    assert issues.after(day) == next((one for one in reversed(expected) if one.day > day), None)

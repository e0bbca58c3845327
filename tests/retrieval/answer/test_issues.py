"""An issue is read page by page, as far as it is asked for, in the order of all of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answer.issues import (
    Printed,
    in_pages,
    issues,
    on_issue,
    part_of,
    printed_in,
    printed_in_all,
)
from retrieval.index.snapshot import Snapshot
from retrieval.model import StoredArticle
from tests.examples import examples
from tests.retrieval.index.test_lookups import snapshots

PLACES = st.integers(0, 8)


@settings(max_examples=examples(200))
@given(snapshots(), PLACES, PLACES)
def test_a_part_of_an_issue_is_that_part_of_all_of_it(
    made: tuple[Snapshot, list[StoredArticle]], start: int, end: int
) -> None:
    snapshot, _ = made
    for issue in issues(snapshot, held=True):
        on = on_issue(snapshot, issue, held=True)
        whole = printed_in(snapshot, on)
        pages = in_pages(snapshot, on)
        assert part_of(snapshot, pages, start, end) == whole[start:end]
        assert sum(page.articles for page in pages) == len(whole) == issue.articles


@settings(max_examples=examples(200))
@given(snapshots(), PLACES, PLACES)
def test_a_part_of_several_issues_has_each_story_where_it_comes_first(
    made: tuple[Snapshot, list[StoredArticle]], start: int, end: int
) -> None:
    snapshot, _ = made
    every = issues(snapshot, held=True)
    whole: dict[int, Printed] = {}
    for issue in every:
        for one in printed_in(snapshot, on_issue(snapshot, issue, held=True)):
            whole.setdefault(one.stored.id, one)
    assert printed_in_all(snapshot, every, start, end) == list(whole.values())[start:end]

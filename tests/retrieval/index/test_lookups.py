"""What lookups find is what a look at every article finds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.index.document_store import label_key, paper_key
from retrieval.index.lookups import By
from retrieval.index.printings import Printings, last_pages, of_day, of_page
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.model.issues import DayNumber, Issue
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.days import Days
from retrieval.query.filter.periods import Between
from tests.examples import examples

YEARS = st.sampled_from([None, 2021, 2022, 2023])
MONTHS, DAYS = st.sampled_from([1, 2, 11, 12]), st.sampled_from([1, 2, 15, 30, 31])
PAPERS = st.sampled_from([None, "晚报", "日报"])


@st.composite
def dates(draw: st.DrawFn) -> PrintedDate | None:
    if draw(st.booleans()):
        return None
    year = draw(YEARS)
    told = Evidence.PAGE if year else None
    return PrintedDate(draw(MONTHS), draw(DAYS), Evidence.PAGE, year, told)


@st.composite
def articles(draw: st.DrawFn) -> list[StoredArticle]:
    pages = draw(
        st.lists(
            st.tuples(dates(), PAPERS, st.sampled_from(["A01", "2", None]), st.booleans()),
            min_size=1,
            max_size=5,
        )
    )
    found = []
    for number in draw(st.permutations(range(1, draw(st.integers(1, 7)) + 1))):
        on = draw(st.lists(st.integers(0, len(pages) - 1), unique=True, max_size=2))
        printings = tuple(
            Printing(at + 1, pages[at][1], pages[at][0], pages[at][2], number, held=pages[at][3])
            for at in on
        )
        writers = draw(st.lists(st.sampled_from(["张娅", "景静"]), unique=True, max_size=2))
        article = Article(
            f"标题{number}", reporters=tuple(writers), date=draw(dates()), paragraphs=("正文。",)
        )
        found.append(StoredArticle(number, article, printings))
    return found


@st.composite
def snapshots(draw: st.DrawFn) -> tuple[Snapshot, list[StoredArticle]]:
    """Make a snapshot of two segments with what was deleted, and the articles by doc id."""
    stored = draw(articles())
    cut = draw(st.integers(0, len(stored)))
    segments = [
        Segment.of([IndexedArticle(one) for one in part])
        for part in (stored[:cut], stored[cut:])
        if part
    ]
    gone = draw(st.sets(st.integers(1, len(stored)), max_size=2))
    return Snapshot([one.without(gone) for one in segments], Gazetteer()), stored


PERIODS = st.one_of(
    st.builds(
        Days,
        st.tuples(MONTHS, DAYS),
        st.tuples(MONTHS, DAYS),
        YEARS,
        st.just(value=False),
    ),
    DAYS.map(lambda day: Days((1, day), (12, day), any_month=True)),
    st.tuples(st.integers(20210101, 20231231), st.integers(0, 20000)).map(
        lambda pair: Between(DayNumber(pair[0]), DayNumber(pair[0] + pair[1]))
    ),
)


def days_of(stored: Sequence[StoredArticle], by: By) -> list[list[int]]:
    found = []
    for one in stored:
        own = DayNumber.of(one.article.date).value
        issued = [DayNumber.of(printing.date).value for printing in one.printings]
        shown = own or (issued or [0])[0]
        found.append({By.OWN_DAY: [own], By.DAY: [shown], By.PRINTED_DAY: issued}[by])
    return found


@settings(max_examples=examples(300))
@given(snapshots(), PERIODS, st.sampled_from([By.OWN_DAY, By.DAY, By.PRINTED_DAY]))
def test_a_periods_articles_are_those_whose_days_are_among_it(
    made: tuple[Snapshot, list[StoredArticle]], period: Days | Between, by: By
) -> None:
    snapshot, stored = made
    each = days_of(stored, by)
    told = {at for at, own in enumerate(each) if period.among(np.array(own, np.int32)).any()}
    assert set(snapshot.of_days(period, by)) == told & set(snapshot.there)
    every = np.arange(len(stored), dtype=np.int32)
    assert snapshot.days(every).tolist() == [day for [day] in days_of(stored, By.DAY)]
    assert [snapshot.day(at) for at in every.tolist()] == snapshot.days(every).tolist()


@settings(max_examples=examples(200))
@given(
    snapshots(),
    st.sets(dates(), max_size=3),
    st.none() | st.sets(PAPERS.map(paper_key), min_size=1),
)
def test_articles_are_found_by_the_days_and_papers_that_print_them(
    made: tuple[Snapshot, list[StoredArticle]],
    days: set[PrintedDate | None],
    papers: set[int] | None,
) -> None:
    snapshot, stored = made
    wanted = [DayNumber.of(day).value for day in days if day is not None]
    told = {
        at
        for at, one in enumerate(stored)
        if any(
            DayNumber.of(printing.date).value in wanted
            and (papers is None or paper_key(printing.paper) in papers)
            for printing in one.printings
        )
    }
    assert set(snapshot.printed_on(wanted, papers)) == told & set(snapshot.there)


@given(snapshots())
def test_articles_are_found_by_their_ids_and_credits_by_their_articles(
    made: tuple[Snapshot, list[StoredArticle]],
) -> None:
    snapshot, stored = made
    for at, one in enumerate(stored):
        assert snapshot.doc_id(one.id) == (at if at in snapshot.there else None)
        keys, _ = snapshot.credits(np.array([at], np.int32))
        assert len(keys) == len(one.article.reporters)
    assert snapshot.doc_id(0) is snapshot.doc_id(99) is None
    assert snapshot.count == len(snapshot.there)
    counted = sum(int(segment.credited[:, 1].sum()) for segment in snapshot.segments)
    assert counted == sum(len(stored[at].article.reporters) for at in snapshot.there)


@given(snapshots(), st.sampled_from(["A01", "2", "C09"]), st.sampled_from(["晚报", "快报"]))
def test_pages_and_papers_have_the_articles_that_are_printed_there(
    made: tuple[Snapshot, list[StoredArticle]], label: str, paper: str
) -> None:
    snapshot, stored = made
    on = [at for at in snapshot.there if label in {one.page for one in stored[at].printings}]
    own = [at for at in snapshot.there if paper in {one.paper for one in stored[at].printings}]
    labelled, named = label_key(label), paper_key(paper)
    assert list(snapshot.found(By.LABEL, lambda runs: runs.having([labelled]))) == on
    assert list(snapshot.found(By.PAPER, lambda runs: runs.having([named, 5]))) == own
    assert snapshot.first(By.LABEL, labelled) == next(iter(on), None)


def printings(snapshot: Snapshot, stored: Sequence[StoredArticle]) -> list[tuple[int, Printing]]:
    return [(at, one) for at in snapshot.there for one in stored[at].printings]


def told(found: Printings) -> list[tuple[int, int]]:
    return list(zip(found.doc_ids.tolist(), found.pages.tolist(), strict=True))


@given(snapshots(), dates())
def test_printings_are_found_by_page_and_by_day(
    made: tuple[Snapshot, list[StoredArticle]], day: PrintedDate | None
) -> None:
    snapshot, stored = made
    every = printings(snapshot, stored)
    assert told(of_page(snapshot, 1)) == [(at, 1) for at, one in every if one.page_id == 1]
    if day is not None:
        number = DayNumber.of(day)
        on_day = [(at, one.page_id) for at, one in every if DayNumber.of(one.date) == number]
        assert told(of_day(snapshot, number.value)) == on_day
    for undated in (False, True):
        found = last_pages(snapshot, lambda some: ~some.held, undated=undated)
        free = [one.page_id for _, one in every if not (one.held or (undated and one.date))]
        assert max(found.pages.tolist(), default=0) == max(free, default=0)


@given(snapshots())
def test_issues_are_counted_as_articles_are_printed(
    made: tuple[Snapshot, list[StoredArticle]],
) -> None:
    snapshot, stored = made
    several = snapshot.several_papers
    for held, found in ((False, snapshot.issues), (True, snapshot.issues_held_too)):
        counted: dict[tuple[int, int], set[int]] = {}
        names: dict[tuple[int, int], str | None] = {}
        for at, one in printings(snapshot, stored):
            day = DayNumber.of(one.date).value
            if day and (held or not one.held):
                key = (day, paper_key(one.paper) if several else 0)
                counted.setdefault(key, set()).add(at)
                names[key] = names.get(key) or one.paper
        assert {(one.day.value, one.key): one for one in found} == {
            (day, key): Issue(names[day, key], DayNumber(day), len(own), key)
            for (day, key), own in counted.items()
        }
        assert [one.day for one in found] == sorted((one.day for one in found), reverse=True)
    assert {one.name for one in snapshot.papers} == {
        one.paper for _, one in printings(snapshot, stored) if one.paper
    }


def test_a_merged_segment_finds_what_its_parts_did() -> None:
    on = PrintedDate(10, 27, Evidence.PAGE, 2022, Evidence.PAGE)
    parts = [
        Segment.of([IndexedArticle(StoredArticle(number, Article("甲", date=on), ()))])
        for number in (2, 1)
    ]
    merged = Snapshot([Segment.merged(parts)], Gazetteer())
    assert [merged.doc_id(number) for number in (1, 2, 3)] == [1, 0, None]
    assert list(merged.of_days(Days((10, 27), (10, 27), date(2022, 10, 27).year))) == [0, 1]


def test_damaged_printings_are_told_before_they_take_memory() -> None:
    page = Printing(1, "晚报", PrintedDate(10, 27, Evidence.PAGE, 2022, Evidence.PAGE), "A01", 0)
    whole = Segment.of([IndexedArticle(StoredArticle(1, Article("一"), (page,)))])
    far = np.array([1 << 30], np.int32)
    lookups = replace(whole.lookups, ends=np.full_like(whole.lookups.ends, 1 << 30))
    documents = replace(whole.documents, printing_doc=far)
    for damaged in (replace(whole, lookups=lookups), replace(whole, documents=documents)):
        snapshot = Snapshot([damaged], Gazetteer())
        with pytest.raises(ValueError, match=r"damaged|of 1"):
            of_day(snapshot, 20221027)
    with pytest.raises(ValueError, match="of 1"):
        Snapshot([replace(whole, lookups=lookups)], Gazetteer()).having(By.PRINTED_DAY, [20221027])

"""What a page's file tells beside the words, kept with the page."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive import Archive
from retrieval.model.doubts import Doubt, DoubtKind
from retrieval.model.lines import LineKind
from retrieval.model.page_text import PLAIN, Box, Layout, PageText
from retrieval.model.pages import Stated
from retrieval.store.database import Database
from retrieval.store.layouts import layout_json, layout_of, page_text_json, page_text_of
from retrieval.store.transfer import export_lines, import_lines

NUMBERS = st.integers(1, 50)
UNITS = st.floats(0, 1000, allow_nan=False)
BOXES = st.builds(Box, UNITS, UNITS, UNITS, UNITS)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
LAYOUTS = st.builds(
    Layout,
    st.dictionaries(NUMBERS, st.sampled_from(LineKind), max_size=5),
    st.frozensets(NUMBERS, max_size=4),
    st.dictionaries(NUMBERS, st.lists(BOXES, max_size=2).map(tuple), max_size=3),
    st.none() | st.tuples(UNITS, UNITS),
    st.none() | TEXTS,
    st.none() | TEXTS,
    st.booleans(),
)
PAGES = st.builds(
    PageText,
    TEXTS,
    TEXTS,
    st.binary(max_size=32),
    st.builds(Stated, st.none() | st.dates(), st.none() | TEXTS, st.none() | TEXTS),
    LAYOUTS,
    st.lists(
        st.builds(Doubt, st.sampled_from(DoubtKind), st.lists(TEXTS, max_size=2).map(tuple)),
        max_size=2,
    ).map(tuple),
)
PAGE = PageText(
    "05/node_1.htm",
    "两小时到了\n新桥通车\n3月3日，新桥通车。\n又一条\n食堂开业，一顿饭八元。",
    b"\1" * 32,
    Stated(date(2026, 3, 4), "青溪日报", "02版"),
    Layout(
        {
            1: LineKind.KICKER,
            2: LineKind.HEADLINE,
            3: LineKind.TEXT,
            4: LineKind.HEADLINE,
            5: LineKind.TEXT,
        },
        frozenset({1, 4}),
        {2: (Box(1, 2, 3, 4),)},
        image="05/1.jpg",
    ),
)


@given(LAYOUTS)
def test_a_layout_is_kept_as_it_is(layout: Layout) -> None:
    assert layout_of(layout_json(layout)) == layout


@given(PAGES)
def test_a_page_on_its_way_in_is_kept_as_it_is(page: PageText) -> None:
    assert page_text_of(page_text_json(page)) == page


def test_nothing_is_kept_of_a_text_file() -> None:
    assert layout_json(PLAIN) is None


@pytest.mark.parametrize("text", ["", "[]", "{", '{"kinds": {"a": "text"}}', '{"opens": "x"}'])
def test_what_is_no_layout_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        layout_of(text)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "a.db") as database:
        yield database


async def test_a_page_is_read_again_by_its_layout(database: Database) -> None:
    archive = await Archive.over(database)
    added = await archive.add_page_text(PAGE)
    assert added.new == 2
    again = await archive.reread(added.page_id)
    assert again is not None
    assert not again.is_change


async def test_a_layout_goes_out_and_comes_in_again(database: Database, tmp_path: Path) -> None:
    archive = await Archive.over(database)
    added = await archive.add_page_text(PAGE)
    async with database.reading() as view:
        lines = [line async for line in export_lines(view)]
    async with Database.open(tmp_path / "b.db") as other:
        async with other.transaction() as transaction:
            await import_lines(transaction, lines)
        again = await (await Archive.over(other)).reread(added.page_id)
        assert again is not None
        assert not again.is_change


async def test_the_same_file_twice_changes_nothing(database: Database) -> None:
    archive = await Archive.over(database)
    await archive.add_page_text(PAGE)
    again = await archive.add_page_text(PAGE)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)

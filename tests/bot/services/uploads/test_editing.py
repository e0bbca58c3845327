"""Changes of a page: what its file tells of its lines, with stories left out and joined."""

from hypothesis import given
from hypothesis import strategies as st

from bot.model.uploads import EditKind, PageEdit
from bot.services.uploads.editing import edited, with_edit, without_edit
from retrieval.model.lines import LineKind
from retrieval.model.page_text import Layout, PageText
from retrieval.reading.page import read_text

NAMES = ("东郊大桥修缮", "西郊路灯更换", "南郊水井清淤")
STORY = "# {}\n\n本报讯 5月17日，{}已经开始，由第一施工队承担，月底以前完工。\n"
TEXT = "\n".join(STORY.format(name, name) for name in NAMES)
PAGE = PageText("2022-10-27/A01.md", TEXT, b"")
TOLD = PageText(
    "a",
    TEXT.replace("# ", ""),
    b"",
    layout=Layout(
        {1: LineKind.HEADLINE, 5: LineKind.HEADLINE, 9: LineKind.HEADLINE}, frozenset((1, 5, 9))
    ),
)


def titles(page: PageText) -> list[str]:
    reading = read_text(page.text, page.name, layout=page.layout)
    return [one.title for one in reading.bulletin.articles]


def changed(page: PageText, *edits: tuple[EditKind, int]) -> tuple[PageEdit, ...]:
    found: tuple[PageEdit, ...] = ()
    for kind, line in edits:
        now = edited(page, found)
        found = with_edit(found, read_text(now.text, now.name, layout=now.layout), kind, line)
    return found


def test_a_story_left_out_is_gone_whatever_tells_its_headline() -> None:
    for page in (PAGE, TOLD):
        assert titles(edited(page, changed(page, (EditKind.DROP, 5)))) == [NAMES[0], NAMES[2]]


def test_a_story_joined_goes_on_the_one_before_it_under_its_headline() -> None:
    for page in (PAGE, TOLD):
        joined = edited(page, changed(page, (EditKind.JOIN, 5)))
        reading = read_text(joined.text, joined.name, layout=joined.layout)
        assert [one.title for one in reading.bulletin.articles] == [NAMES[0], NAMES[2]]
        assert NAMES[1] in reading.bulletin.articles[0].paragraphs


def test_a_text_without_a_headline_is_joined_by_its_first_line() -> None:
    page = PageText("a", TEXT, b"", layout=Layout(opens=frozenset({7})))
    reading = read_text(page.text, page.name, layout=page.layout)
    headless = [place.first for place in reading.places if not place.heads]
    assert headless == [7]
    joined = edited(page, with_edit((), reading, EditKind.JOIN, 7))
    assert joined.layout.kinds == {7: LineKind.TEXT}
    assert titles(joined) == list(NAMES)


def test_changes_are_over_those_before_them() -> None:
    both = changed(PAGE, (EditKind.JOIN, 5), (EditKind.DROP, 1))
    assert [(one.kind, one.title) for one in both] == [
        (EditKind.JOIN, NAMES[1]),
        (EditKind.DROP, NAMES[0]),
    ]
    assert titles(edited(PAGE, both)) == [NAMES[2]]


def test_the_last_change_of_a_story_is_taken_back_first() -> None:
    both = changed(PAGE, (EditKind.JOIN, 5), (EditKind.DROP, 1))
    assert titles(edited(PAGE, without_edit(both, 1))) == [NAMES[0], NAMES[2]]
    assert titles(edited(PAGE, without_edit(without_edit(both, 1), 5))) == list(NAMES)
    assert without_edit(both, 9) == both


def test_nothing_is_changed_where_no_story_begins_or_none_stands_before() -> None:
    assert changed(PAGE, (EditKind.DROP, 2), (EditKind.JOIN, 1), (EditKind.JOIN, 99)) == ()


@given(st.lists(st.tuples(st.sampled_from(EditKind), st.sampled_from((1, 5, 9))), max_size=6))
def test_what_is_taken_back_in_turn_leaves_the_page_as_it_was(
    edits: list[tuple[EditKind, int]],
) -> None:
    found = changed(PAGE, *edits)
    for one in reversed(found):
        found = without_edit(found, one.first)
    assert found == ()
    assert edited(PAGE, found) == PAGE

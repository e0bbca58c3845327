"""Stories that turn from one page to another."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.formats.turned import rejoined
from retrieval.model import Article
from retrieval.model.lines import LineKind
from retrieval.model.page_text import Box, Layout, PageText
from retrieval.reading.page import read_text

HALF = "老街的水管用了四十年，今年春天换成了新的，住户不用半夜起来接水，工程分三段，第一段已经"
REST = "完工，第二段四月开工。"
PIPES = "# 老街的水管换了新的"
HOURS = "# 图书馆周末开到十点\n\n3月3日起，图书馆周末开放到晚上十点。（记者 林一）"
TREES = "# 河边种下三百棵柳树\n\n3月2日，志愿者在河边种下三百棵柳树。（记者 何欢）"


def page(label: str, *parts: str, layout: Layout | None = None) -> PageText:
    text = "\n\n".join((f"青溪日报 2026年3月4日 星期三 {label}", *parts))
    return PageText(f"{label}.txt", text, b"", layout=layout or Layout())


def read(pages: list[PageText]) -> list[list[Article]]:
    found = [read_text(one.text, one.name, layout=one.layout) for one in pages]
    return [list(one.bulletin.articles) for one in found]


def titles(pages: list[PageText]) -> list[list[str]]:
    return [[one.title for one in found] for found in read(pages)]


def test_a_story_goes_on_where_both_notes_say_so() -> None:
    first = page("A01版", PIPES, HALF, "（下转A03版）", HOURS)
    third = page("A03版", "（上接A01版）", REST, TREES)
    one, other = read(rejoined([first, third]))
    assert one[0].paragraphs == (HALF + REST,)
    assert [found.title for found in other] == ["河边种下三百棵柳树"]


def test_a_headline_printed_again_is_left_out() -> None:
    first = page("第1版", PIPES, f"{HALF}（下转第三版）", HOURS)
    third = page("第3版", "# 水管换了新的（上接1版）", REST, TREES)
    one, other = read(rejoined([first, third]))
    assert (one[0].title, one[0].paragraphs) == ("老街的水管换了新的", (HALF + REST,))
    assert [found.title for found in other] == ["河边种下三百棵柳树"]


def test_two_stories_that_turn_to_one_page_are_told_by_their_headlines() -> None:
    seats = "广场边上装了四十把长椅，老人逛累了能坐下歇脚，椅子用的是旧船上拆下来的木板，一共"
    first = page(
        "A1版", PIPES, f"{HALF}（下转A2版）", "# 广场添了四十把长椅", f"{seats}（下转A2版）"
    )
    second = page(
        *("A2版", "# 广场添了四十把长椅（上接A1版）", "花了六万元。"),
        *("# 老街的水管换了新的（上接A1版）", REST),
    )
    one, other = read(rejoined([first, second]))
    assert [found.paragraphs for found in one] == [(HALF + REST,), (f"{seats}花了六万元。",)]
    assert other == []


def test_nothing_moves_where_the_page_did_not_come() -> None:
    pages = [page("A01版", PIPES, HALF, "（下转A05版）"), page("A03版", TREES)]
    assert all(one is other for one, other in zip(rejoined(pages), pages, strict=True))


def test_nothing_moves_where_a_page_came_twice() -> None:
    third = page("A03版", "（上接A01版）", REST, TREES)
    pages = [page("A01版", PIPES, HALF, "（下转A03版）"), third, third]
    assert all(one is other for one, other in zip(rejoined(pages), pages, strict=True))


def test_nothing_moves_between_issues_of_two_days() -> None:
    first = page("A01版", PIPES, HALF, "（下转A03版）")
    third = page("A03版", "（上接A01版）", REST)
    other_day = PageText(third.name, third.text.replace("3月4日", "3月5日"), b"")
    assert rejoined([first, other_day]) == [first, other_day]


def test_kinds_move_along_and_boxes_do_not() -> None:
    told = Layout(
        {1: LineKind.FURNITURE, 2: LineKind.TEXT, 3: LineKind.TEXT, 4: LineKind.CAPTION},
        boxes={4: (Box(0, 0, 1, 1),)},
    )
    first = page("A01版", PIPES, HALF, "（下转A03版）")
    third = PageText(
        *("A03版.txt", f"青溪日报 2026年3月4日 A03版\n（上接A01版）\n{REST}\n新水管。", b""),
        layout=told,
    )
    one, other = rejoined([first, third])
    lines = one.text.split("\n")
    assert one.layout.kinds[lines.index("新水管。") + 1] is LineKind.CAPTION
    assert one.layout.boxes == {}
    assert other.layout.kinds == {1: LineKind.FURNITURE}


_PARTS = st.sampled_from(
    (PIPES, HALF, REST, HOURS, TREES, "（下转A03版）", "（上接A01版）", "紧接第2版", "▶▶ A03", "")
)


@given(st.lists(st.tuples(st.integers(1, 4), st.lists(_PARTS, max_size=6)), max_size=4))
def test_no_line_is_lost_or_doubled(given_pages: list[tuple[int, list[str]]]) -> None:
    pages = [page(f"A0{number}版", *parts) for number, parts in given_pages]
    whole = rejoined(pages)
    before = sorted(line for one in pages for line in one.text.split("\n"))
    after = sorted(line for one in whole for line in one.text.split("\n"))
    assert [one.rstrip("▶ A03") for one in before] == [one.rstrip("▶ A03") for one in after]


@given(st.lists(st.tuples(st.integers(1, 4), st.lists(_PARTS, max_size=6)), max_size=4))
def test_pages_from_and_to_which_nothing_moves_are_the_same(
    given_pages: list[tuple[int, list[str]]],
) -> None:
    pages = [page(f"A0{number}版", *parts) for number, parts in given_pages]
    for one, other in zip(rejoined(pages), pages, strict=True):
        assert one is other or one.text != other.text or one.layout != other.layout


def test_a_list_of_turns_is_followed_nowhere() -> None:
    first = page("A01版", PIPES, HALF, *["（下转A03版）"] * 5_000)
    third = page("A03版", *["（上接A01版）"] * 5_000, REST)
    assert rejoined([first, third]) == [first, third]


def test_a_story_that_turns_twice_comes_together() -> None:
    middle = "完工，沿街三十户人家当天就用上了新的水龙头，第二段要等到四月才能"
    pages = [
        page("A01版", PIPES, HALF, "（下转A03版）", HOURS),
        page("A03版", "（上接A01版）", middle, "（下转A05版）", TREES),
        page("A05版", "（上接A03版）", "开工。", "# 早点摊搬进大棚", "3月1日，早点摊搬了家。"),
    ]
    one, other, last = read(rejoined(pages))
    assert one[0].paragraphs == (f"{HALF}{middle}开工。",)
    assert [[found.title for found in two] for two in (other, last)] == [
        ["河边种下三百棵柳树"],
        ["早点摊搬进大棚"],
    ]


def test_a_teaser_moves_nothing() -> None:
    first = page("A01版", PIPES, f"{HALF}完工。（详见A03版）", HOURS)
    third = page("A03版", "# 换水管的四个月", REST, TREES)
    assert rejoined([first, third]) == [first, third]

import math
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import PageRefused
from retrieval.formats.order.page import MOST_PIECES, page_text
from retrieval.formats.order.printed import PrintedPage, PrintedPiece
from retrieval.model.doubts import DoubtKind
from retrieval.model.lines import LineKind
from retrieval.model.page_text import Box, PageText
from retrieval.reading.page import read_text
from tests.support.printed_sheet import GUTTER, PITCH, SIZE, Sheet, filler

STEP = 12 * SIZE + GUTTER  # from a column to the next
EAST, WEST, SOUTH = filler("东", 58), filler("西", 58), filler("南", 94)


def text_of(page: PrintedPage) -> list[str]:
    return read(page).text.split("\n\n")


def read(page: PrintedPage) -> PageText:
    return page_text(page, "甲报/1", b"")


def two_above_one() -> Sheet:
    """Two stories of two columns beside each other, and one of four below them; no rules."""
    sheet = Sheet()
    sheet.middle("东边的桥通了车", 20, 20 + 2 * STEP, 30, 24)
    sheet.columns([EAST], 20, [(70, 3), (70, 2)])
    sheet.middle("西边的路改了道", 20 + 2 * STEP, 20 + 4 * STEP, 30, 24)
    sheet.columns([WEST], 20 + 2 * STEP, [(70, 3), (70, 2)])
    sheet.middle("南边的树开了花", 20, 20 + 4 * STEP, 160, 30)
    sheet.columns([SOUTH], 20, [(210, 2), (210, 2), (210, 2), (210, 2)])
    return sheet


ORDERED = [
    "# 东边的桥通了车",
    EAST,
    "# 西边的路改了道",
    WEST,
    "# 南边的树开了花",
    SOUTH,
]


def test_a_headline_owns_the_columns_below_it_up_to_the_next() -> None:
    assert text_of(two_above_one().page()) == ORDERED


@given(st.integers(0, 10**6))
@settings(max_examples=12, deadline=None)
def test_the_order_in_which_pieces_are_drawn_changes_nothing(seed: int) -> None:
    sheet = two_above_one()
    Random(seed).shuffle(sheet.pieces)  # noqa: S311 (no secret)
    assert text_of(sheet.page()) == ORDERED


def test_a_page_drawn_strip_by_strip_is_not_woven() -> None:
    sheet = two_above_one()
    sheet.pieces.sort(key=lambda piece: (piece.box.top, piece.box.left))
    assert text_of(sheet.page()) == ORDERED


@pytest.mark.parametrize("degrees", [-1.0, -0.5, 0.6, 1.0])
def test_a_page_that_is_a_little_turned_is_read_as_a_straight_one(degrees: float) -> None:
    sheet = two_above_one()
    sheet.columns([filler("北", 142), filler("中", 142)], 20, [(300, 8), (300, 8), (300, 8)])
    sheet.middle("北边的河涨了水", 20, 20 + 4 * STEP, 260, 24)
    straight = text_of(sheet.page())
    slope = math.tan(math.radians(degrees))
    chance = Random(1)  # noqa: S311 (no secret)

    def turned(piece: PrintedPiece) -> PrintedPiece:
        box = piece.box
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        right, down = -slope * y, slope * x
        high = box.bottom - box.top + abs(slope) * (box.right - box.left)
        return replace(
            piece,
            box=Box(box.left + right, y + down - high / 2, box.right + right, y + down + high / 2),
            size=piece.size * chance.uniform(0.93, 1.07),
        )

    page = replace(sheet.page(), pieces=tuple(map(turned, sheet.pieces)))
    assert text_of(page) == straight


def test_a_paragraph_that_goes_on_in_the_next_column_has_a_box_in_each() -> None:
    page = read(two_above_one().page())
    first, second = page.layout.boxes[3]
    assert first == Box(20, 70, 20 + 12 * SIZE, 70 + 2 * PITCH + SIZE)
    assert second.left == 20 + STEP
    assert page.layout.size == (600, 800)


def test_indents_begin_paragraphs_and_lines_of_one_are_joined() -> None:
    sheet = Sheet()
    sheet.middle("一篇短的", 20, 140, 30, 24)
    texts = [filler("甲", 30), filler("乙", 41), filler("丙", 27)]
    sheet.columns(texts, 20, [(70, 5), (70, 5)])
    assert text_of(sheet.page())[1:] == texts


def test_a_kicker_above_and_a_subtitle_below_are_told() -> None:
    sheet = Sheet()
    sheet.middle("城里的新鲜事", 20, 284, 20, 13)
    sheet.middle("桥上装了新的灯", 20, 284, 40, 24)
    sheet.middle("——夜里走路不再怕黑", 20, 284, 70, 13)
    sheet.middle("本报记者　方平", 20, 284, 90, 10)
    sheet.columns([EAST], 20, [(110, 3), (110, 2)])
    page = read(sheet.page())
    assert page.text.split("\n\n")[:4] == [
        "城里的新鲜事",
        "# 桥上装了新的灯",
        "——夜里走路不再怕黑",
        "本报记者　方平",
    ]
    assert page.layout.kinds[1] is LineKind.KICKER
    assert page.layout.kinds[5] is LineKind.SUBTITLE
    (article,) = read_text(page.text, "甲报/1", layout=page.layout).bulletin.articles
    assert article.subtitle is not None
    assert article.subtitle.removeprefix("——") == "夜里走路不再怕黑"
    assert article.reporters == ("方平",)


def test_a_headline_in_two_lines_is_one() -> None:
    sheet = Sheet()
    sheet.middle("河边的老房子", 20, 140, 20, 18)
    sheet.middle("住进了年轻人", 20, 140, 42, 18)
    sheet.columns([EAST], 20, [(70, 5)])
    assert text_of(sheet.page()) == ["# 河边的老房子住进了年轻人", EAST]


def test_an_upright_headline_heads_the_columns_beside_it() -> None:
    sheet = Sheet()
    sheet.upright("船上的课堂", 20, 30, 24)
    sheet.columns([filler("船", 106)], 60, [(30, 9)])
    sheet.rules.append(Box(195, 20, 195, 300))
    sheet.middle("东边的桥通了车", 208, 208 + 2 * STEP, 30, 24)
    sheet.columns([filler("东", 106)], 208, [(70, 5), (70, 4)])
    assert text_of(sheet.page()) == [
        "# 船上的课堂",
        filler("船", 106),
        "# 东边的桥通了车",
        filler("东", 106),
    ]


def test_characters_below_each_other_are_an_upright_headline() -> None:
    sheet = Sheet()
    for at, char in enumerate("船上的课堂"):
        sheet.line(char, 20, 30 + 26 * at, 24)
    sheet.columns([filler("船", 106)], 60, [(30, 9)])
    assert text_of(sheet.page()) == ["# 船上的课堂", filler("船", 106)]


def test_a_caption_stands_outside_of_the_text_around_its_picture() -> None:
    sheet = Sheet()
    sheet.middle("桥上装了新的灯", 20, 20 + 2 * STEP, 30, 24)
    sheet.columns([filler("灯", 152)], 20, [(70, 10), (200, 3)])
    sheet.pictures.append(Box(20 + STEP, 70, 20 + STEP + 120, 170))
    sheet.line("灯下的行人。方平　摄", 20 + STEP, 174, 8)
    page = read(sheet.page())
    head, body, caption = page.text.split("\n\n")
    assert (head, body) == ("# 桥上装了新的灯", filler("灯", 152))
    assert caption == "灯下的行人。方平　摄"
    assert page.layout.kinds[5] is LineKind.CAPTION


def test_a_story_in_a_frame_is_read_by_itself() -> None:
    sheet = Sheet()
    sheet.middle("桥上装了新的灯", 20, 20 + 3 * STEP, 30, 30)
    sheet.columns([filler("灯", 142)], 20, [(80, 4), (80, 4), (80, 4)])
    left, right = 20 + STEP - 6, 20 + 3 * STEP - 6
    sheet.middle("招领启事", left, right, 160, 18)
    sheet.columns([EAST], 20 + STEP, [(190, 3), (190, 2)])
    for box in ((left, 152, right, 152), (left, 250, right, 250)):
        sheet.rules.append(Box(*box))
    for x in (left, right):
        sheet.rules.append(Box(x, 152, x, 250))
    assert text_of(sheet.page()) == [
        "# 桥上装了新的灯",
        filler("灯", 142),
        "# 招领启事",
        EAST,
    ]


def test_a_rule_ends_what_a_headline_owns() -> None:
    sheet = Sheet()
    sheet.middle("桥上装了新的灯", 20, 20 + 2 * STEP, 30, 24)
    sheet.columns([EAST], 20, [(70, 3), (70, 2)])
    sheet.rules.append(Box(20, 135, 20 + 2 * STEP, 135))
    sheet.upright("船上的课堂", 20 + 2 * STEP - 40, 150, 24)
    sheet.columns([filler("船", 106)], 20, [(150, 9)])
    assert text_of(sheet.page()) == [
        "# 桥上装了新的灯",
        EAST,
        "# 船上的课堂",
        filler("船", 106),
    ]


def test_a_lead_across_the_columns_comes_before_them() -> None:
    sheet = Sheet()
    sheet.middle("桥上装了新的灯", 20, 20 + 3 * STEP, 30, 30)
    lead = filler("引", 70)
    sheet.columns([lead], 20, [(75, 2)], wide=38)
    sheet.columns([filler("灯", 142)], 20, [(120, 4), (120, 4), (120, 4)])
    assert text_of(sheet.page()) == ["# 桥上装了新的灯", lead, filler("灯", 142)]


def test_pieces_that_run_over_a_gutter_are_parted_and_parts_of_a_line_joined() -> None:
    sheet = Sheet()
    sheet.middle("东边的桥通了车", 20, 20 + 2 * STEP, 30, 24)
    sheet.columns([filler("东", 238)], 20, [(70, 10), (70, 10)])
    at = next(i for i, piece in enumerate(sheet.pieces) if piece.box.top == 70 + 4 * PITCH)
    other = at + 10
    one, two = sheet.pieces[at], sheet.pieces[other]
    merged = replace(
        one, text=one.text + two.text, box=replace_right(one.box, two.box.right), sureness=0.9
    )
    third = sheet.pieces[at + 2]
    half = third.box.left + 6 * SIZE
    sheet.pieces[at + 2] = replace(third, text=third.text[:6], box=replace_right(third.box, half))
    sheet.pieces.append(replace(third, text=third.text[6:], box=third.box._replace(left=half + 1)))
    sheet.pieces[at] = merged
    del sheet.pieces[other]
    sizes = Random(3)  # noqa: S311 (no secret)
    sheet.pieces = [
        replace(piece, size=piece.size * sizes.uniform(0.95, 1.05)) for piece in sheet.pieces
    ]
    assert text_of(sheet.page()) == ["# 东边的桥通了车", filler("东", 238)]


def replace_right(box: Box, right: float) -> Box:
    return box._replace(right=right)


def test_an_upright_page_is_read_from_the_right() -> None:
    sheet = Sheet(width=400, height=300)
    sheet.upright("山里的学堂", 360, 20, 24)
    text = filler("山", 102)
    rows = [text[:14], *(text[at : at + 16] for at in range(14, len(text), 16))]
    for at, row in enumerate(rows):
        sheet.upright(row, 330 - at * PITCH, 20 + (2 * SIZE if at == 0 else 0))
    assert text_of(sheet.page()) == ["# 山里的学堂", text]


def test_rows_of_a_table_are_lines_of_their_own() -> None:
    sheet = Sheet()
    sheet.middle("菜价", 20, 140, 30, 24)
    sheet.columns([filler("菜", 34)], 20, [(70, 3)])
    for at, row in enumerate(
        [("品名", "本周", "上周"), ("白菜", "0.8", "0.9"), ("鸡蛋", "4.6", "4.5")]
    ):
        for number, cell in enumerate(row):
            sheet.line(cell, 20 + 45 * number, 120 + PITCH * at)
    assert text_of(sheet.page())[2:] == [
        "| 品名 | 本周 | 上周 |",
        "| 白菜 | 0.8 | 0.9 |",
        "| 鸡蛋 | 4.6 | 4.5 |",
    ]


def test_verses_keep_their_lines() -> None:
    sheet = Sheet()
    sheet.middle("春日", 20, 140, 30, 24)
    verses = ["河水慢慢流过", "桥上有人唱歌", "船来了", "又走了", "留下一串水声"]
    for at, verse in enumerate(verses):
        sheet.line(verse, 40, 70 + PITCH * at)
    sheet.middle("东边的桥通了车", 200, 200 + 2 * STEP, 30, 24)
    sheet.columns([EAST], 200, [(70, 3), (70, 2)])
    assert text_of(sheet.page())[1:6] == verses


def test_the_masthead_is_one_line_and_the_foot_is_furniture() -> None:
    sheet = two_above_one()
    for at, piece in enumerate(sheet.pieces):
        sheet.pieces[at] = replace(
            piece, box=piece.box._replace(top=piece.box.top + 30, bottom=piece.box.bottom + 30)
        )
    sheet.line("河湾日报", 20, 10, 20)
    sheet.line("2026年5月6日　星期三", 150, 16, 9)
    sheet.line("A02版：城事", 480, 14, 12)
    sheet.line("地址：河湾市中山路8号　电话：0512-6600770", 20, 400, 8)
    page = read(sheet.page())
    lines = page.text.split("\n\n")
    assert lines[0] == "河湾日报 2026年5月6日　星期三 A02版：城事"
    assert lines[1:-1] == ORDERED
    assert page.layout.kinds[1] is page.layout.kinds[2 * len(lines) - 1] is LineKind.FURNITURE
    bulletin = read_text(page.text, "x", layout=page.layout).bulletin
    assert (bulletin.paper, bulletin.page, bulletin.section) == ("河湾日报", "A02版", "城事")
    assert [article.title for article in bulletin.articles] == [
        head.removeprefix("# ") for head in ORDERED[::2]
    ]


def test_a_headline_without_a_sentence_at_the_foot_is_left_out() -> None:
    sheet = two_above_one()
    sheet.line("全场家具八折", 30, 300, 26)
    sheet.line("欢迎光临", 30, 340, 10)
    page = read(sheet.page())
    assert page.text.split("\n\n")[:6] == ORDERED
    articles = read_text(page.text, "x", layout=page.layout).bulletin.articles
    assert len(articles) == 3


@pytest.mark.parametrize(
    "printed", ["# 一号通知", "* 星", "**粗**", "| 表 | 格 |", "<b>粗</b>", "~~删~~", "---", "`码`"]
)
def test_words_that_look_like_marks_are_read_as_they_are_printed(printed: str) -> None:
    sheet = Sheet()
    sheet.columns([EAST], 20, [(70, 5)])
    sheet.line(printed, 300, 70)
    page = read(sheet.page())
    reading = read_text(page.text, "x", layout=page.layout)
    assert any(
        printed in (article.title, *article.paragraphs) for article in reading.bulletin.articles
    ) or any(printed in note.text for note in reading.notes)


def test_words_that_are_not_clear_are_a_doubt() -> None:
    sheet = two_above_one()
    sheet.pieces[3] = replace(sheet.pieces[3], sureness=0.5)
    (doubt,) = read(sheet.page()).doubts
    assert doubt.kind is DoubtKind.UNSURE_WORDS
    assert doubt.values == ("1", sheet.pieces[3].text)


def test_text_that_breaks_off_before_a_new_paragraph_is_a_doubt() -> None:
    sheet = Sheet()
    sheet.middle("东边的桥通了车", 20, 20 + 2 * STEP, 30, 24)
    sheet.columns([EAST[:-8]], 20, [(70, 5)])
    sheet.columns([WEST], 20 + STEP, [(70, 5)])
    kinds = [doubt.kind for doubt in read(sheet.page()).doubts]
    assert DoubtKind.UNSURE_ORDER in kinds


def test_a_page_without_words_has_no_text() -> None:
    assert read(PrintedPage(100, 100, ())).text == ""


def test_noise_of_a_scan_is_left_out() -> None:
    sheet = two_above_one()
    sheet.pieces.append(PrintedPiece("·", Box(590, 700, 594, 704), 4, sureness=0.2))
    assert text_of(sheet.page()) == ORDERED


def test_a_page_of_too_many_pieces_is_refused_in_words() -> None:
    piece = PrintedPiece("字", Box(1, 1, 11, 11), 10)
    with pytest.raises(PageRefused, match="太碎"):
        read(PrintedPage(100, 100, (piece,) * (MOST_PIECES + 1)))


BOXES = st.tuples(st.floats(0, 500), st.floats(0, 700), st.floats(1, 90), st.floats(1, 40))


@given(st.lists(st.tuples(BOXES, st.text(min_size=1, max_size=12), st.booleans()), max_size=30))
@settings(max_examples=60, deadline=None)
def test_no_page_breaks_the_order_and_no_word_is_lost(
    given_pieces: list[tuple[tuple[float, float, float, float], str, bool]],
) -> None:
    pieces = tuple(
        PrintedPiece(text, Box(left, top, left + wide, top + high), high, upright)
        for (left, top, wide, high), text, upright in given_pieces
    )
    text = read(PrintedPage(600, 800, pieces)).text
    for piece in pieces:
        for char in piece.text:
            if char.isalnum():
                assert char in text

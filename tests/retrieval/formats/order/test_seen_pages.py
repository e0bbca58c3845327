"""Pages as pictures of them are read: boxes that hang over gutters, or run over them."""

from dataclasses import replace
from random import Random

from retrieval.formats.order.page import page_text
from retrieval.formats.order.printed import PrintedPage
from retrieval.model.doubts import DoubtKind
from retrieval.model.page_text import Box, PageText
from retrieval.reading.page import read_text
from tests.support.printed_sheet import GUTTER, PITCH, SIZE, Sheet, filler

STEP = 12 * SIZE + GUTTER  # from a column to the next
EAST, WEST = filler("东", 58), filler("西", 58)


def text_of(page: PrintedPage) -> list[str]:
    return read(page).text.split("\n\n")


def read(page: PrintedPage) -> PageText:
    return page_text(page, "甲报/1", b"")


def seen(sheet: Sheet) -> PrintedPage:
    """Return a page as a picture of it is read: no two lines are of exactly one size."""
    sizes = Random(3)  # noqa: S311 (no secret)
    pieces = (replace(one, size=one.size * sizes.uniform(0.95, 1.05)) for one in sheet.pieces)
    return replace(sheet.page(), pieces=tuple(pieces))


def merge(sheet: Sheet, top: float, left: float, right: float) -> None:
    """Make one piece of the pieces on a row that begin at two places."""
    one, two = (
        next(x for x in sheet.pieces if (x.box.top, x.box.left) == (top, at))
        for at in (left, right)
    )
    sheet.pieces.remove(two)
    at = sheet.pieces.index(one)
    box = one.box._replace(right=two.box.right)
    sheet.pieces[at] = replace(one, text=one.text + two.text, box=box)


def test_lines_of_two_columns_that_are_one_for_several_rows_are_parted() -> None:
    sheet = Sheet()
    sheet.middle("东边的桥通了车", 20, 20 + 2 * STEP, 30, 24)
    sheet.columns([filler("东", 238)], 20, [(70, 10), (70, 10)])
    for row in (3, 4, 5):
        merge(sheet, 70 + row * PITCH, 20, 20 + STEP)
    assert text_of(seen(sheet)) == ["# 东边的桥通了车", filler("东", 238)]


def test_boxes_that_hang_over_a_gutter_are_not_joined() -> None:
    sheet = Sheet()
    sheet.middle("东边的桥通了车", 20, 20 + 2 * STEP, 30, 24)
    sheet.columns([filler("东", 238)], 20, [(70, 10), (70, 10)])
    for at, one in enumerate(sheet.pieces):
        if one.box.top == 70 + 4 * PITCH:
            wider = one.box._replace(left=one.box.left - 5, right=one.box.right + 5)
            sheet.pieces[at] = replace(one, box=wider)
    assert text_of(seen(sheet)) == ["# 东边的桥通了车", filler("东", 238)]


def test_a_line_is_not_parted_where_only_figures_stand_below_each_other() -> None:
    sheet = Sheet()
    sheet.middle("菜价", 20, 140, 30, 24)
    sheet.columns([filler("菜", 70)], 20, [(70, 6)])
    for row, name in enumerate(("白菜", "鸡蛋", "带鱼")):
        for number, cell in enumerate((name, "0.8", "1.9")):
            sheet.line(cell, 20 + 42 * number, 70 + PITCH * (6 + row))
    assert text_of(seen(sheet))[1] == filler("菜", 70)


def test_a_table_beside_a_column_of_text_has_its_own_cells_only() -> None:
    sheet = Sheet()
    sheet.middle("菜价", 20, 140, 30, 24)
    sheet.columns([filler("菜", 34)], 20, [(70, 3)])
    sheet.middle("短讯", 20 + STEP, 140 + STEP, 30, 24)
    sheet.columns([filler("讯", 58)], 20 + STEP, [(70, 5)])
    sheet.line("还有一句短的。", 20 + STEP, 70 + PITCH * 5)
    rows = [("品名", "本周", "上周"), ("白菜", "0.8", "0.9"), ("鸡蛋", "4.6", "4.5")]
    for at, row in enumerate(rows, start=3):
        for number, cell in enumerate(row):
            sheet.line(cell, 20 + 42 * number, 70 + PITCH * at)
    lines = text_of(sheet.page())
    assert "| 鸡蛋 | 4.6 | 4.5 |" in lines
    assert lines[-1] == f"{filler('讯', 58)}还有一句短的。"


def test_a_line_that_may_be_of_two_columns_is_a_doubt() -> None:
    sheet = Sheet()
    sheet.middle("东边的桥通了车", 20, 20 + 2 * STEP, 30, 24)
    sheet.columns([filler("东", 238)], 20, [(70, 10), (70, 10)])
    for row in range(1, 9):
        merge(sheet, 70 + row * PITCH, 20, 20 + STEP)
    kinds = [doubt.kind for doubt in read(seen(sheet)).doubts]
    assert DoubtKind.UNSURE_ORDER in kinds


def test_a_story_does_not_stand_around_the_headline_of_another() -> None:
    sheet = Sheet()
    sheet.line("短的一篇", 20, 30, 20)
    sheet.columns([EAST], 20, [(60, 5)])
    sheet.pictures.append(Box(20 + STEP, 30, 20 + 4 * STEP - 12, 140))
    sheet.line("长的一篇在下边", 20, 170, 30)
    sheet.pictures.append(Box(20, 220, 20 + 2 * STEP - 12, 330))
    sheet.columns([WEST], 20 + 2 * STEP, [(220, 5)])
    sheet.columns([filler("北", 58)], 20 + 3 * STEP, [(220, 5)])
    expected = ["# 短的一篇", EAST, "# 长的一篇在下边", WEST, filler("北", 58)]
    assert text_of(sheet.page()) == expected


def test_what_stands_below_text_is_no_kicker_of_the_next_headline() -> None:
    sheet = Sheet()
    sheet.middle("停水的通知", 20, 140, 30, 24)
    sheet.columns([EAST], 20, [(70, 5)])
    sheet.line("东河水务站", 90, 70 + 5 * PITCH)
    sheet.middle("西边的路改了道", 20, 20 + 2 * STEP, 190, 24)
    sheet.columns([WEST], 20, [(230, 3), (230, 2)])
    page = read(sheet.page())
    titles = [
        one.title for one in read_text(page.text, page.name, layout=page.layout).bulletin.articles
    ]
    assert titles == ["停水的通知", "西边的路改了道"]


def test_two_stories_on_the_left_come_before_a_tall_one_beside_them() -> None:
    sheet = Sheet()
    sheet.middle("左上的一篇", 20, 140, 30, 20)
    sheet.columns([EAST], 20, [(60, 5)])
    sheet.middle("左下的一篇", 20, 140, 170, 20)
    sheet.columns([WEST], 20, [(200, 5)])
    sheet.middle("右边高高的一篇", 20 + STEP, 20 + 3 * STEP, 30, 24)
    sheet.columns([filler("高", 262)], 20 + STEP, [(70, 11), (70, 11)])
    heads = [line for line in text_of(sheet.page()) if line.startswith("#")]
    assert heads == ["# 左上的一篇", "# 左下的一篇", "# 右边高高的一篇"]


def test_columns_between_two_headlines_go_to_the_one_they_stand_below() -> None:
    sheet = Sheet()
    sheet.line("桥上装了新的灯", 20, 30, 24)
    sheet.columns([filler("灯", 58)], 20, [(200, 5)])
    sheet.columns([EAST], 20 + STEP, [(70, 5)])
    sheet.columns([filler("河", 58)], 20 + STEP, [(150, 5)])
    sheet.pictures.append(Box(20, 60, 140, 190))
    sheet.upright("船上的课堂", 20 + 2 * STEP, 30, 24)
    sheet.columns([WEST], 60 + 2 * STEP, [(30, 5)])
    lines = text_of(sheet.page())
    assert lines[-2:] == ["# 船上的课堂", WEST]
    assert lines.index(EAST) < lines.index("# 船上的课堂")


def test_a_kicker_that_the_box_of_a_large_headline_hangs_over_is_a_kicker() -> None:
    sheet = Sheet()
    sheet.line("河边故事", 20, 30, 14)
    sheet.line("三代人的船", 20, 38, 48)
    sheet.columns([EAST], 20, [(100, 3), (100, 2)])
    assert text_of(seen(sheet)) == ["河边故事", "# 三代人的船", EAST]


def test_text_stands_on_the_left_of_upright_headlines_where_one_is_at_the_right_edge() -> None:
    sheet = Sheet()
    sheet.columns([EAST], 20, [(30, 3), (30, 2)])
    sheet.upright("东河的船", 20 + 2 * STEP, 30, 24)
    sheet.columns([WEST], 60 + 2 * STEP, [(30, 5)])
    sheet.upright("雪夜", 60 + 3 * STEP, 30, 24)
    assert text_of(sheet.page()) == ["# 东河的船", EAST, "# 雪夜", WEST]

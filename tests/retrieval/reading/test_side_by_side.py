"""Text columns side by side are refused with what to do; what looks like them is read."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

import pytest

from retrieval.errors import PageRefused
from retrieval.reading.page import read_page
from tests.marks import texts

STORIES = (
    (
        "凌晨四点，石桥村的菜农打着手电下地割韭菜。六点钟，两辆小货车装满了菜，沿着新修的水泥路开往县城。",
        "从前这条路一下雨就陷车，菜烂在地里，农户只好喂猪。去年村里凑了三十万元修路，又建起一座冷库。",
        "“现在一亩韭菜能多卖两千元。”村支书说，今年还要种六十亩芦笋，请县里的农技员每月来讲一次课。",
    ),
    (
        "本报讯 昨天，区图书馆的流动书车开进了柳林小学，带来一千二百本新书，孩子们排着队挑选。",
        "书车每两周来一次，停在操场边的大槐树下，借书还书都不用出校门。老师说，借得最多的是科学和历史。",
        "图书馆馆长介绍，全区有十一所乡村小学离图书馆超过二十公里，书车跑一圈要两天，司机兼做管理员。",
    ),
    (
        "老码头的灯塔修好了。工匠用了七个月，换掉锈蚀的铁梯，补齐剥落的青砖，灯室里装上了节能的灯。",
        "灯塔建于一九零八年，守塔人一家三代住在塔下的小屋里，最后一位守塔人去年退休，把钥匙交给了博物馆。",
        "下个月起，市民可以登塔看江，每次不超过十五人，预约不收费，遇到大风和雷雨天关闭，安全员全程陪同。",
    ),
    (
        "县医院的眼科医生每个星期三坐船上岛，给渔民看眼睛。岛上风大、日头毒，白内障的人比岸上多。",
        "今年春天，医院把手术车也开上了渡船，三天做了四十六台手术，最年长的病人九十一岁，第二天就下海了。",
        "医生说，渔民怕麻烦，能拖就拖，把诊室搬到码头上，他们收网回来顺路就看了，费用由医保直接结算。",
    ),
)
CLOSING = "，。、；：！？”）"


def lines_of(story: tuple[str, ...], width: int) -> list[str]:
    """Return a column's lines of ``width`` characters, paragraphs indented by two."""
    lines = []
    for paragraph in story:
        left = f"　　{paragraph}"
        while left:
            cut = width
            while cut < len(left) and left[cut] in CLOSING:
                cut += 1
            lines.append(left[:cut])
            left = left[cut:]
    return lines


def by_characters(cell: str, width: int) -> str:
    """Pad a cell as pdftotext does, by its number of characters."""
    return cell.replace("　　", "    ").ljust(width + 3)


def by_columns(cell: str, width: int) -> str:
    """Pad a cell where a full-width character is two columns wide."""
    return cell + " " * (2 * width + 5 - 2 * len(cell))


def by_wide_spaces(cell: str, width: int) -> str:
    """Pad a cell with full-width spaces."""
    return cell + "　" * (width + 3 - len(cell))


def by_gaps(cell: str, _: int) -> str:
    """Part a cell by as many spaces, however wide it is."""
    return cell.strip() + "    "


def by_tabs(cell: str, _: int) -> str:
    """Part a cell by a tab."""
    return cell.strip() + "\t"


def by_rules(cell: str, width: int) -> str:
    """Part a cell by a vertical rule."""
    return cell + "　" * (width - len(cell)) + " │ "


LAYOUTS = (by_characters, by_columns, by_wide_spaces, by_gaps, by_tabs, by_rules)


def beside(layout: Callable[[str, int], str], columns: Sequence[Sequence[str]], width: int) -> str:
    """Return the columns' lines side by side."""
    rows = zip_longest(*columns, fillvalue="")
    return "\n".join("".join(layout(cell, width) for cell in row).rstrip() for row in rows)


def page_of(layout: Callable[[str, int], str], columns: int, width: int) -> str:
    body = beside(layout, [lines_of(story, width) for story in STORIES[:columns]], width)
    return f"青榆日报        02版·乡村\n2026年6月11日 星期四\n\n    石桥村的韭菜进城了\n\n{body}\n"


@pytest.mark.parametrize("width", [11, 15, 18])
@pytest.mark.parametrize("columns", [2, 3, 4])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_text_columns_side_by_side_are_refused_with_what_to_do(
    layout: Callable[[str, int], str], columns: int, width: int
) -> None:
    with pytest.raises(PageRefused, match="请按栏导出"):
        read_page(page_of(layout, columns, width).encode(), "02.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_they_are_known_in_any_encoding(encoding: str) -> None:
    with pytest.raises(PageRefused, match="side by side"):
        read_page(page_of(by_characters, 2, 14).encode(encoding), "02.txt")


def test_a_short_piece_beside_another_is_enough() -> None:
    body = beside(by_characters, [lines_of(story, 13)[:5] for story in STORIES[:2]], 13)
    page = f"# 标题在此\n\n本报讯 会议召开。\n\n{body}\n"
    with pytest.raises(PageRefused, match="请按栏导出"):
        read_page(page.encode(), "02.txt")


@pytest.mark.parametrize("width", [11, 13, 15, 18, 24])
def test_a_column_by_itself_is_read(width: int) -> None:
    page = "\n".join(line for story in STORIES for line in lines_of(story, width))
    assert read_page(page.encode(), "02.txt").bulletin.articles


LOOKALIKES = texts("no_columns")


@pytest.mark.parametrize("text", LOOKALIKES)
def test_what_looks_like_columns_is_read(text: str) -> None:
    page = f"# 标题在此\n\n本报讯 会议召开。\n\n{text}\n"
    assert read_page(page.encode(), "02.md").bulletin.articles

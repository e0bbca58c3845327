"""Spaces that stand for a column's line ends go; spaces that print something stay."""

import pytest

from retrieval.reading.page import read_text
from tests.marks import texts, triples

STORY = (
    "西塘茶社掌柜兼账房罗大勇昨天讲，头一批新茶已经炒好装罐，这个月底就送到河对岸的老主顾家里。"
    "船厂今年接到的订单比去年多三成，工人两班倒，码头上灯火通明，老师傅带着徒弟赶工。"
    "他说，往后三年还要造二十艘，河上的柴油船会一条一条换下来，沿岸的居民再也闻不到油烟味。"
)
OTHER = (
    "区水务局的负责人介绍，清溪河的水质连续两年稳定，鱼虾多了，白鹭也回来了，钓鱼的人坐满堤岸。"
    "今年还将疏浚河道六公里，修两座步行桥，桥上留出看日落的平台，让市民走得近、坐得下。"
)
MIXED = (
    "VV Shop董事长今日就旗下超市卖过期糕饼一事，专程拜会市长，表示歉意，并答应把货架重新清点一遍。"
    "镇上提醒，凡是KK Mart这样的小店和摊贩都得把秤重新校一遍，尤其是卖干货的，免得再起争执。"
)


def wrapped(text: str, width: int, *, indent: int = 0) -> str:
    """Return a text with a space at each end of a line of ``width`` columns, as tools leave it."""
    lines, line, room = [], "", width - indent
    for char in text:
        size = 1 if char.isascii() else 2
        if room < size and char not in "，。、；：？！”":
            lines.append(line)
            line, room = "", width
        line, room = line + char, room - size
    return " ".join([*(one.strip() for one in lines), line])


def body(text: str) -> tuple[str, ...]:
    (article,) = read_text(f"# 标题在此\n\n{text}\n", "p.md").bulletin.articles
    return article.paragraphs


@pytest.mark.parametrize("indent", [0, 4])
@pytest.mark.parametrize("width", [22, 24, 26, 28, 30, 32, 34, 38, 44, 50])
def test_a_columns_line_ends_go(width: int, indent: int) -> None:
    page = f"{wrapped(STORY, width, indent=indent)}\n\n{wrapped(OTHER, width, indent=indent)}"
    assert body(page) == (STORY, OTHER)


@pytest.mark.parametrize("width", [26, 28, 30, 32, 36])
def test_spaces_beside_latin_words_and_numbers_stay(width: int) -> None:
    number = "他指出，船厂今年接到 12 张订单，比去年多 3 成。"
    assert body(f"{wrapped(STORY, width)}\n\n{number}") == (STORY, number)
    assert "VV Shop董事长" in body(wrapped(MIXED, width))[0]


@pytest.mark.parametrize("text", texts("printed_spaces"))
def test_spaces_that_print_something_stay(text: str) -> None:
    assert "".join(body(text)).count(" ") == text.count(" ")


def test_one_space_proves_no_column() -> None:
    text = "东湖船厂创办人兼总经理周明 今日说，首艘电动游艇已经完成建造，将为游客服务。"
    assert body(text) == (text,)


JOINS = triples("halves")


@pytest.mark.parametrize(("first", "second", "joined"), JOINS)
def test_halves_join_without_a_space_but_between_latin_words_and_numbers(
    first: str, second: str, joined: str
) -> None:
    assert body(f"{first}\n\n{second}") == (joined,)

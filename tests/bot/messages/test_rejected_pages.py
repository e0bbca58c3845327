from bot.messages.markup import MAX_UNITS, units
from bot.messages.rejected_pages import DOUBTED, SHOWN, refused_text, report_screen
from bot.model.uploads import DoubtfulPage
from retrieval.errors import PageRefused
from retrieval.model.doubts import Doubt, DoubtKind
from retrieval.model.pages import Currency

NO_DAY = Doubt(DoubtKind.NO_DAY)


def doubtful(name: str, *doubts: Doubt, counts: Currency = Currency.HELD_UNDATED) -> DoubtfulPage:
    return DoubtfulPage(7, name, doubts, counts)


def test_each_page_is_named_with_its_reason_and_what_to_do() -> None:
    text = refused_text([PageRefused("a.jpg", "不是文本"), PageRefused("b.md", "空文件")], 2)
    assert text.splitlines() == [
        "收件文件夹里有 2 个文件没能读入：",
        "a.jpg：不是文本",
        "b.md：空文件",
        "改好后重新放进去，就会再读一次。",
    ]


def test_doubts_are_told_with_what_the_page_counts_as_and_a_button_to_release_it() -> None:
    screen = report_screen([], [doubtful("in/a.md", NO_DAY)], (0, 1))
    assert screen.text.html.splitlines() == [
        "收进来的版面，有 1 个要看一看：",
        "in/a.md：没有日期，不知道是哪一天的报。没有日期：查得到，但放行以前不算最新，也不发提醒。",
    ]
    assert [[one.label for one in row] for row in screen.rows] == [["放行 a.md"]]


def test_what_counts_already_has_no_button() -> None:
    screen = report_screen([], [doubtful("a.md", NO_DAY, counts=Currency.OF_NOW)], (0, 1))
    assert "当作今天的报" in screen.text.html
    assert screen.rows == ()


def test_a_thousand_pages_fit_into_one_message() -> None:
    refused = [PageRefused("长" * 500 + ".md", "坏" * 500)] * SHOWN
    odd = Doubt(DoubtKind.ODD_HEADLINE, ("桥" * 500,))
    screen = report_screen(refused, [doubtful("名" * 500, *[odd] * 9)] * DOUBTED, (1000, 2000))
    assert "1000" in screen.text.html
    assert "2000" in screen.text.html
    assert units(screen.text.html) <= MAX_UNITS
    assert len(screen.rows) == DOUBTED

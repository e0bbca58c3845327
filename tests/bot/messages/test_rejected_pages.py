from bot.messages.markup import MAX_UNITS, units
from bot.messages.rejected_pages import SHOWN, refused_text
from retrieval.errors import PageRefused


def test_each_page_is_named_with_its_reason_and_what_to_do() -> None:
    text = refused_text([PageRefused("a.jpg", "不是文本"), PageRefused("b.md", "空文件")], 2)
    assert text.splitlines() == [
        "收件文件夹里有 2 个文件没能读入：",
        "a.jpg：不是文本",
        "b.md：空文件",
        "改好后重新放进去，就会再读一次。",
    ]


def test_a_thousand_pages_fit_into_one_message() -> None:
    text = refused_text([PageRefused("长" * 500 + ".md", "坏" * 500)] * SHOWN, 1000)
    assert "1000" in text
    assert text.count(".md") <= SHOWN
    assert units(text) <= MAX_UNITS

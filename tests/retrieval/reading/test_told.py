"""What a page's file tells of its lines, and what reading makes of it."""

from datetime import date

from retrieval.model import Bulletin
from retrieval.model.lines import LineKind, StoryLines
from retrieval.model.page_text import Layout, PageText
from retrieval.model.pages import Stated
from retrieval.reading.page import read_page_text, read_text

PAGE = """青溪日报 2026年3月4日 星期三 02版：城事
两小时到了
新桥通车
——走路只要四分钟
本报讯（记者 陆知行）3月3日，新桥通车，走路只要四分钟。
桥下种了树
一条没有正文的图片新闻
食堂开业
社区食堂开业，一顿饭八元。"""
KINDS = {
    1: LineKind.FURNITURE,
    2: LineKind.KICKER,
    3: LineKind.HEADLINE,
    4: LineKind.SUBTITLE,
    5: LineKind.TEXT,
    6: LineKind.TEXT,
    7: LineKind.HEADLINE,
    8: LineKind.HEADLINE,
    9: LineKind.TEXT,
}


def bulletin(text: str, layout: Layout, name: str = "a/b.html") -> Bulletin:
    return read_text(text, name, layout=layout).bulletin


def test_told_headlines_are_headlines_whatever_their_words() -> None:
    page = bulletin(PAGE, Layout(KINDS, frozenset({2, 7, 8})))
    assert [one.title for one in page.articles] == [
        "两小时到了 新桥通车 ——走路只要四分钟",
        "一条没有正文的图片新闻",
        "食堂开业",
    ]


def test_a_told_subtitle_is_the_subtitle() -> None:
    kinds = {1: LineKind.HEADLINE, 2: LineKind.SUBTITLE, 3: LineKind.TEXT}
    page = bulletin("桥通了\n人来人往\n今天桥通了。", Layout(kinds, frozenset({1})))
    assert page.articles[0].subtitle == "人来人往"


def test_a_short_line_of_a_told_body_is_no_headline() -> None:
    page = bulletin(PAGE, Layout(KINDS, frozenset({2, 7, 8})))
    assert page.articles[0].paragraphs[-1] == "桥下种了树"


def test_bylines_in_a_told_body_are_found() -> None:
    page = bulletin(PAGE, Layout(KINDS, frozenset({2, 7, 8})))
    assert page.articles[0].reporters == ("陆知行",)


def test_without_the_mark_two_told_headlines_are_one() -> None:
    page = bulletin(PAGE, Layout(KINDS))
    assert page.articles[1].title == "一条没有正文的图片新闻 食堂开业"


def test_a_told_masthead_says_paper_day_label_and_section() -> None:
    page = bulletin(PAGE, Layout(KINDS, frozenset({2, 7, 8})))
    assert (page.paper, str(page.date), page.page, page.section) == (
        "青溪日报",
        "2026-03-04",
        "02版",
        "城事",
    )


def test_told_furniture_is_in_no_story_whatever_it_looks_like() -> None:
    kinds = {1: LineKind.FURNITURE, 2: LineKind.HEADLINE, 3: LineKind.TEXT}
    text = "昨天下午，记者在桥上看到，行人很多，孩子们都很高兴。\n桥通了\n今天桥通了。"
    (story,) = bulletin(text, Layout(kinds)).articles
    assert story.paragraphs == ("今天桥通了。",)


def test_a_told_caption_is_no_headline() -> None:
    kinds = {1: LineKind.HEADLINE, 2: LineKind.CAPTION, 3: LineKind.TEXT}
    (story,) = bulletin("桥通了\n行人走上新桥\n今天桥通了。", Layout(kinds)).articles
    assert story.paragraphs == ("行人走上新桥", "今天桥通了。")


def test_places_are_each_storys_lines_and_those_of_its_headline() -> None:
    reading = read_text(PAGE, "a.html", layout=Layout(KINDS, frozenset({2, 7, 8})))
    assert reading.places == (
        StoryLines(2, 6, (2, 3, 4)),
        StoryLines(7, 7, (7,)),
        StoryLines(8, 9, (8,)),
    )


def test_what_is_unpaged_has_no_label_from_its_name() -> None:
    text = "# 桥通了\n\n今天桥通了。"
    assert bulletin(text, Layout(), "site/a2.html").page == "A2版"
    assert bulletin(text, Layout(unpaged=True), "site/a2.html").page is None


def test_what_a_person_states_beats_what_the_file_tells() -> None:
    page = PageText("a.xml", "# 桥通了\n\n今天桥通了。", b"", Stated(date(2026, 3, 4), "青溪日报"))
    reading = read_page_text(page, stated=Stated(paper="青溪晚报"))
    assert (reading.bulletin.paper, str(reading.bulletin.date)) == ("青溪晚报", "2026-03-04")

"""Word files: their text as printed, and their headlines by style and by look."""

import pytest

from retrieval.formats.word.page import word_page
from retrieval.model.doubts import DoubtKind
from retrieval.model.lines import LineKind
from tests.retrieval.formats.word.word_files import (
    PICTURE,
    articles,
    bulletin,
    para,
    run,
    table,
    word,
)

LAMPS = "老街的路灯今年春天换成了节能灯，晚归的居民说，巷子里比从前亮多了，也不再闪。"
WELLS = "3月2日，沙河村的三口老井清了淤，井水重新变清，村民又能挑水浇菜了。"
MORE = "换下来的旧灯送到回收站，铜线另外卖掉，钱用来买了两条长椅。"


def heads(found: tuple[object, ...]) -> list[tuple[str, str | None]]:
    return [(getattr(one, "title"), getattr(one, "subtitle")) for one in found]  # noqa: B009


def test_heading_styles_tell_headlines_and_subtitles() -> None:
    body = (
        para("老街换上新路灯", style="1")
        + para("晚归的人不再摸黑", style="2")
        + para("□ 本报记者 段小川")
        + para(LAMPS, indent=True)
        + para("沙河村清淤老井", style="1")
        + para(WELLS, indent=True)
    )
    first, second = articles(body)
    assert (first.title, first.subtitle) == ("老街换上新路灯 晚归的人不再摸黑", "晚归的人不再摸黑")
    assert first.reporters == ("段小川",)
    assert (second.title, second.paragraphs) == ("沙河村清淤老井", (WELLS,))


def test_large_centred_bold_lines_are_headlines_without_styles() -> None:
    body = (
        para("基层见闻", centred=True, size=24)
        + para("老街换上新路灯", centred=True, bold=True, size=36)
        + para("——晚归的人不再摸黑", centred=True, size=28)
        + para(LAMPS, indent=True)
        + para("沙河村清淤老井", centred=True, bold=True, size=36)
        + para(WELLS, indent=True)
    )
    first, second = articles(body)
    assert first.title == "基层见闻 老街换上新路灯 ——晚归的人不再摸黑"
    assert first.subtitle == "晚归的人不再摸黑"
    assert second.title == "沙河村清淤老井"


def test_a_smaller_bold_line_in_a_story_is_no_headline() -> None:
    body = (
        para("老街换上新路灯", centred=True, bold=True, size=36)
        + para(LAMPS, indent=True)
        + para("旧灯另有去处", bold=True)
        + para(MORE, indent=True)
    )
    (only,) = articles(body)
    assert only.paragraphs == (LAMPS, "旧灯另有去处", MORE)


def test_deleted_text_is_left_out_and_inserted_text_is_not() -> None:
    changed = (
        run("老街的路灯今年")
        + "<w:del><w:r><w:delText>夏天</w:delText></w:r></w:del>"
        + f"<w:ins>{run('春天')}</w:ins>"
        + run("换成了节能灯，巷子里比从前亮多了。")
    )
    (only,) = articles(para("老街换上新路灯", style="1") + para(inside=changed))
    assert only.paragraphs == ("老街的路灯今年春天换成了节能灯，巷子里比从前亮多了。",)


def test_a_line_below_a_picture_is_its_caption() -> None:
    body = (
        para("老街换上新路灯", style="1")
        + para(LAMPS, indent=True)
        + para(inside=PICTURE)
        + para("工人在换路灯。", centred=True)
        + para(MORE, indent=True)
    )
    page = word_page(word(body), "a.docx")
    assert page.layout.kinds[3] is LineKind.CAPTION
    assert bulletin(word(body)).articles[0].paragraphs == (LAMPS, "工人在换路灯。", MORE)


def test_a_table_of_figures_comes_out_as_rows() -> None:
    body = (
        para("三口老井清淤", style="1")
        + para(WELLS)
        + table(("井", "深"), ("东井", "9米"), ("西井", "7米"))
    )
    (only,) = articles(body)
    assert only.paragraphs[1:] == ("| 井 | 深 |", "| 东井 | 9米 |", "| 西井 | 7米 |")


def test_a_table_that_holds_stories_comes_out_as_text() -> None:
    left = para("老街换上新路灯", style="1") + para(LAMPS) + para(MORE + LAMPS)
    right = para("沙河村清淤老井", style="1") + para(WELLS)
    found = articles(table((left, right)))
    assert [one.title for one in found] == ["老街换上新路灯", "沙河村清淤老井"]


def test_the_numbers_of_lists_stand_in_the_text() -> None:
    levels = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>'
    body = para("老街换上新路灯", style="1") + para(LAMPS, more=listed) + para(MORE, more=listed)
    (only,) = articles(body, numbering=levels)
    assert only.paragraphs == (f"一、{LAMPS}", f"二、{MORE}")


def test_an_order_sheet_names_its_parts() -> None:
    body = (
        para("栏目：民生")
        + para("标题：老街换上新路灯")
        + para("副题：晚归的人不再摸黑")
        + para("作者：段小川")
        + para(LAMPS)
        + para(MORE)
    )
    (only,) = articles(body)
    assert (only.title, only.subtitle) == ("老街换上新路灯 晚归的人不再摸黑", "晚归的人不再摸黑")
    assert (only.reporters, only.paragraphs) == (("段小川",), (LAMPS, MORE))


def test_a_header_tells_paper_day_and_label() -> None:
    header = para("青溪日报 2026年3月4日 星期三 A02版：要闻")
    found = bulletin(word(para("老街换上新路灯", style="1") + para(LAMPS), header1=header))
    assert (found.paper, found.page, found.section) == ("青溪日报", "A02版", "要闻")
    assert str(found.date) == "2026-03-04"
    assert [one.title for one in found.articles] == ["老街换上新路灯"]


@pytest.mark.parametrize("mark", ["#1", "*", "|", "<b>", "_", "&lt;"])
def test_marks_in_the_text_come_out_as_printed(mark: str) -> None:
    text = f"{mark} 号路灯换成了节能灯，巷子里比从前亮多了，居民都说好。"
    (only,) = articles(para("老街换上新路灯", style="1") + para(text))
    assert only.paragraphs == (text,)


def box(inside: str) -> str:
    """Return a run with a text box, as Word writes it: twice, for older programs too."""
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_story_in_a_text_box_follows_the_story_around_it() -> None:
    inside = para("沙河村清淤老井", style="1") + para(WELLS)
    body = para("老街换上新路灯", style="1") + para(LAMPS, inside=box(inside)) + para(MORE)
    first, second = articles(body)
    assert first.paragraphs == (LAMPS, MORE)
    assert (second.title, second.paragraphs) == ("沙河村清淤老井", (WELLS,))


def test_stories_in_several_text_boxes_are_in_doubt() -> None:
    boxes = (box(para("老街换上新路灯", style="1") + para(LAMPS + MORE)) for _ in range(2))
    page = word_page(word(para(inside="".join(boxes))), "a.docx")
    assert [one.kind for one in page.doubts] == [DoubtKind.UNSURE_ORDER]


def test_headings_that_name_sections_are_no_stories() -> None:
    body = (
        para("要闻", style="1")
        + para("老街换上新路灯", style="2")
        + para(f"本报讯（记者 段小川）{LAMPS}")
        + para("沙河村清淤老井", style="2")
        + para(f"{WELLS}（记者 何欢）")
        + para("民生", style="1")
        + para("图书馆晚上开到十点", style="2")
        + para(f"本报讯（记者 林一）{MORE}")
    )
    assert [one.title for one in articles(body)] == [
        "老街换上新路灯",
        "沙河村清淤老井",
        "图书馆晚上开到十点",
    ]


def test_a_masthead_in_a_table_tells_the_page() -> None:
    body = table(("青溪日报", "2026年3月4日 星期三", "A02版 民生")) + para(
        "老街换上新路灯", style="1"
    )
    found = bulletin(word(body + para(LAMPS)))
    assert (found.paper, str(found.date), found.page) == ("青溪日报", "2026-03-04", "A02版")


def test_hidden_text_fields_and_phonetic_marks() -> None:
    runs = (
        run("老街的路灯")
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏起来的</w:t></w:r>"
        + f'<w:fldSimple w:instr=" QUOTE ">{run("今年春天")}</w:fldSimple>'
        + "<w:r><w:ruby><w:rt><w:r><w:t>huàn</w:t></w:r></w:rt>"
        + "<w:rubyBase><w:r><w:t>换</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        + f'<w:hyperlink w:anchor="x">{run("成了节能灯")}</w:hyperlink>'
        + run("，巷子里比从前亮多了。")
    )
    (only,) = articles(para("老街换上新路灯", style="1") + para(inside=runs))
    assert only.paragraphs == ("老街的路灯今年春天换成了节能灯，巷子里比从前亮多了。",)


def test_a_table_of_contents_is_left_out() -> None:
    begun = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> TOC \\o </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/></w:r>'
    )
    ended = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = (
        para(inside=begun + run("老街换上新路灯\t1"))
        + para("沙河村清淤老井\t2", inside=ended)
        + para("老街换上新路灯", style="1")
        + para(LAMPS)
    )
    assert [one.title for one in articles(body)] == ["老街换上新路灯"]


def test_a_file_without_any_look_is_left_to_reading() -> None:
    page = word_page(word(para("老街换上新路灯") + para(f"　　本报讯 {LAMPS}")), "a.docx")
    assert page.layout.kinds == {}
    assert page.text == f"老街换上新路灯\n　　本报讯 {LAMPS}"


def test_a_short_line_of_text_above_a_headline_is_its_kicker() -> None:
    body = (
        para("老街换上新路灯", style="1")
        + para(LAMPS)
        + para("乡村里的新鲜事")
        + para("沙河村清淤老井", style="1")
        + para(WELLS)
    )
    first, second = articles(body)
    assert (first.paragraphs, second.title) == ((LAMPS,), "乡村里的新鲜事 沙河村清淤老井")


def test_who_signs_a_notice_is_no_kicker_of_the_next() -> None:
    body = (
        para("停水通知", style="1")
        + para(WELLS)
        + para("青溪县水务局")
        + para("老街换上新路灯", style="1")
        + para(LAMPS)
    )
    assert articles(body)[1].title == "老街换上新路灯"

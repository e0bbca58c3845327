"""A fragment of HTML to its lines, safe from marks."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.formats.html.escaped import as_printed, printed
from retrieval.formats.html.fragment import blocks_of
from retrieval.reading.markup import read_lines


def markdown(html: str) -> list[str]:
    return [line.markdown for line in blocks_of(html)]


def test_headings_and_whole_bold_lines_are_marked() -> None:
    html = "<h2>老桥</h2><p><b>小标题</b></p><p>一<b>二</b></p>"
    assert markdown(html) == ["# 老桥", "**小标题**", "一二"]


def test_a_table_of_short_cells_gives_rows() -> None:
    html = "<table><tr><th>品种<th>价</tr><tr><td>白菜<td>1|2</tr></table>"
    assert markdown(html) == ["| 品种 | 价 |", "| 白菜 | 1｜2 |"]


def test_a_table_round_text_is_no_table() -> None:
    html = "<table><tr><td><p>沿着河堤走。</p><p>一直走到桥头。</p></table>"
    assert markdown(html) == ["沿着河堤走。", "一直走到桥头。"]


def test_items_of_a_list_are_marked() -> None:
    assert markdown("<ul><li>甲<li><p>乙</p></ul>") == ["- 甲", "- 乙"]


def test_an_image_is_a_line_and_what_stands_below_it_may_be_its_caption() -> None:
    image, below = blocks_of('<img src=a.jpg alt="老桥"><p>老桥的夜景</p>')
    assert image.image is not None
    assert image.text == "老桥"
    assert below.below_image


def test_a_figures_words_are_its_caption() -> None:
    *_, line = blocks_of("<figure><img src=a.jpg><figcaption>老桥</figcaption></figure>")
    assert line.caption


def test_indents_within_a_line_part_paragraphs() -> None:
    assert markdown("　　第一段说完了。　　第二段开始。") == ["第一段说完了。", "第二段开始。"]


def test_line_ends_of_the_source_are_no_spaces_between_chinese() -> None:
    assert markdown("<p>沿着\n  河堤</p>") == ["沿着河堤"]


def test_hidden_text_and_scripts_are_left_out() -> None:
    assert markdown('<p style="display:none">甲</p><script>乙</script><p>丙</p>') == ["丙"]


def test_no_text_gives_no_lines() -> None:
    assert blocks_of("") == []


@given(st.text("中文（）。#*_`~=|$!{}[]()<>&;lt-+.:/a1 \"'^％", min_size=1, max_size=12))
def test_text_is_read_as_it_was_printed(text: str) -> None:
    line = f"中{printed(text)}文"
    found, _ = read_lines(as_printed(line))
    assert [one.text for one in found] == [line]

"""What holds for every page: nothing crashes, nothing is lost or invented, reading settles."""

import re
import unicodedata
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import PageRefused
from retrieval.model import Article, NoteKind, Reading
from retrieval.reading.page import read_page, read_text
from tests.examples import examples

WORDS = "樊惠林强调要坚定信心凝聚合力攻坚克难统筹推进项目建设民生保障"
SENTENCE = st.text(WORDS, min_size=4, max_size=20).map(lambda text: f"会议指出，{text}。")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=4).map("".join)
# No longer than a crosshead may be without its bold, which the text that was read no longer has.
HEADLINE = st.text(WORDS, min_size=6, max_size=15).map(lambda text: f"二七区{text}")
FURNITURE = st.sampled_from(
    [
        "第A05版:要闻 PDF版",
        "上一版3 4下一版",
        "责编 张三",
        "电话：0371-67655555",
        "下转第二版",
        "---",
        "2",
    ]
)
STORY = st.tuples(HEADLINE, st.lists(PARAGRAPH, min_size=1, max_size=4))

LAYOUT = ["# ", "## ", "**", "　　", "  ", "- ", "1. ", "| ", "\n", "\n\n", "\n===\n", "\n---\n"]
LAYOUT += ["。", "，", "：", "“", "”", "（", "）", "——", "?", "！", "一、", "会议", "要求", "落实"]
LAYOUT += ["图为", "第A05版", "下转第二版", "5000", "Open ", "责编 张三", "本报讯 ", "10月25日"]

# Characters whose loss or gain is the markup's: all others must come out as they went in.
MARKUP = set("#*_=-<>|`[]()!/\\+~•·—─═…. \t\n\u3000&;:")


def words(text: str) -> Counter[str]:
    return Counter(char for char in text if char not in MARKUP and not char.isspace())


def shown(reading: Reading) -> str:
    return "".join(a.title + "".join(a.paragraphs) for a in reading.bulletin.articles)


def dropped(reading: Reading) -> str:
    return "".join(note.text for note in reading.notes if note.kind is NoteKind.DROPPED)


def printed(article: Article) -> str:
    return "\n\n".join([f"# {article.title}", *article.paragraphs])


@settings(max_examples=examples(150))
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        reading = read_page(data, "2022-10-27/A05.md")
    except PageRefused as refused:
        assert refused.reason  # noqa: PT017 - either outcome is right, but each must be whole
    else:
        assert all(article.title for article in reading.bulletin.articles)


@settings(max_examples=examples(150))
@given(st.text(max_size=200))
def test_any_text_is_read_and_nothing_in_it_is_invented(text: str) -> None:
    reading = read_text(text, "p.md")
    for article in reading.bulletin.articles:
        assert article.title.strip()
        assert all(paragraph.strip() for paragraph in article.paragraphs)
    body = "".join("".join(article.paragraphs) for article in reading.bulletin.articles)
    assert words(body) <= words(text)


@settings(max_examples=examples(150))
@given(st.lists(st.sampled_from(LAYOUT), max_size=30).map("".join))
def test_no_word_is_lost_whatever_the_layout(text: str) -> None:
    reading = read_text(text, "p.md")
    assert words(text) <= words(shown(reading) + dropped(reading))


@settings(max_examples=examples(60))
@given(st.lists(STORY, min_size=1, max_size=4), st.data())
def test_a_page_cut_anywhere_comes_out_as_it_was_written(
    stories: list[tuple[str, list[str]]], data: st.DataObject
) -> None:
    lines: list[str] = []
    for headline, paragraphs in stories:
        lines.append(f"# {headline}")
        for paragraph in paragraphs:
            cut = data.draw(st.integers(7, len(paragraph) - 1), label="cut")
            if paragraph[cut - 1] == "。" or not data.draw(st.booleans(), label="is cut"):
                lines.append(paragraph)
                continue
            lines.append(paragraph[:cut])
            lines.extend(data.draw(st.lists(FURNITURE, max_size=2), label="between"))
            lines.append(paragraph[cut:])
    reading = read_text("\n\n".join(lines), "p.md")
    assert [(a.title, list(a.paragraphs)) for a in reading.bulletin.articles] == stories


PAGES = st.one_of(
    STORY.map(lambda story: "\n\n".join([f"# {story[0]}", *story[1]])),
    STORY.map(lambda story: "\n".join([story[0], "　　本报讯 会议召开。", *story[1]])),
    STORY.map(lambda story: f"**{story[0]}**\n\n" + "\n\n".join(story[1])),
    st.sampled_from(
        [
            "# 清单\n\n名单如下：\n\n- 身份证\n- 居住证\n\n| 项目 | 金额 |\n| 低保 | 45 |",
            "# 春晓\n\n春眠不觉晓，\n处处闻啼鸟。\n夜来风雨声，\n花落知多少。",
            "# 图片新闻\n\n![](a.jpg)\n\n图为调研现场。\n\n▲游客在赏花",
            "# 报告\n\n今年，工作推进。\n\n一、健全体系\n\n成立专班。\n\n兜牢底线\n\n政策出台。",
        ]
    ),
)


@settings(max_examples=examples(60))
@given(st.lists(PAGES, min_size=1, max_size=4).map("\n\n".join))
def test_what_was_read_reads_the_same_again(page: str) -> None:
    first = read_text(page, "p.md").bulletin.articles
    again = read_text("\n\n".join(printed(article) for article in first), "p.md").bulletin.articles
    assert [(a.title, a.subtitle, a.paragraphs) for a in again] == [
        (a.title, a.subtitle, a.paragraphs) for a in first
    ]


def test_a_large_page_and_a_long_paragraph_are_read_whole() -> None:
    long = "会议指出，要坚定信心。" * 9_000
    page = "".join(
        f"# 第{n}次会议召开\n\n本报讯 会议指出，要坚\n\n定信心。\n\n" for n in range(300)
    )
    articles = read_text(f"{page}# 会议指出要坚定信心\n\n{long}\n", "p.md").bulletin.articles
    assert len(articles) == 301
    assert articles[0].paragraphs == ("本报讯 会议指出，要坚定信心。",)
    assert articles[-1].paragraphs == (long,)


# What other tools leave beside words: tags, tables, formulas, entities, rules between pages.
MARKS = ["<p>", "</p>", "<br>", "<div>", "</div>", "<h1>", "</h1>", "<b>", "</b>", "<li>", "&nbsp;"]
MARKS += [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "$",
    "$$",
    "\\%",
    "^",
    "_",
    "{",
    "}",
]
MARKS += [
    "\\",
    "**",
    "*",
    "__",
    "`",
    "[",
    "](/)",
    "|",
    "|-|-|",
    "\n",
    "\n\n",
    " ",
    "  ",
    "　",
    "　　",
]
MARKS += [
    "\x00",
    "\u200b",
    "会议，",
    "要求。",
    "5",
    "12 ",
    "万元",
    "m",
    "Open ",
    "# ",
    "> ",
    "~~",
    "==",
]
TAGS = re.compile("</?(?:p|br|div|h1|b|li|table|tr|td)>|&nbsp;")
UNSEEN = MARKUP | set("$^{}\x00\u200b")


def seen(text: str) -> Counter[str]:
    plainly = unicodedata.normalize("NFKC", TAGS.sub("", text))
    return Counter(char for char in plainly if char not in UNSEEN and not char.isspace())


@settings(max_examples=examples(300))
@given(st.lists(st.sampled_from(MARKS), max_size=30).map("".join))
def test_no_word_is_lost_or_made_whatever_marks_stand_beside_it(text: str) -> None:
    reading = read_text(text, "p.md")
    assert seen(text) <= seen(shown(reading) + dropped(reading))
    body = "".join("".join(article.paragraphs) for article in reading.bulletin.articles)
    assert seen(body) <= seen(text)

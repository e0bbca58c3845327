from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages.catalogue import Texts
from bot.messages.feedback_keys import ReportError
from bot.messages.keys import ReadArticle
from bot.messages.markup import MAX_ENTITIES, MAX_UNITS, units
from bot.messages.stories import AT_ONCE, split, story_screens
from bot.messages.texts import EN, ZH
from bot.preview.telegram_html import parse
from retrieval.answer.story import Story
from retrieval.model import Article, Evidence, PrintedDate, Printing, Span, StoredArticle
from tests.bot.messages.samples import stored
from tests.examples import examples

BOT = "paper_bot"
DAY = PrintedDate(10, 25, Evidence.TEXT, 2022, Evidence.PAGE)


def archived(*paragraphs: str, title: str = "题目") -> Story:
    article = Article(
        title,
        reporters=("甲", "乙"),
        correspondents=("丙",),
        photographers=("丁",),
        source="新华社",
        date=DAY,
        paragraphs=paragraphs,
    )
    return Story(StoredArticle(7, article, (Printing(1, "二七报", DAY, "A05", 0),)))


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(stored(), st.sampled_from([ZH, EN]), st.integers(0, 99))
@settings(max_examples=examples(60))
def test_any_story_is_messages_that_telegram_takes(
    article: StoredArticle, texts: Texts, start: int
) -> None:
    whole = tuple(
        (Span(0, len(paragraph)),) if at % 2 else ()
        for at, paragraph in enumerate(article.article.paragraphs)
    )
    screens = story_screens(Story(article, whole, 1, 2), texts, BOT, start)
    assert 1 <= len(screens) <= AT_ONCE
    for screen in screens:
        formatted = parse(screen.text.html)
        assert formatted.text.strip()
        assert units(formatted.text) == screen.text.units <= MAX_UNITS
        assert len(formatted.entities) <= MAX_ENTITIES


@given(
    st.text(st.sampled_from("甲乙。”，\n 😀a"), max_size=400),
    st.integers(2, 50),
    st.integers(2, 50),
)
def test_splitting_loses_nothing_but_white_space(text: str, first: int, rest: int) -> None:
    pieces = list(split(text, first, rest))
    assert squeezed("".join(pieces)) == squeezed(text)
    assert all(pieces)
    assert all(units(piece) <= (rest if at else first) for at, piece in enumerate(pieces))


def test_a_story_has_all_that_is_known_of_it() -> None:
    (screen,) = story_screens(archived("第一段。", "第二段。"), ZH, BOT)
    assert screen.text.html == (
        '<a href="https://t.me/paper_bot?start=a_7"><b>题目</b></a>\n'
        "记者 甲 乙 · 通讯员 丙 · 摄影 丁 · 来源 新华社 · 二七报 · 2022年10月25日刊 · 第A05版"
        "\n\n第一段。\n\n第二段。"
    )
    assert [one.key for row in screen.rows for one in row] == [ReportError(7)]


def test_a_long_story_is_cut_at_sentence_ends() -> None:
    screens = story_screens(archived("他说：“这是一句不短的话。”" * 500), ZH, BOT)
    assert len(screens) == 2
    for screen in screens:
        text, _, count = parse(screen.text.html).text.rpartition("\n\n")
        assert text.endswith("。”")
        assert count in ("(1/2)", "(2/2)")


def test_a_paragraph_is_not_cut_where_its_end_is_near() -> None:
    assert list(split("甲。" * 6 + "\n" + "乙。" * 6, 16, 16)) == ["甲。" * 6, "乙。" * 6]


def test_a_clause_or_a_word_ends_a_piece_where_no_sentence_does() -> None:
    assert list(split("甲甲甲甲，乙乙乙乙，丙", 8, 8)) == ["甲甲甲甲，", "乙乙乙乙，丙"]
    assert list(split("aaaa bbbb", 7, 7)) == ["aaaa", "bbbb"]
    assert list(split("甲" * 10, 4, 4)) == ["甲" * 4, "甲" * 4, "甲" * 2]


def test_a_very_long_story_comes_a_few_messages_at_a_time() -> None:
    article = archived("这是一句话。" * 5000)
    first = story_screens(article, ZH, BOT)
    assert len(first) == AT_ONCE
    ((go_on,),) = first[-1].rows
    assert go_on.label == "接着读 5/8"
    assert go_on.key == ReadArticle(7, AT_ONCE)
    then = story_screens(article, ZH, BOT, AT_ONCE)
    assert [one.key for row in then[-1].rows for one in row] == [ReportError(7)]
    bodies = [parse(screen.text.html).text for screen in (*first, *then)]
    assert sum(text.count("这是一句话。") for text in bodies) == 5000


def test_a_part_beyond_the_last_starts_over() -> None:
    assert story_screens(archived("短。"), ZH, BOT, 99) == story_screens(archived("短。"), ZH, BOT)


def test_a_story_without_headline_or_text_is_still_shown() -> None:
    (screen,) = story_screens(archived(title="\x00 "), ZH, BOT)
    assert "<b>（无标题）</b></a>\n记者 甲 乙" in screen.text.html


def test_what_was_asked_is_marked_where_it_stands_in_whichever_part() -> None:
    plain = archived("甲" * 3000 + "。", "乙" * 3000 + "樊惠林。")
    marks = ((Span(0, 2),), (Span(3000, 3003),))
    first, second = story_screens(replace(plain, marks=marks), ZH, BOT)
    assert "<b>甲甲</b>甲" in first.text.html
    assert "乙<b>樊惠林</b>。" in second.text.html


def test_marks_stand_right_after_characters_that_can_not_be_sent() -> None:
    (screen,) = story_screens(
        replace(archived("\u202e甲\u200f乙"), marks=((Span(3, 4),),)), ZH, BOT
    )
    assert screen.text.html.endswith("甲<b>乙</b>")


def test_the_stories_beside_it_can_be_opened() -> None:
    (screen,) = story_screens(replace(archived("一。"), before=3, after=9), ZH, BOT)
    assert [(one.label, one.key) for one in screen.rows[0]] == [
        ("◀ 上一篇", ReadArticle(3)),
        ("下一篇 ▶", ReadArticle(9)),
    ]

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages.article import AT_ONCE, split, story
from bot.messages.catalogue import Texts
from bot.messages.keys import ReadArticle
from bot.messages.markup import MAX_ENTITIES, MAX_UNITS, units
from bot.messages.texts import EN, ZH
from bot.preview.telegram_html import parse
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from tests.bot.messages.samples import stored

DAY = PrintedDate(10, 25, Evidence.TEXT, 2022, Evidence.PAGE)


def archived(*paragraphs: str, title: str = "题目") -> StoredArticle:
    article = Article(
        title,
        reporters=("甲", "乙"),
        correspondents=("丙",),
        photographers=("丁",),
        source="新华社",
        date=DAY,
        paragraphs=paragraphs,
    )
    return StoredArticle(7, article, (Printing(1, "二七报", DAY, "A05", 0),))


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(stored(), st.sampled_from([ZH, EN]), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_any_story_is_messages_that_telegram_takes(
    article: StoredArticle, texts: Texts, start: int
) -> None:
    screens = story(article, texts, start)
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
    (screen,) = story(archived("第一段。", "第二段。"), ZH)
    assert screen.text.html == (
        "<b>题目</b>\n"
        "记者 甲 乙 · 通讯员 丙 · 摄影 丁 · 来源 新华社 · 2022年10月25日 · 二七报 · 第A05版"
        "\n\n第一段。\n\n第二段。"
    )
    assert screen.rows == ()


def test_a_long_story_is_cut_at_sentence_ends() -> None:
    screens = story(archived("他说：“这是一句不短的话。”" * 500), ZH)
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
    first = story(article, ZH)
    assert len(first) == AT_ONCE
    ((go_on,),) = first[-1].rows
    assert go_on.label == "接着读 5/8"
    assert go_on.key == ReadArticle(7, AT_ONCE)
    then = story(article, ZH, AT_ONCE)
    assert then[-1].rows == ()
    bodies = [parse(screen.text.html).text for screen in (*first, *then)]
    assert sum(text.count("这是一句话。") for text in bodies) == 5000


def test_a_part_beyond_the_last_starts_over() -> None:
    assert story(archived("短。"), ZH, 99) == story(archived("短。"), ZH)


def test_a_story_without_headline_or_text_is_still_shown() -> None:
    (screen,) = story(archived(title="\x00 "), ZH)
    assert screen.text.html.startswith("<b>（无标题）</b>\n记者 甲 乙")

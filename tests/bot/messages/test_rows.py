"""A table's rows are lines of a message, and what is marked in them stays marked."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages.cards import card
from bot.messages.markup import Markup, marked
from bot.messages.rows import as_lines
from bot.messages.stories import story_screens
from bot.messages.texts import ZH
from bot.preview.telegram_html import parse
from retrieval.answer.story import Story
from retrieval.model import Article, Printing, Span, StoredArticle
from tests.bot.messages.samples import hit
from tests.examples import examples

ROWS = ("| 项目 | 金额 |", "| 低保 | 45 |", "|  | 3 |")
TEXT = "公告发布。"


def shown(*paragraphs: str, marks: tuple[tuple[Span, ...], ...] = ()) -> str:
    article = Article("标题", paragraphs=paragraphs)
    stored = StoredArticle(7, article, (Printing(1, "二七报", None, "A05", 0),))
    (screen,) = story_screens(Story(stored, marks), ZH, "paper_bot")
    return screen.text.html


def test_a_storys_table_is_a_line_a_row_apart_from_its_text() -> None:
    table = "项目 | 金额\n低保 | 45\n | 3"
    assert f"{TEXT}\n\n{table}\n\n{TEXT}" in shown(TEXT, *ROWS, TEXT)


def test_what_matches_in_a_row_is_bold() -> None:
    marks = ((), (Span(2, 4), Span(7, 9)))
    assert "<b>低保</b> | <b>45</b>" in shown(TEXT, ROWS[1], marks=marks)


def test_a_card_shows_a_row_as_a_line() -> None:
    passage = "\n".join(ROWS[:2])
    found = hit(passage=passage, marks=((14, 16),), sentence=(12, 23))
    html = card(Markup(), found, 1000, 20).html
    assert "<blockquote><b>低保</b> | 45</blockquote>" in html
    assert "项目 | 金额</blockquote>" in html


@given(st.text(st.sampled_from("| \n甲乙"), max_size=40), st.data())
@settings(max_examples=examples(200))
def test_marks_stay_on_what_they_mark(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines, (span,) = as_lines(text, (Span(start, end),))
    bare = as_lines(text)[0]
    assert lines == bare
    assert lines[slice(*span)].replace("|", "").split() == text[start:end].replace("|", "").split()
    assert parse(marked(lines, (span,), 5).html).text == lines

"""Doubts in words: every kind in every language, and the same on every way in."""

import pytest

from bot.messages.catalogue import Texts
from bot.messages.doubts import (
    MOST_HELD,
    currency_text,
    doubt_text,
    release_rows,
    said_of,
    waiting_text,
)
from bot.messages.keys import Release
from bot.messages.texts import EN, HANT, ZH
from retrieval.model import Evidence, PrintedDate
from retrieval.model.doubts import Doubt, DoubtKind
from retrieval.model.pages import Currency, HeldPage

FAR = PrintedDate(10, 27, Evidence.PATH, 2062, Evidence.PATH)


@pytest.mark.parametrize("texts", [ZH, HANT, EN])
@pytest.mark.parametrize("kind", DoubtKind)
def test_every_doubt_is_a_sentence_with_its_values(kind: DoubtKind, texts: Texts) -> None:
    text = doubt_text(Doubt(kind, ("甲", "乙")), texts.doubts)
    assert text[-1] in "。."
    assert "{" not in text


def test_the_label_is_set_against_what_speaks_for_another() -> None:
    doubt = Doubt(DoubtKind.LABEL, ("A05", "12.md"))
    assert doubt_text(doubt) == "版次没把握：读成“A05”，请对照“12.md”核对。"


def test_only_a_page_of_its_own_day_needs_no_word_of_what_it_counts_as() -> None:
    assert [one for one in Currency if not currency_text(one)] == [Currency.DATED]


def test_what_is_said_of_a_page_is_its_doubts_and_then_what_it_counts_as() -> None:
    doubts = (Doubt(DoubtKind.NO_DAY),)
    assert said_of(doubts, Currency.OF_NOW) == (
        "没有日期，不知道是哪一天的报。",
        "没有日期，说的是这几天的事，就当作今天的报。",
    )


def test_pages_that_wait_are_named_with_their_day() -> None:
    held = (HeldPage(2, "b.md", None, None, None), HeldPage(1, "x/a.md", "报", FAR, "A01"))
    assert waiting_text(held, ZH).splitlines() == [
        "等放行的版面 2 个：",
        "b.md（没有日期）",
        "x/a.md（2062年10月27日）",
    ]
    assert waiting_text((), ZH) == ""


def test_many_that_wait_have_a_few_buttons() -> None:
    rows = release_rows(((at, f"in/{at}.md") for at in range(99)), ZH.doubts)
    assert len(rows) == MOST_HELD
    assert (rows[3][0].label, rows[3][0].key) == ("放行 3.md", Release(3))

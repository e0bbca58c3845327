from dataclasses import replace

import pytest

from bot.messages.headlines import PAGE_SIZE, listing
from bot.messages.keys import TurnTo
from bot.messages.texts import ZH
from bot.preview.telegram_html import parse
from retrieval.model import Answer, AnswerKind, Remark, RemarkKind
from tests.bot.messages.samples import hit

BOT = "paper_bot"


def page(start: int, total: int = 23) -> Answer:
    """A page of headlines, cut out of so many."""
    every = tuple(hit(at, title=f"题{at}") for at in range(1, total + 1))
    return Answer("", AnswerKind.LISTING, every[start : start + PAGE_SIZE], total)


def test_pages_show_every_headline_once_in_order() -> None:
    shown = [parse(listing(page(at), ZH, BOT).text.html).text for at in (0, 10, 20)]
    numbers = [
        line for text in shown for line in text.splitlines() if line.partition(". ")[0].isdigit()
    ]
    assert numbers == [f"{at}. 题{at}" for at in range(1, 24)]


@pytest.mark.parametrize(("start", "turns"), [(0, [10]), (10, [0, 20]), (20, [10]), (3, [0, 13])])
def test_pages_turn_both_ways(start: int, turns: list[int]) -> None:
    rows = listing(page(start), ZH, BOT).rows
    assert [button.key for button in rows[-1]] == [TurnTo(to) for to in turns]


def test_one_page_has_nothing_to_turn() -> None:
    screen = listing(page(0, 3), ZH, BOT)
    assert [button.label for row in screen.rows for button in row] == ["全文 1", "全文 2", "全文 3"]
    assert "第 1/" not in screen.text.html


def test_the_lead_is_said_first() -> None:
    assert listing(page(0), ZH, BOT, lead="问：<最新>").text.html.startswith("问：&lt;最新&gt;")


def test_what_a_remark_counts_is_not_counted_again() -> None:
    counted = (Remark(RemarkKind.COUNTED, ("23", "记者:景静")),)
    text = listing(replace(page(0), remarks=counted), ZH, BOT).text.html
    assert text.count("23 篇") == 1
    assert listing(page(0), ZH, BOT).text.html.count("23 篇") == 1


def test_a_headline_opens_its_story() -> None:
    assert '<a href="https://t.me/paper_bot?start=a_2"><b>题2</b></a>' in (
        listing(page(0), ZH, BOT).text.html
    )

import pytest

from bot.messages.headlines import listing
from bot.messages.keys import Latest, TurnTo
from bot.messages.texts import ZH
from bot.preview.telegram_html import parse
from retrieval.model import Answer, AnswerKind
from tests.bot.messages.samples import hit

MANY = Answer("", AnswerKind.LISTING, tuple(hit(at, title=f"题{at}") for at in range(1, 24)), 23)


def test_pages_show_every_headline_once_in_order() -> None:
    shown = [parse(listing(MANY, Latest(), ZH, page=page).text.html).text for page in range(3)]
    numbers = [
        line for text in shown for line in text.splitlines() if line.partition(". ")[0].isdigit()
    ]
    assert numbers == [f"{at}. 题{at}" for at in range(1, 24)]


@pytest.mark.parametrize(
    ("page", "turns"), [(0, [1]), (1, [0, 2]), (2, [1]), (3, [1]), (10**17, [1])]
)
def test_pages_turn_both_ways_and_one_too_far_is_the_last(page: int, turns: list[int]) -> None:
    rows = listing(MANY, Latest(), ZH, page=page).rows
    assert [button.key for button in rows[-1]] == [TurnTo(Latest(), to) for to in turns]


def test_one_page_has_nothing_to_turn() -> None:
    few = Answer("", AnswerKind.LISTING, MANY.hits[:3], 3)
    screen = listing(few, Latest(), ZH)
    assert [button.label for row in screen.rows for button in row] == ["全文 1", "全文 2", "全文 3"]
    assert "第 1/" not in screen.text.html


def test_the_lead_is_said_first() -> None:
    assert listing(MANY, Latest(), ZH, lead="问：<最新>").text.html.startswith("问：&lt;最新&gt;")

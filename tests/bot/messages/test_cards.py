import re
from dataclasses import replace

import pytest

from bot.messages.cards import FOLDED_UNITS, card
from bot.messages.markup import Markup, bold, units
from bot.preview.telegram_html import parse
from retrieval.model import Hit, Passage, Span
from tests.bot.messages.samples import hit

HEAD = bold("文化馆开馆")
BODY = "文化馆今天开馆。门票每位20元。馆内有三个厅。"
ANSWER = hit(passage=BODY, marks=((0, 3), (8, 10)), facts=((12, 15),), sentence=(8, 16))


def quotes(shown: Markup) -> list[str]:
    """What stands in the card's quotes, in order."""
    return re.findall("<blockquote[^>]*>(.*?)</blockquote>", shown.html, re.DOTALL)


def other(text: str, at: int) -> Hit:
    """Another passage of the story, at a place of its body."""
    found = hit(passage=text)
    return replace(found, passage=Passage(1, at, text, Span(at, at + len(text))))


def test_the_sentence_that_answers_is_first_and_its_fact_is_bold() -> None:
    shown = card(HEAD, ANSWER, 1000, 20)
    assert quotes(shown)[0] == "门票每位<b>20元</b>。"
    assert "<b>文化馆</b>" not in shown.html


def test_what_matches_is_bold_where_no_fact_can_be_told() -> None:
    plainly = hit(passage=BODY, marks=((0, 3), (8, 10)), sentence=(8, 16))
    assert quotes(card(HEAD, plainly, 1000, 20))[0] == "<b>门票</b>每位20元。"


def test_the_rest_of_the_story_is_folded_in_the_order_of_print_and_nothing_stands_twice() -> None:
    first, last = other("序言一句。", -20), other("末了一句。", 200)
    shown = card(HEAD, replace(ANSWER, further=(last, first)), 1000, 20)
    assert shown.html.count("<blockquote expandable>") == 1
    assert quotes(shown)[1] == "序言一句。\n文化馆今天开馆。\n馆内有三个厅。\n末了一句。"


def test_a_passage_of_one_sentence_has_nothing_to_fold() -> None:
    whole = hit(passage="门票每位20元。", facts=((4, 7),), sentence=(0, 8))
    assert "expandable" not in card(HEAD, whole, 1000, 20).html


@pytest.mark.parametrize("cut", ["…每位20元,票可在窗口买…", "…每位20元,票可在窗口买。"])
def test_a_sentence_too_long_to_show_is_cut_and_goes_on_below(cut: str) -> None:
    body = "去文化馆的人都要先买票,每位20元,票可在窗口买。"
    if cut.endswith("…"):
        body = body.replace("买。", "买,也可在网上买。")
    shown = card(HEAD, hit(passage=body, snippet=cut, marks=()), 1000, 20)
    assert quotes(shown)[0] == cut
    assert "去文化馆的人都要先买票," in quotes(shown)[1]


def test_a_long_rest_is_cut_and_the_best_of_it_is_kept() -> None:
    further = tuple(other(f"第{at}段。" + "好" * 300, 1000 * (9 - at)) for at in range(5))
    shown = card(HEAD, replace(ANSWER, further=further), 3000, 20)
    rest = parse(quotes(shown)[1]).text
    assert units(rest) <= FOLDED_UNITS
    assert "第0段" in rest
    assert "第4段" not in rest
    assert "好…" in rest


@pytest.mark.parametrize("room", [0, 1, 5, 12, 40])
def test_a_card_keeps_within_its_room(room: int) -> None:
    shown = card(HEAD, replace(ANSWER, further=(other("末了一句。", 200),)), room, 20)
    assert shown.units - HEAD.units <= max(room, 0)

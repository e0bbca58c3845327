"""Learning how wishes are put, of a few phrases."""

import pytest

from bot.services.wishes.learning import learnt, phrases, told
from bot.services.wishes.likely import likelihoods

LINES = (
    "# kind\tphrase",
    "stop\t受够了别发",
    "stop\t受够了走人",
    "subscribe\t{x}的事吱一声",
    "subscribe\t有{x}就吱一声",
    "ask\t桥有多长",
    "ask\t路有多长",
)


def test_a_place_in_a_phrase_is_filled_with_several_subjects() -> None:
    said = [one for one in phrases(LINES) if one.kind == "subscribe"]
    assert len({one.text for one in said}) == len(said) > len({one.group for one in said})


def test_questions_of_other_files_are_asked() -> None:
    assert phrases(LINES[:1], ["桥有多长"])[0].kind == "ask"


def test_what_phrases_of_a_kind_share_speaks_for_it() -> None:
    parts = learnt(phrases(LINES))
    assert next(iter(likelihoods("受够了", parts))) == "stop"
    assert next(iter(likelihoods("墙有多长", parts))) == "ask"
    assert told(phrases(LINES), parts) == "ask 2/2, stop 2/2, subscribe 6/6"


@pytest.mark.parametrize("text", ["", "别发了", "🙂", "what is new"])
def test_likelihoods_are_shares(text: str) -> None:
    odds = likelihoods(text)
    assert sum(odds.values()) == pytest.approx(1)
    assert list(odds.values()) == sorted(odds.values(), reverse=True)

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.catalogue import Texts
from bot.messages.feedback import (
    correct_text,
    overview,
    report_text,
    to_correct,
    to_report,
)
from bot.messages.markup import MAX_UNITS, units
from bot.messages.texts import EN, ZH
from bot.model import Misprint, Vote
from tests.bot.messages.samples import text

ONE = Misprint(7, 3, "错字", "印的是这一段。", 5, 1_700_000_000, settled=False)
texts = st.sampled_from([ZH, EN])
number = st.integers(0, 10**18 - 1)


@given(number, text(3000), text(9000), texts)
def test_what_asks_for_a_reply_is_known_again_and_taken_for_nothing_else(
    at: int, said: str, printed: str, own: Texts
) -> None:
    report = report_text(at, said, own)
    correct = correct_text(replace(ONE, id=at, said=said), printed, own)
    assert (to_report(report), to_correct(report)) == (at, None)
    assert (to_report(correct), to_correct(correct)) == (None, at)
    assert max(units(report), units(correct)) <= MAX_UNITS


@given(st.text(max_size=50))
def test_other_texts_ask_for_nothing(said: str) -> None:
    assert to_report(f"x{said}") is None
    assert to_correct(f"x{said}") is None


@given(text(3000), st.integers(0, 30), texts)
def test_any_overview_is_a_message_that_telegram_takes(said: str, count: int, own: Texts) -> None:
    votes = tuple(Vote("question", said, (1,), at % 2 == 0, 0) for at in range(count))
    errors = tuple(replace(ONE, id=at, said=said) for at in range(count))
    screen = overview(votes, errors, {3: said}, own)
    assert 0 < screen.text.units <= MAX_UNITS
    assert all(button.label.strip() for row in screen.rows for button in row)


@pytest.mark.parametrize(("good", "said"), [(True, "有用 1，没用 0"), (False, "有用 0，没用 1")])
def test_votes_are_counted(good: bool, said: str) -> None:  # noqa: FBT001 (drawn)
    assert said in overview((Vote("question", "问", (), good, 0),), (), {}, ZH).text.html

"""A proposal as a message: within Telegram's limits, its changed words marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.catalogue import Texts
from bot.messages.corrections import proposal_screen, several_text
from bot.messages.feedback_keys import OnProposal, ProposalAct
from bot.messages.markup import MAX_ENTITIES, MAX_UNITS, units
from bot.messages.texts import EN, HANT, ZH
from bot.model import Proposal, ProposalState
from tests.bot.messages.samples import text

ONE = ("由第1施工队承担。", "由第一施工队承担。")
texts = st.sampled_from([ZH, HANT, EN])


def proposal(before: str, after: str, state: ProposalState = ProposalState.WAITING) -> Proposal:
    return Proposal(7, 1, 3, before, before, after, 5, state)


@given(text(9000), text(9000), text(300), st.sampled_from(ProposalState), texts)
def test_any_proposal_is_a_message_that_telegram_takes(
    before: str, after: str, title: str, state: ProposalState, own: Texts
) -> None:
    screen = proposal_screen(proposal(before, after, state), title, own)
    assert 0 < screen.text.units <= MAX_UNITS
    assert screen.text.entities <= MAX_ENTITIES


def test_the_changed_words_are_marked_in_both() -> None:
    screen = proposal_screen(proposal(*ONE), "桥", ZH)
    assert "由<s>第1</s>施工队承担。" in screen.text.html
    assert "由<u><b>第一</b></u>施工队承担。" in screen.text.html


def test_of_a_long_paragraph_what_stands_beside_the_change_is_shown() -> None:
    long = "桥修好了。" * 400
    shown = proposal_screen(proposal(long + ONE[0] + long, long + ONE[1] + long), "桥", ZH)
    assert "<s>第1</s>" in shown.text.html
    assert "<u><b>第一</b></u>" in shown.text.html
    assert shown.text.html.count("…") == 4


@pytest.mark.parametrize(
    ("state", "undo", "acts"),
    [
        (ProposalState.WAITING, True, [ProposalAct.CONFIRM, ProposalAct.DROP]),
        (ProposalState.DROPPED, True, []),
        (ProposalState.MADE, True, [ProposalAct.UNDO]),
        (ProposalState.MADE, False, []),
        (ProposalState.UNDONE, True, []),
    ],
)
def test_what_can_be_done_with_it(
    state: ProposalState,
    undo: bool,  # noqa: FBT001 (drawn)
    acts: list[ProposalAct],
) -> None:
    screen = proposal_screen(proposal(*ONE, state), "桥", ZH, undo=undo)
    keys = [one.key for row in screen.rows for one in row]
    assert keys == [OnProposal(act, 7) for act in acts]


def test_places_are_numbered_and_short() -> None:
    said = several_text("周一", ["闭馆，周一不开门", "说，周一可惜"] * 300, ZH)
    assert "1. …闭馆，周一不开门…" in said
    assert units(said) <= MAX_UNITS

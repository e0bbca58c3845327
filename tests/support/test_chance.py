from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.server import Call
from bot.preview.wire import Parameters
from tests.support.chance import WITHIN, Seeded, script
from tests.support.faults import Kind

CALLS = {Kind.LOST: 0.1, Kind.DROPPED: 0.2}
CHATS = {Kind.SHUT_OUT: 0.25}


def call(chat: int) -> Call:
    return Call("sendMessage", Parameters({"chat_id": str(chat)}))


def drawn(draw: Seeded, chats: Iterable[int]) -> list[tuple[int, Kind | None]]:
    return [(chat, draw(call(chat))) for chat in chats]


def test_a_script_is_followed_to_its_end() -> None:
    draw = script(Kind.LOST, None, Kind.FLOOD)
    assert [draw(call(1)) for _ in range(4)] == [Kind.LOST, None, Kind.FLOOD, None]


@given(st.lists(st.integers(1, 3), max_size=30), st.integers())
def test_what_a_chat_meets_depends_on_its_own_calls_only(chats: list[int], seed: int) -> None:
    mixed = drawn(Seeded(seed, CALLS, CHATS), chats)
    in_turn = drawn(Seeded(seed, CALLS, CHATS), sorted(chats))
    assert sorted(mixed, key=lambda item: item[0]) == in_turn


def test_shares_are_kept() -> None:
    kinds = Counter(kind for _, kind in drawn(Seeded(7, CALLS), [1] * 2000))
    assert 150 < kinds[Kind.LOST] < 250
    assert 350 < kinds[Kind.DROPPED] < 450


def test_a_share_of_chats_meets_it_once_and_soon() -> None:
    draw = Seeded(7, CALLS, CHATS)
    early = drawn(draw, [*range(400)] * WITHIN)
    later = drawn(draw, [*range(400)] * WITHIN)
    fated = [chat for chat, kind in early if kind is Kind.SHUT_OUT]
    assert 70 < len(fated) < 130
    assert len(set(fated)) == len(fated)
    assert Kind.SHUT_OUT not in {kind for _, kind in later}


def test_seeds_differ() -> None:
    first, second = (drawn(Seeded(seed, CALLS), [1] * 50) for seed in (1, 2))
    assert first != second


@pytest.mark.parametrize("shares", [{Kind.LOST: 0.6, Kind.DROPPED: 0.6}, {Kind.LOST: -0.1}])
def test_shares_are_of_a_whole(shares: dict[Kind, float]) -> None:
    with pytest.raises(ValueError, match="no shares of a whole"):
        Seeded(1, shares)
    with pytest.raises(ValueError, match="no shares of a whole"):
        Seeded(1, {}, shares)

import random
from collections import deque
from collections.abc import Callable, Iterable
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.pacing import GLOBAL_AFTER, LONGEST_WAIT, Limit, Limits, Pacing, backoff


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def sent(pacing: Pacing, chat: int) -> None:
    pacing.begin(chat)
    pacing.end(chat)


def test_a_chat_waits_a_second_and_no_other_does() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    sent(pacing, 1)
    assert pacing.wait(1) == 1.0
    assert pacing.wait(2) == 0
    clock.now += 1
    assert pacing.wait(1) == 0


def test_a_second_counts_from_the_answer_not_from_the_sending() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    pacing.begin(1)
    clock.now += 5
    assert pacing.wait(1) == inf
    pacing.end(1)
    assert pacing.wait(1) == 1.0


def test_thirty_in_a_second_are_all_there_is_room_for() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    for chat in range(1, 31):
        assert pacing.wait(chat) == 0
        sent(pacing, chat)
    assert pacing.wait(99) == 1.0
    assert pacing.wait_for_any() == 1.0


def test_a_group_has_twenty_in_a_minute_and_a_person_more() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    for _ in range(20):
        assert pacing.wait(-7) == 0
        sent(pacing, -7)
        sent(pacing, 7)
        clock.now += 1
    assert pacing.wait(-7) == 40.0
    assert pacing.wait(7) == 0


def test_answers_count_and_alerts_wait_for_all_of_them() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    for _ in range(3):  # three answers at once, which nothing held back
        sent(pacing, 1)
    clock.now += 0.5
    sent(pacing, 1)
    assert pacing.wait(1) == 1.0


def test_what_a_previous_process_sent_counts() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    pacing.recall([(1, 0.25), *((-7, float(ago)) for ago in range(20))])
    assert pacing.wait(1) == 0.75
    assert pacing.wait(-7) == 41.0


def test_what_is_given_back_leaves_no_trace() -> None:
    pacing = Pacing(Clock())
    pacing.begin(1)
    pacing.cancel(1)
    assert pacing.wait(1) == 0


def test_a_refusal_holds_its_chat_alone() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    pacing.refused(1, 30)
    assert pacing.wait(1) == 30
    assert pacing.wait(2) == 0
    clock.now += 30
    assert pacing.wait(1) == 0


def test_refusals_in_a_row_hold_everybody() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    for chat in range(GLOBAL_AFTER):
        pacing.refused(chat, 8)
    assert pacing.wait(99) == 8
    assert pacing.wait_for_any() == 8


def test_refusals_with_a_message_accepted_in_between_are_their_chats_own() -> None:
    pacing = Pacing(Clock())
    for chat in range(3 * GLOBAL_AFTER):
        pacing.refused(chat, 8)
        pacing.accepted()
    assert pacing.wait(99) == 0


def test_one_chat_that_is_refused_again_and_again_holds_nobody_else() -> None:
    pacing = Pacing(Clock())
    for _ in range(3 * GLOBAL_AFTER):
        pacing.refused(1, 8)
    assert pacing.wait(99) == 0


def test_chats_that_are_quiet_are_forgotten() -> None:
    clock = Clock()
    pacing = Pacing(clock, Limits(Limit(10**6, 1), Limit(1, 1), Limit(20, 60)))
    for chat in range(5000):
        sent(pacing, chat)
        clock.now += 1
    assert len(pacing._chats) < 2000  # noqa: SLF001 (memory shows nowhere else)


@given(st.integers(0, 2**32), st.floats(0.001, 2.0))
def test_windows_hold_at_the_server_however_long_messages_are_in_flight(
    seed: int, slowest: float
) -> None:
    chance, clock = random.Random(seed), Clock()  # noqa: S311 (a test's)
    pacing = Pacing(clock, Limits(Limit(5, 1.0), Limit(1, 1.0), Limit(4, 10.0)))
    arrived: list[tuple[float, int]] = []
    ending: list[tuple[float, int]] = []
    for _ in range(400):
        chat = chance.choice([1, 2, 3, -4, -5, 6, 7, 8])
        if pacing.wait(chat) == 0:
            pacing.begin(chat)
            there, back = chance.uniform(0, slowest), chance.uniform(0, slowest)
            arrived.append((clock.now + there, chat))
            ending.append((clock.now + there + back, chat))
        until = clock.now + chance.uniform(0, 0.2)
        for moment, whose in sorted(ending):
            if moment <= until:
                clock.now = max(clock.now, moment)
                pacing.end(whose)
        ending = [one for one in ending if one[0] > until]
        clock.now = until
    assert _early(arrived, 5, 1.0, lambda _: 0) == []
    assert _early(arrived, 1, 1.0, lambda chat: chat) == []
    assert _early([one for one in arrived if one[1] < 0], 4, 10.0, lambda chat: chat) == []


def _early(
    arrived: Iterable[tuple[float, int]], most: int, seconds: float, key: Callable[[int], int]
) -> list[tuple[float, int]]:
    latest: dict[int, deque[float]] = {}
    found = []
    for moment, chat in sorted(arrived):
        before = latest.setdefault(key(chat), deque(maxlen=most))
        if len(before) == most and moment - before[0] < seconds - 1e-6:
            found.append((moment, chat))
        before.append(moment)
    return found


@given(st.integers(1, 10**6), st.floats(0, 1, exclude_max=True))
def test_waits_grow_to_a_longest_one_and_differ(attempts: int, chance: float) -> None:
    assert backoff(attempts, chance) <= min(backoff(attempts + 1, chance) + 1e-9, LONGEST_WAIT)
    assert backoff(attempts, 0.0) < backoff(attempts, 0.999)

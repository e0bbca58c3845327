"""Buckets of questions, by a clock that a test sets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access import flood
from bot.access.flood import GROUP, OWED, PAUSE, PERSON, Flood, Verdict

PERSON_ID, GROUP_ID = 7, -7


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def emptied(limit: Flood, count: float) -> None:
    for _ in range(int(count)):
        assert limit.take(PERSON_ID, None) is Verdict.ALLOW


def test_who_asks_too_much_is_told_once_until_the_pause_has_passed() -> None:
    clock = Clock()
    limit = Flood(clock)
    emptied(limit, PERSON.burst)
    assert limit.take(PERSON_ID, None) is Verdict.WARN
    for clock.now in (0.0, PAUSE / 2, PAUSE - 0.1):
        assert limit.take(PERSON_ID, None) is Verdict.DROP
    clock.now = PAUSE
    assert limit.take(PERSON_ID, None) is Verdict.ALLOW
    assert limit.take(8, None) is Verdict.ALLOW


def test_who_asks_no_faster_than_the_bucket_fills_is_always_answered() -> None:
    clock = Clock()
    limit = Flood(clock)
    for _ in range(200):
        clock.now += 1 / PERSON.a_second
        assert limit.take(PERSON_ID, None) is Verdict.ALLOW


def test_a_group_waits_though_no_one_in_it_does() -> None:
    limit = Flood(Clock())
    verdicts = [limit.take(person, GROUP_ID) for person in range(1, int(GROUP.burst) + 3)]
    assert verdicts == [Verdict.ALLOW] * int(GROUP.burst) + [Verdict.WARN, Verdict.DROP]
    assert limit.take(1, None) is Verdict.ALLOW


def test_one_person_does_not_empty_a_groups_bucket() -> None:
    limit = Flood(Clock())
    for _ in range(int(GROUP.burst * 2)):
        limit.take(PERSON_ID, GROUP_ID)
    assert limit.take(8, GROUP_ID) is Verdict.ALLOW


def test_what_is_owed_is_answered_to_those_who_wait_and_is_bounded_itself() -> None:
    clock = Clock()
    limit = Flood(clock)
    emptied(limit, PERSON.burst)
    assert limit.take(PERSON_ID, GROUP_ID) is Verdict.WARN
    owed = [limit.take(PERSON_ID, GROUP_ID, owed=True) for _ in range(int(OWED.burst) + 2)]
    assert owed == [Verdict.ALLOW] * int(OWED.burst) + [Verdict.DROP] * 2
    assert limit.take(PERSON_ID, GROUP_ID) is Verdict.DROP
    assert limit.take(8, GROUP_ID, owed=True) is Verdict.ALLOW
    clock.now = PAUSE
    assert limit.take(PERSON_ID, GROUP_ID, owed=True) is Verdict.ALLOW


def test_what_is_owed_costs_no_questions() -> None:
    limit = Flood(Clock())
    for _ in range(int(OWED.burst)):
        assert limit.take(PERSON_ID, None, owed=True) is Verdict.ALLOW
    emptied(limit, PERSON.burst)


def test_a_groups_own_voice_is_owed_as_much_as_a_persons() -> None:
    limit = Flood(Clock())
    for _ in range(int(GROUP.burst) + 1):
        limit.take(None, GROUP_ID)
    owed = [limit.take(None, GROUP_ID, owed=True) for _ in range(int(OWED.burst) + 1)]
    assert owed == [Verdict.ALLOW] * int(OWED.burst) + [Verdict.DROP]


@given(st.lists(st.tuples(st.integers(1, 40), st.floats(0, 5)), max_size=200))
def test_nobody_is_answered_more_than_the_bucket_allows(asked: list[tuple[int, float]]) -> None:
    clock = Clock()
    limit = Flood(clock)
    allowed: dict[int, int] = {}
    for person, passed in asked:
        clock.now += passed
        if limit.take(person, None) is Verdict.ALLOW:
            allowed[person] = allowed.get(person, 0) + 1
    most = PERSON.burst + clock.now * PERSON.a_second
    assert all(count <= most + 1e-6 for count in allowed.values())


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "MOST", 3)
    limit = Flood(Clock())
    emptied(limit, PERSON.burst)
    for other in range(100, 103):
        limit.take(other, None)
    assert limit.take(PERSON_ID, None) is Verdict.ALLOW  # forgotten


def test_how_long_a_stop_lasts_is_told_to_the_second() -> None:
    clock = Clock()
    limit = Flood(clock)
    assert limit.wait(PERSON_ID, GROUP_ID) == 0
    emptied(limit, PERSON.burst)
    limit.take(PERSON_ID, GROUP_ID)
    for clock.now, left in ((0.0, PAUSE), (0.5, PAUSE), (12.0, PAUSE - 12), (PAUSE - 0.1, 1)):
        assert limit.wait(PERSON_ID, GROUP_ID) == left
    clock.now = PAUSE
    assert limit.wait(PERSON_ID, GROUP_ID) == 0
    assert limit.wait(None, None) == 0


def test_a_groups_stop_is_everybodys() -> None:
    limit = Flood(Clock())
    for person in range(1, int(GROUP.burst) + 2):
        limit.take(person, GROUP_ID)
    assert limit.wait(99, GROUP_ID) == PAUSE
    assert limit.wait(99, None) == 0

"""How much one person, and one group, may ask: token buckets that fill up again.

Each has a **bucket** of questions, which fills at a steady rate. Whoever empties it is told once to
wait for a **pause**; all that they send until then is dropped, so that a flood costs two messages a
pause at most. What people are **owed** (help, opting out) has a small bucket of its own besides, so
that no flood of questions, theirs or a group's, keeps them from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from math import ceil
from time import monotonic

from cachetools import LRUCache

PAUSE = 30.0  # seconds
TAP = 0.5  # of a question: turning pages is what buttons are for
MOST = 10_000  # buckets; the least lately used is dropped, which is as good as a full one


@dataclass(frozen=True, slots=True)
class RateLimit:
    """A bucket's size, in questions, and how many it gains a second."""

    burst: float
    a_second: float


# Telegram lets a bot send twenty messages a minute to a group, and about one a second to a person:
# https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
PERSON = RateLimit(20.0, 0.5)
GROUP = RateLimit(30.0, 1 / 3)
OWED = RateLimit(6.0, 0.1)  # of each person; enough to find a subscription, and end it


class Verdict(Enum):
    """Whether a request is answered."""

    ALLOW = auto()
    WARN = auto()  # say that they have to wait
    DROP = auto()  # say nothing


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    closed_until: float = 0.0

    def pays(self, cost: float, rate: RateLimit, now: float) -> bool:
        """Fill up to ``now``, and take the cost; return whether there was enough."""
        self.left = min(rate.burst, self.left + (now - self.at) * rate.a_second)
        self.at = now
        if self.left < cost:
            return False
        self.left -= cost
        return True


class Flood:
    """The buckets, by ids of people and groups, which never coincide; ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._buckets = LRUCache[int, _Bucket](MOST)
        self._owed = LRUCache[int, _Bucket](MOST)

    def take(
        self, person: int | None, group: int | None, cost: float = 1.0, *, owed: bool = False
    ) -> Verdict:
        """Take ``cost`` from a person's bucket and from a group's, where there is one.

        Nothing is taken from the group where the person has not enough left, and from neither where
        the request is ``owed`` and the bucket for that has enough.
        """
        asker = group if person is None else person
        if owed and asker is not None and self._has_reserve(asker, cost):
            return Verdict.ALLOW
        for whose, rate in ((person, PERSON), (group, GROUP)):
            if whose is None:
                continue
            verdict = self._take(whose, rate, cost)
            if verdict is not Verdict.ALLOW:
                return verdict
        return Verdict.ALLOW

    def wait(self, person: int | None, group: int | None) -> int:
        """Return in how many seconds both are heard again, rounded up; 0 where they are."""
        now = self._clock()
        stopped = [self._buckets.get(whose) for whose in (person, group) if whose is not None]
        return max(0, *(ceil(one.closed_until - now) for one in stopped if one), 0)

    def _take(self, whose: int, rate: RateLimit, cost: float) -> Verdict:
        now = self._clock()
        bucket = self._buckets.setdefault(whose, _Bucket(rate.burst, now))
        if now < bucket.closed_until:
            return Verdict.DROP
        if not bucket.pays(cost, rate, now):
            bucket.closed_until = now + PAUSE
            return Verdict.WARN
        return Verdict.ALLOW

    def _has_reserve(self, whose: int, cost: float) -> bool:
        now = self._clock()
        return self._owed.setdefault(whose, _Bucket(OWED.burst, now)).pays(cost, OWED, now)

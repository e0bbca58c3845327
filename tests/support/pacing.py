"""Telegram's limits on how fast messages are sent, counted in any window of time.

Sends are counted as they come in, which is later than they left by a time that differs from one to
the next. What came too soon by no more than a tolerance is therefore no violation.
"""

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from bot.preview import limits
from bot.preview.model import Chat, Message, Sent
from bot.preview.wire import Refusal

TOLERANCE = 0.05  # seconds; the way over loopback takes a few milliseconds on a busy machine


class Within(Enum):
    """What a limit counts together."""

    EVERYTHING = auto()
    A_CHAT = auto()
    A_GROUP = auto()


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``sends`` in any window of ``seconds``, its beginning counted in, its end not."""

    sends: int
    seconds: float
    within: Within


OVERALL = Limit(limits.SENDS_PER_SECOND, 1.0, Within.EVERYTHING)
IN_A_CHAT = Limit(limits.SENDS_PER_SECOND_IN_A_CHAT, 1.0, Within.A_CHAT)
IN_A_GROUP = Limit(limits.SENDS_PER_MINUTE_IN_A_GROUP, 60.0, Within.A_GROUP)
TELEGRAMS = (OVERALL, IN_A_CHAT, IN_A_GROUP)


@dataclass(frozen=True, slots=True)
class Violation:
    """A send that came ``early``: by so many seconds before the limit allowed one more."""

    limit: Limit
    sent: Sent
    early: float


class Pacing:
    """Counts sends, whose times never go back, against limits."""

    def __init__(self, against: Iterable[Limit] = TELEGRAMS) -> None:
        self._limits = tuple(against)
        self._latest: dict[tuple[Limit, int], deque[float]] = {}

    def early(self, chat: Chat, at: float) -> Iterator[tuple[Limit, float]]:
        """Yield the limits that forbid a send at that time, and the seconds it would have to wait.

        A limit of n in a window is kept if the n-th send before lies a whole window back.
        """
        for limit, latest in self._counted(chat):
            if len(latest) == limit.sends and at - latest[0] < limit.seconds:
                yield limit, latest[0] + limit.seconds - at

    def count(self, chat: Chat, at: float) -> None:
        """Count a send."""
        for _, latest in self._counted(chat):
            latest.append(at)

    def admit(self, chat: Chat, at: float) -> None:
        """Count a send, or raise Refusal (429, with the whole seconds to wait) if it is early."""
        wait = max((seconds for _, seconds in self.early(chat, at)), default=0.0)
        if wait > 0:
            raise too_many(wait)
        self.count(chat, at)

    def _counted(self, chat: Chat) -> Iterator[tuple[Limit, deque[float]]]:
        for limit in self._limits:
            if limit.within is Within.A_GROUP and not chat.is_group:
                continue
            key = limit, 0 if limit.within is Within.EVERYTHING else chat.id
            yield limit, self._latest.setdefault(key, deque(maxlen=limit.sends))


def violations(
    sent: Iterable[Sent],
    *,
    only: Callable[[Message], bool] = lambda _message: True,
    against: Iterable[Limit] = TELEGRAMS,
    tolerance: float = TOLERANCE,
) -> list[Violation]:
    """Return every limit that was passed by more than ``tolerance`` seconds, oldest first.

    Only the messages that ``only`` wants are looked at: the others are not even counted.
    """
    pacing, found = Pacing(against), []
    for each in sent:
        if only(each.message):
            found += [
                Violation(limit, each, early)
                for limit, early in pacing.early(each.chat, each.at)
                if early > tolerance
            ]
            pacing.count(each.chat, each.at)
    return found


def too_many(wait: float) -> Refusal:
    """Return the refusal that asks to wait, in whole seconds, at least one."""
    seconds = max(1, math.ceil(wait))
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

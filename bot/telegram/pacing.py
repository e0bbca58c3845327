"""How fast we may send: Telegram's limits, per chat, so that no chat waits for another.

Telegram counts a message when it arrives, which is at some moment between our sending it and its
answer. So a window counts what was sent and is not answered yet, and what was answered within the
window: the next message then arrives a whole window after the one that it must keep away from,
however long each was in flight.

Answers to people's questions are counted and never wait; alerts wait for the limits.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import inf

GLOBAL_AFTER = 3
"""Different chats that get a 429 one after the other, with no message accepted in between, before a
429 is taken to hold for all chats. Telegram's answer does not say which it is."""

FIRST_WAIT, LONGEST_WAIT = 2.0, 300.0  # seconds of backoff
_SWEPT = 1000  # chats that are remembered before the quiet ones are forgotten

ChatId = int | str


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many ``sends`` in any window of ``seconds``."""

    sends: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's limits (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits)."""

    overall: Limit = Limit(30, 1.0)
    chat: Limit = Limit(1, 1.0)
    group: Limit = Limit(20, 60.0)  # a channel, too


TELEGRAM_LIMITS = Limits()


class _Window:
    """The sends that count against a limit."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._in_flight = 0
        self._answered: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Return the seconds until a message may be sent; infinite until one in flight is answered.

        More may be counted than fit: answers to people do not wait.
        """
        answered, limit = self._answered, self._limit
        while answered and answered[0] + limit.seconds <= now:
            answered.popleft()
        over = self._in_flight + len(answered) - limit.sends
        if over < 0:
            return 0.0
        return answered[over] + limit.seconds - now if over < len(answered) else inf

    def begin(self) -> None:
        self._in_flight += 1

    def end(self, now: float) -> None:
        self._in_flight -= 1
        self._answered.append(now)

    def recall(self, then: float) -> None:
        self._answered.append(then)

    def cancel(self) -> None:
        self._in_flight -= 1

    def is_quiet(self, now: float) -> bool:
        return not self._in_flight and self.wait(now) == 0 and not self._answered


class Pacing:
    """Counts every message of the bot, and says when the next alert may go to a chat.

    ``clock`` returns seconds that never go back. A chat's id is negative for groups and channels; a
    name (@channel) counts as a chat of its own.
    """

    def __init__(self, clock: Callable[[], float], limits: Limits = TELEGRAM_LIMITS) -> None:
        self._clock = clock
        self._limits = limits
        self._overall = _Window(self._limits.overall)
        self._chats: dict[ChatId, tuple[_Window, ...]] = {}
        self._held: dict[ChatId, float] = {}
        self._all_held = 0.0
        self._refused: set[ChatId] = set()
        self._accepting: set[ChatId] = set()
        self._sweep_at = _SWEPT

    def wait_for_any(self) -> float:
        """Return the seconds until an alert may go to any chat; infinite until one is answered."""
        now = self._clock()
        return max(self._overall.wait(now), self._all_held - now, 0.0)

    def wait(self, chat: ChatId) -> float:
        """Return the seconds until an alert may go to a chat; infinite until one is answered."""
        now = self._clock()
        windows = self._chats.get(chat, ())
        waits = [window.wait(now) for window in (self._overall, *windows)]
        return max(*waits, self._held.get(chat, now) - now, self._all_held - now, 0.0)

    def recall(self, sent: Iterable[tuple[ChatId, float]]) -> None:
        """Count messages that a previous process sent: the chats, and how many seconds ago."""
        now = self._clock()
        for chat, ago in sorted(sent, key=lambda one: -one[1]):
            for window in (self._overall, *self._windows(chat)):
                window.recall(now - ago)

    def begin(self, chat: ChatId) -> None:
        """Count a message that is about to be sent."""
        for window in (self._overall, *self._windows(chat)):
            window.begin()

    def end(self, chat: ChatId) -> None:
        """Record that a message was answered, in whatever way, or will not be."""
        now = self._clock()
        for window in (self._overall, *self._windows(chat)):
            window.end(now)

    def cancel(self, chat: ChatId) -> None:
        """Uncount a message that was not sent after all."""
        for window in (self._overall, *self._windows(chat)):
            window.cancel()

    def accepted(self, chat: ChatId | None = None) -> None:
        """Record that Telegram accepted a message: a new one in this chat, or None for an edit."""
        self._refused.clear()
        if chat is not None:
            self._accepting.add(chat)

    def take_accepting(self) -> set[ChatId]:
        """Return the chats that have accepted a new message since the last call."""
        taken, self._accepting = self._accepting, set()
        return taken

    def hold(self, chat: ChatId, seconds: float) -> None:
        """Hold alerts to a chat back for so many seconds, as a previous process was told to."""
        until = self._clock() + seconds
        self._held[chat] = max(self._held.get(chat, 0.0), until)

    def refused(self, chat: ChatId, seconds: float) -> None:
        """Record a 429: this chat waits so many seconds, or after several chats all do."""
        self.hold(chat, seconds)
        self._refused.add(chat)
        if len(self._refused) >= GLOBAL_AFTER:
            self._all_held = max(self._all_held, self._clock() + seconds)

    def _windows(self, chat: ChatId) -> tuple[_Window, ...]:
        windows = self._chats.get(chat)
        if windows is None:
            self._sweep()
            limits = [self._limits.chat]
            if isinstance(chat, str) or chat < 0:
                limits.append(self._limits.group)
            windows = self._chats[chat] = tuple(map(_Window, limits))
        return windows

    def _sweep(self) -> None:
        if len(self._chats) < self._sweep_at:
            return
        now = self._clock()
        self._chats = {
            chat: windows
            for chat, windows in self._chats.items()
            if not all(window.is_quiet(now) for window in windows)
        }
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        self._sweep_at = max(_SWEPT, 2 * len(self._chats))


def backoff(attempts: int, jitter: float) -> float:
    """Return the seconds to wait after so many attempts (from 1), doubled each time.

    ``jitter`` in [0, 1) spreads those that failed together between half of it and the whole.
    """
    longest = min(FIRST_WAIT * 2.0 ** min(attempts - 1, 30), LONGEST_WAIT)
    return longest * (0.5 + jitter / 2)

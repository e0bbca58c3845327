"""The queue of updates that a bot polls with getUpdates, or that its webhook gets.

An update stays until a later call's offset confirms it. What the bot did not ask for
(``allowed_updates``) is left out when it happens, not when it is fetched, as in Telegram.
"""

import itertools
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.preview.wire import Json, JsonObject

NOT_UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST_BELOW = 1_000_000_000
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that happened: its kind (``message``, ``callback_query``, …) and its object."""

    id: int
    kind: str
    payload: JsonObject

    def shape(self) -> JsonObject:
        """Return the update as Telegram's JSON."""
        return {"update_id": self.id, self.kind: self.payload}


@dataclass(slots=True)
class Webhook:
    """Where updates are delivered, with which secret, over how many connections at a time.

    ``last_error`` is when something went wrong the last time, and what; ``refused`` counts that.
    """

    url: str
    secret: str = ""
    connections: int = 40
    last_error: tuple[int, str] | None = None
    refused: int = 0

    @property
    def is_near(self) -> bool:
        """Whether the address is one of this machine's own."""
        return urlsplit(self.url).hostname in LOOPBACK


class Updates:
    """The updates that wait; ``told`` is called when there is one more, or one poller more."""

    def __init__(self, told: Callable[[], None]) -> None:
        self._told = told
        self._waiting: list[Update] = []
        # As Telegram does, after a week without updates: no two worlds have the same.
        first = secrets.randbelow(FIRST_BELOW) + 1
        self._ids = itertools.count(first)
        self._allowed: frozenset[str] | None = None
        self._pollers = 0
        self.polls = 0  # how many calls of getUpdates have come in
        self.confirmed = first - 1  # the highest id that the bot has seen and done with
        self.before = first - 1  # the id before the first one's
        self.last = first - 1  # the id of the newest

    def __len__(self) -> int:
        return len(self._waiting)

    def allow(self, kinds: Sequence[Json]) -> None:
        """Queue only these kinds from now on; none means all but those that must be asked for."""
        self._allowed = frozenset(kind for kind in kinds if isinstance(kind, str)) or None

    def wants(self, kind: str) -> bool:
        """Return whether the bot gets updates of that kind."""
        return kind in self._allowed if self._allowed else kind not in NOT_UNASKED

    def add(self, kind: str, payload: JsonObject) -> int:
        """Queue an update if the bot wants its kind; return its id."""
        update = Update(next(self._ids), kind, payload)
        if self.wants(kind):
            self._waiting.append(update)
            self.last = update.id
            self._told()
        return update.id

    def poll(self) -> int:
        """Begin a poll; return its number. Whoever polls with an older number has lost its turn."""
        self._pollers += 1
        self.polls += 1
        self._told()
        return self._pollers

    def is_current(self, poll: int) -> bool:
        """Return whether no other poll has begun since."""
        return poll == self._pollers

    def confirm(self, offset: int) -> None:
        """Drop the updates below ``offset``; with a negative one all but the last so many."""
        if offset < 0:
            del self._waiting[:offset]
        elif offset > 0:
            self._waiting = [update for update in self._waiting if update.id >= offset]
            self.confirmed = max(self.confirmed, offset - 1)
            self._told()

    def taken(self, update: Update) -> None:
        """Drop an update that the webhook has accepted."""
        self._waiting = [other for other in self._waiting if other != update]

    def drop(self) -> None:
        """Drop all updates."""
        self._waiting.clear()

    def first(self, limit: int) -> list[Update]:
        """Return the oldest ones, at most ``limit``."""
        return self._waiting[:limit]

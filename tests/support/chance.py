"""Which faults come over which calls: as written down, or by chance that can be repeated."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.preview.server import Call
from tests.support.faults import Draw, Kind

WITHIN = 4  # calls to a chat, among which comes what is to befall it


def script(*kinds: Kind | None) -> Draw:
    """Return a draw that gives these to the first calls, in order, and nothing to those after."""
    left = list(kinds)
    return lambda _call: left.pop(0) if left else None


@dataclass(slots=True)
class _Luck:
    dice: random.Random
    fate: Kind | None
    calls_before_it: int


@dataclass(slots=True)
class Seeded:
    """A draw by chance: the n-th call to a chat meets the same whenever the ``seed`` is the same.

    ``calls`` gives the share of calls that meet each kind; ``chats`` the share of chats, each of
    which meets it once, at one of its first `WITHIN` calls. Raises ValueError if shares are less
    than nothing or more than all.
    """

    seed: int
    calls: Mapping[Kind, float] = field(default_factory=dict)
    chats: Mapping[Kind, float] = field(default_factory=dict)
    _lucks: dict[str, _Luck] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for shares in (self.calls, self.chats):
            if min(shares.values(), default=0) < 0 or sum(shares.values()) > 1:
                raise ValueError(f"no shares of a whole: {dict(shares)}")

    def __call__(self, call: Call) -> Kind | None:
        """Return what befalls the call, or None."""
        luck = self._of(call.parameters.text("chat_id"))
        drawn = _drawn(self.calls, luck.dice)
        comes_now = luck.calls_before_it == 0
        luck.calls_before_it -= 1
        return luck.fate if comes_now and luck.fate is not None else drawn

    def _of(self, chat: str) -> _Luck:
        if chat not in self._lucks:
            dice = random.Random(f"{self.seed} {chat}")  # noqa: S311 (no secret)
            self._lucks[chat] = _Luck(dice, _drawn(self.chats, dice), dice.randrange(WITHIN))
        return self._lucks[chat]


def _drawn(shares: Mapping[Kind, float], dice: random.Random) -> Kind | None:
    kinds: tuple[Kind | None, ...] = (*shares, None)
    return dice.choices(kinds, (*shares.values(), max(0.0, 1 - sum(shares.values()))))[0]

"""People who ask, in private and in groups, and type inline; each waits for one reply at a time."""

import random
import time
from dataclasses import dataclass, field
from typing import TypeVar

from bot.preview.model import ChatKind, Inline
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.preview.world import World
from tests.soak.city import SUBJECTS

QUESTIONS = (
    *SUBJECTS,
    *(f"{subject}有什么新消息？" for subject in SUBJECTS),
    "/search 樱桃沟 -党课",
    "/latest",
    "景静写了哪些报道？",
    "谁讲了相对论？",
    "/help",
)
_Key = TypeVar("_Key", int, str)
PATIENCE = 90.0  # seconds until who waits for a reply asks again, and the reply is lost


@dataclass(slots=True)
class Crowd:
    """Whoever asks, and what came of it: seconds from a question to its reply.

    ``more`` counts what came beside the first reply.
    """

    world: World
    dice: random.Random
    took: list[float] = field(default_factory=list)
    lost: int = 0
    more: int = 0
    asked: int = 0
    _people: list[Participant] = field(default_factory=list)
    _waiting: dict[int, float] = field(default_factory=dict)  # since when, by chat
    _typing: dict[str, float] = field(default_factory=dict)  # since when, by inline query
    _seen: int = 0

    def gather(self, count: int) -> None:
        """Add so many people, one in five of them in a group of their own."""
        for number in range(count):
            user = person(self.world, f"问者{number}")
            if number % 5:
                self._people.append(private(self.world, user))
            else:
                chat = gathering(self.world, ChatKind.SUPERGROUP, f"问报群{number}", user)
                self._people.append(chat)

    def ask(self) -> None:
        """Have somebody who waits for nothing ask something, or type it inline."""
        self.look()
        free = [one for one in self._people if one.chat.id not in self._waiting]
        if not free:
            return
        somebody = self.dice.choice(free)
        words = self.dice.choice(QUESTIONS)
        self.asked += 1
        if self.dice.random() < 0.2:
            self._type(somebody, words)
            return
        self._waiting[somebody.chat.id] = time.monotonic()
        group = somebody.chat.kind is not ChatKind.PRIVATE
        mention = f"@{self.world.bot.username}"
        command, _, rest = words.partition(" ")
        if group and words.startswith("/"):
            words = f"{command}{mention} {rest}".strip()
        elif group:
            words = f"{mention} {words}"
        somebody.say(words)

    def look(self) -> None:
        """See what has been replied, and what never was."""
        now = time.monotonic()
        for sent in self.world.sent[self._seen :]:
            since = self._waiting.pop(sent.chat.id, None)
            if since is not None:
                self.took.append(now - since)
            elif any(one.chat.id == sent.chat.id for one in self._people):
                self.more += 1
        self._seen = len(self.world.sent)
        for query in [query for query in self._typing if query in self.world.inline_answers]:
            self.took.append(now - self._typing.pop(query))
        self.lost += _given_up(self._waiting, now) + _given_up(self._typing, now)

    @property
    def waits(self) -> bool:
        """Whether anybody waits for a reply."""
        return bool(self._waiting or self._typing)

    def _type(self, somebody: Participant, words: str) -> None:
        inline: Inline = somebody.inline(words.removeprefix("/search "))
        self._typing[inline.id] = time.monotonic()


def _given_up(waiting: dict[_Key, float], now: float) -> int:
    """Forget whoever has waited too long; return how many they were."""
    late = [key for key, since in waiting.items() if now - since > PATIENCE]
    for key in late:
        del waiting[key]
    return len(late)

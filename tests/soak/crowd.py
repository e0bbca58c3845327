"""People who ask, in private and in groups, and type inline; each waits for one reply at a time.

Times are of the world's clock. Where the bot may not write for a while, who has started it is to be
answered in private; others are not heard, which is no loss.
"""

import random
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TypeVar

from bot.messages.texts import texts_for
from bot.preview.model import ChatKind, Inline, Sent
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
PATIENCE = 1200.0  # seconds until a reply is lost: the bot tries for fifteen minutes
_APOLOGY = texts_for(None).failed


@dataclass(slots=True)
class Crowd:
    """Whoever asks, and what came of it: seconds from a question to its reply.

    ``more`` counts what came beside the first reply, ``sorry`` the apologies, which are none.
    ``aside`` counts the replies in private to what was asked in a group, ``unheard`` what was asked
    where the bot may not write by people who never started it, ``stale`` the inline queries that
    were open while Telegram was away: nobody looks at their results any more.
    """

    world: World
    dice: random.Random
    took: list[float] = field(default_factory=list)
    lost: int = 0
    more: int = 0
    asked: int = 0
    sorry: int = 0
    aside: int = 0
    unheard: int = 0
    stale: int = 0
    _people: dict[int, Participant] = field(default_factory=dict)  # by the chat they ask in
    _started: dict[int, int] = field(default_factory=dict)  # the group, by the asker's private chat
    _silenced: Collection[int] = ()
    _waiting: dict[int, float] = field(default_factory=dict)  # since when, by chat
    _typing: dict[str, float] = field(default_factory=dict)  # since when, by inline query
    _seen: int = 0

    def gather(self, count: int) -> None:
        """Add so many people, one in five in a group; half of those have started the bot."""
        for number in range(count):
            user = person(self.world, f"问者{number}")
            somebody = private(self.world, user) if number % 5 or number % 2 else None
            if number % 5 == 0:
                group = gathering(self.world, ChatKind.SUPERGROUP, f"问报群{number}", user)
                if somebody is not None:
                    self._started[somebody.chat.id] = group.chat.id
                somebody = group
            assert somebody is not None
            self._people[somebody.chat.id] = somebody

    @property
    def groups(self) -> list[int]:
        """The groups that people ask in."""
        return [chat for chat, one in self._people.items() if one.chat.is_group]

    def ask(self) -> None:
        """Have somebody who waits for nothing ask something, or type it inline."""
        self.look()
        if self.dice.random() < 0.2:
            self._type(self.dice.choice(list(self._people.values())))
        else:
            self._say(list(self._people))

    def ask_at_once(self, most: int, groups: Collection[int] = ()) -> None:
        """Have so many ask something in the same moment, in these groups if any are named."""
        self.look()
        for _ in range(most):
            self._say([chat for chat in self._people if chat in groups or not groups])

    def _say(self, chats: Collection[int]) -> None:
        free = [self._people[chat] for chat in chats if chat not in self._waiting]
        if not free:
            return
        somebody, words = self.dice.choice(free), self.dice.choice(QUESTIONS)
        self.asked += 1
        self._waiting[somebody.chat.id] = self.world.clock()
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
        now = self.world.clock()
        for sent in self.world.sent[self._seen :]:
            self._came(sent, now)
        self._seen = len(self.world.sent)
        for query in [query for query in self._typing if query in self.world.inline_answers]:
            self.took.append(now - self._typing.pop(query))
        self.lost += _given_up(self._waiting, now) + _given_up(self._typing, now)

    def silence(self, groups: Collection[int]) -> None:
        """Be told that the bot may not write in these groups now, and may in all others again."""
        self.look()
        unreached = {*self._silenced, *groups}.difference(self._started.values())
        for chat in unreached.intersection(self._waiting):
            del self._waiting[chat]
            self.unheard += 1
        self._silenced = groups

    def let_go(self) -> None:
        """Be told that Telegram is away, or back: whoever typed inline has gone on."""
        self.look()
        self.stale += len(self._typing)
        self._typing.clear()

    @property
    def waits(self) -> bool:
        """Whether anybody waits for a reply."""
        return bool(self._waiting or self._typing)

    def _came(self, sent: Sent, now: float) -> None:
        chat = sent.chat.id
        if sent.message.text == _APOLOGY:
            self.sorry += 1
            return
        group = self._started.get(chat)
        since = self._waiting.pop(chat if group is None else group, None)
        if since is not None:
            self.took.append(now - since)
            self.aside += group is not None
        elif chat in self._people or group is not None:
            self.more += 1

    def _type(self, somebody: Participant) -> None:
        words = self.dice.choice(QUESTIONS)
        self.asked += 1
        inline: Inline = somebody.inline(words.removeprefix("/search "))
        self._typing[inline.id] = self.world.clock()


def _given_up(waiting: dict[_Key, float], now: float) -> int:
    """Forget whoever has waited too long; return how many they were."""
    late = [key for key, since in waiting.items() if now - since > PATIENCE]
    for key in late:
        del waiting[key]
    return len(late)

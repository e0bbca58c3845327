"""Talking with the bot as people do, and judging what it says, by sets of cases in files.

A case is played by somebody new, so that many are played at once and no flood limit is met. What
is wanted of a turn is written as short conditions:

- ``first=T2|T8``: the first story shown is one of these; ``first=1:2``, ``item=1:2``: it is the
  second story of the list that the first turn brought;
- ``shows=T2|T8``: one of these is shown at least;
- ``only=T2``: no other story is shown; ``n=2``: so many stories at least;
- ``has=…``, ``not=…``: the pattern is, is not, in the text (spaces left out); ``not=T2`` names a
  story;
- ``full=T2``, ``lead=T2``: the whole story is there, its first sentence is;
- ``fresh=1``, ``same=1``: other stories than turn 1 showed, the same ones;
- ``kind``: a short reply, without stories, votes or a word on what was not found.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.preview.model import ChatKind, Message, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.preview.world import World

PATIENCE = 30.0  # seconds for a first reply
LINGER = 5.0  # seconds that a reply gets to be what is wanted
ALERT_PATIENCE = 90.0  # for an alert on a page just put into the inbox
SHORT = 240  # characters of a short reply
SHORT_LINES = 6
NOTHING_FOUND = re.compile(
    "没有找到|沒有找到|报上没有|報上沒有|没看出|沒看出|does not answer|could not tell|not found"
)
VOTES = frozenset({"k0", "k1"})


@dataclass(frozen=True, slots=True)
class Printed:
    """A story of the pages: its code in the sets, and words of its title, beginning and end."""

    code: str
    title: str
    lead: str
    tail: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said, in reply to what the turn of that number (from 1) brought, and what is wanted.

    Number 0 is the alert that came before the first turn.
    """

    say: str
    reply: int | None
    wants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: ``kind`` is private, group, alert, or the language of who talks."""

    id: str
    kind: str
    alert: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case went: ``wrong`` says what was wanted and was not so, empty if all was."""

    set: str
    kind: str
    said: str
    wrong: str
    got: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot has sent in answer."""

    messages: tuple[Message, ...]
    shown: tuple[str, ...]

    @property
    def text(self) -> str:
        """All texts, without spaces."""
        return "".join("".join(message.text.split()) for message in self.messages)

    @property
    def votes(self) -> bool:
        """Whether it asks how good it was."""
        return any(button.data in VOTES for one in self.messages for button in one.buttons)

    @property
    def is_news(self) -> bool:
        """Whether it answers as a question is answered, be it with nothing."""
        return bool(self.shown or self.votes or NOTHING_FOUND.search(self.text))

    @property
    def is_kind(self) -> bool:
        """Whether it is a short reply to what asks nothing."""
        lines = sum(len(one.text.split("\n")) for one in self.messages)
        short = len(self.text) <= SHORT and lines <= SHORT_LINES
        return bool(self.messages) and short and not self.is_news


class Paper:
    """The stories that the pages hold."""

    def __init__(self, stories: Iterable[Printed]) -> None:
        self._stories = {story.code: story for story in stories}

    def shown(self, messages: Iterable[Message]) -> tuple[str, ...]:
        """Return the codes of the stories shown in the messages, in their order.

        A title in quotes is talked of, not shown.
        """
        text = "\n".join(message.text for message in messages)
        places = {
            code: found.start()
            for code, story in self._stories.items()
            if (found := re.search(f"(?<![《“「]){re.escape(story.title)}", text))
        }
        return tuple(sorted(places, key=places.__getitem__))

    def reply(self, messages: Sequence[Message]) -> Reply:
        """Return what was heard."""
        return Reply(tuple(messages), self.shown(messages))

    def story(self, code: str) -> Printed:
        """Return a story."""
        return self._stories[code]

    def meets(self, want: str, got: Reply, before: Sequence[Reply]) -> bool:
        """Return whether a reply is what is wanted; ``before`` are those of the turns before."""
        name, _, wanted = want.partition("=")
        match name:
            case "kind":
                met = got.is_kind
            case "has":
                met = re.search(wanted, got.text) is not None
            case "not" if wanted in self._stories:
                met = wanted not in got.shown
            case "not":
                met = re.search(wanted, got.text) is None
            case "shows":
                met = not {*got.shown}.isdisjoint(_named(wanted, before))
            case "n":
                met = len(got.shown) >= int(wanted)
            case "fresh":
                met = bool({*got.shown} - {*_turn(before, wanted).shown})
            case "same":
                met = bool(got.shown) and {*got.shown} == {*_turn(before, wanted).shown}
            case _:
                met = self._is_about(name, wanted, got, before)
        return met

    def _is_about(self, name: str, wanted: str, got: Reply, before: Sequence[Reply]) -> bool:
        codes = _named(wanted, before)
        if name == "only":
            return bool(codes) and set(got.shown) <= set(codes)
        parts = {"full": ("lead", "tail"), "lead": ("lead",)}.get(name)
        if parts is None:
            return got.shown[:1] in [(code,) for code in codes]
        return any(
            all("".join(getattr(self._stories[code], part).split()) in got.text for part in parts)
            for code in codes
        )


def _turn(before: Sequence[Reply], number: str) -> Reply:
    return before[int(number) - 1] if int(number) <= len(before) else Reply((), ())


def _named(wanted: str, before: Sequence[Reply]) -> Sequence[str]:
    turn, colon, place = wanted.partition(":")
    if not colon:
        return wanted.split("|")
    return _turn(before, turn).shown[int(place) - 1 : int(place)]


def paper(folder: Path) -> Paper:
    """Return the stories that a folder of sets tells of."""
    lines = (folder / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    return Paper(Printed(**json.loads(line)) for line in lines)


def talks(path: Path) -> Sequence[Talk]:
    """Return the conversations of a set."""
    cases = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Talk(
            case["id"],
            case["kind"],
            case["alert"],
            tuple(Turn(turn["say"], turn["reply"], tuple(turn["wants"])) for turn in case["turns"]),
        )
        for case in cases
    ]


async def heard(
    one: Participant,
    after: int,
    enough: Callable[[Sequence[Message]], bool],
    patience: float = PATIENCE,
    linger: float = LINGER,
) -> Sequence[Message]:
    """Return what the bot has sent after that message, as soon as it is enough.

    Waits for a first message, then a moment for what follows; what came until then is returned.
    """

    def sent() -> list[Message]:
        if one.chat.kind is ChatKind.CHANNEL:
            return [each.message for each in one.world.sent if each.chat is one.chat]
        since = [item for key, item in one.chat.messages.items() if key > after]
        return [message for message in since if message.sender == one.world.bot]

    try:
        await one.world.changes.until(lambda: sent() or None, patience)
        await one.world.changes.until(lambda: enough(sent()) or None, linger)
    except TimeoutError:
        pass
    return sent()


class Talker:
    """Plays cases in a world where the bot runs."""

    def __init__(self, world: World, printed: Paper) -> None:
        self.world = world
        self.paper = printed

    def somebody(self, language: str = "zh-hans") -> Participant:
        """Return somebody new, in private chat."""
        return private(self.world, person(self.world, "读者", language=language))

    async def ask(self, one: Participant, text: str, reply_to: Message | None = None) -> Reply:
        """Return the first that the bot answers, once asked."""
        said = one.say(text, reply_to=reply_to)
        return self.paper.reply(await heard(one, said.id, lambda _: True))

    async def talk(self, talk: Talk, began: Participant | None = None) -> Outcome:
        """Play a conversation; it is right if every turn is."""
        one = began or self.opened(talk)
        before: list[Reply] = []
        alert = [m for m in one.from_bot() if self.paper.shown([m])][-1:] if began else []
        for number, turn in enumerate(talk.turns, 1):
            target = [*alert] if turn.reply == 0 else []
            if turn.reply:
                target = [*before[turn.reply - 1].messages[:1]]
            said = one.say(turn.say, reply_to=target[0] if target else None)
            enough = self._enough(turn, before)
            got = self.paper.reply(await heard(one, said.id, enough))
            if missed := self._missed(turn, got, before):
                wrong = f"turn {number}: {turn.say} => {'; '.join(missed)}"
                return Outcome("talks", talk.kind, talk.id, wrong, short(got))
            before.append(got)
        return Outcome("talks", talk.kind, talk.id, "", "")

    def _missed(self, turn: Turn, got: Reply, before: Sequence[Reply]) -> Sequence[str]:
        if not got.messages:
            return turn.wants
        return [want for want in turn.wants if not self.paper.meets(want, got, before)]

    def _enough(self, turn: Turn, before: Sequence[Reply]) -> Callable[[Sequence[Message]], bool]:
        return lambda sent: not self._missed(turn, self.paper.reply(sent), before)

    def opened(self, talk: Talk) -> Participant:
        """Return who talks, in the chat where it is."""
        if talk.kind == "group":
            owner = person(self.world, "群主")
            group = gathering(self.world, ChatKind.SUPERGROUP, "街坊", owner)
            return group.joined_by(person(self.world, "读者"), Status.MEMBER)
        return self.somebody({"en": "en", "hant": "zh-hant"}.get(talk.kind, "zh-hans"))

    async def alerted(self, talk: Talk) -> Participant:
        """Return who has subscribed to what the talk begins with."""
        one = self.somebody()
        await self.ask(one, f"/subscribe {talk.alert}")
        return one

    async def after_alert(self, talk: Talk, one: Participant) -> Outcome:
        """Wait for the alert, then play the conversation."""
        newest = max(one.chat.messages)
        got = await heard(one, newest, lambda _: True, ALERT_PATIENCE)
        if not got:
            return Outcome("talks", "alert", talk.id, "no alert came", "")
        # Nobody answers within the millisecond before the bot has noted that its alert is out.
        await self.ask(one, "/settings")
        return await self.talk(talk, one)


def short(got: Reply) -> str:
    """Return the beginning of a reply, for a report."""
    texts = " ‖ ".join(" / ".join(one.text.split("\n")) for one in got.messages)
    buttons = [button.text for one in got.messages for button in one.buttons]
    return f"{texts[:160]} {buttons[:6]}"

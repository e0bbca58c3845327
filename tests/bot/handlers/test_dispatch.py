"""A message is addressed once and parsed once, whatever it is."""

from collections import Counter
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from bot.access import addressed, said
from bot.handlers import dispatch
from bot.preview.model import ChatKind, Message
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from tests.bot.handlers.conftest import House


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often what reads a message is called from now on, by its name."""
    counts = Counter[str]()

    def count(module: ModuleType, name: str) -> None:
        called = getattr(module, name)

        def call(*given: Any) -> Any:  # noqa: ANN401 (whatever it takes)
            counts[name] += 1
            return called(*given)

        monkeypatch.setattr(module, name, call)

    for module, name in READERS:
        count(module, name)
    return counts


def reader(house: House) -> Participant:
    return house.reader()


def member(house: House) -> Participant:
    owner = gathering(house.world, ChatKind.SUPERGROUP, "读报群", person(house.world, "群主"))
    return owner.joined_by(person(house.world, "甲"))


READERS: tuple[tuple[ModuleType, str], ...] = (
    (dispatch, "heard"),
    (addressed, "words_of"),
    (dispatch, "said_in"),
    (said, "parse_words"),
)
KINDS: dict[str, tuple[Callable[[House], Participant], Callable[[Participant], Message]]] = {
    "a question": (reader, lambda who: who.say("东郊桥什么时候修缮？")),
    "a command": (reader, lambda who: who.say("/settings")),
    "a command in Chinese": (reader, lambda who: who.say("设置")),
    "no command of ours": (reader, lambda who: who.say("/nonsense")),
    "a sticker": (reader, lambda who: who.sticker()),
    "a photo with words": (reader, lambda who: who.photo("东郊桥")),
    "a document": (reader, lambda who: who.upload("a.txt", b"1")),
    "a mention in a group": (member, lambda who: who.say("@paper_bot 东郊桥")),
    "a command in a group": (member, lambda who: who.say("/latest@paper_bot")),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_message_is_addressed_once_and_parsed_once(
    running: House, calls: Counter[str], kind: str
) -> None:
    whose, send = KINDS[kind]
    who = whose(running)
    await who.reply(send(who))
    assert calls.pop("parse_words", 1) == 1  # none is needed where a page came
    assert calls == {"heard": 1, "words_of": 1, "said_in": 1}

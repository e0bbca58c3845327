"""However a question is said, and wherever: its first story is that of the bare question."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import TypeAlias

import pytest
import pytest_asyncio
from telegram import Message as TelegramMessage

from bot.access.albums import Albums
from bot.preview.model import ChatKind, Message, Status, User
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from tests.bot.handlers.conftest import House, at_home, page, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASKED, STORY = "东郊桥什么时候修缮？", "东郊桥修缮工程第1号"
_STORY = re.compile(r"东郊.修缮工程第\d+号")
NAME = "@paper_bot"
ALBUM = 3  # messages of each
KINDS = (
    "private",
    "group",
    "supergroup",
    "topic",
    "general topic",
    "anonymous admin",
    "aside",
    "channel",
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Somebody in a kind of chat, a friend of theirs there, and where the answers come."""

    who: Participant
    friend: Participant
    answers: Participant
    thread: int | None = None
    anonymous: bool = False

    @property
    def is_private(self) -> bool:
        return self.who.chat.kind is ChatKind.PRIVATE

    def to_bot(self, text: str) -> str:
        """A text as it is said to the bot here."""
        return text if self.is_private else f"{NAME} {text}"

    def command(self, name: str) -> str:
        return f"/{name}" if self.is_private else f"/{name}{NAME}"

    def say(self, text: str, *, reply_to: Message | None = None, quote: str = "") -> Message:
        own = self.who.chat if self.anonymous else None
        return self.who.say(
            text, reply_to=reply_to, thread=self.thread, speaking_as=own, quote=quote
        )

    def friends(self, text: str) -> Message:
        """What a friend says, whom the bot does not mind; alone with the bot, a forward."""
        if self.is_private:
            return self.who.forward(text)
        return self.friend.say(text, thread=self.thread)


Way: TypeAlias = Callable[[Spot], Message]


def _caption(spot: Spot) -> Message:
    return spot.who.photo(spot.to_bot(ASKED), thread=spot.thread)


def _album(spot: Spot) -> Message:
    album = spot.who.new_album()
    words = ["", spot.to_bot(ASKED), ""]
    return [spot.who.photo(one, thread=spot.thread, album=album) for one in words][1]


def _edited(spot: Spot) -> Message:
    first = spot.say("东郊的塔什么时候修缮？" if spot.is_private else "等一下")
    return spot.who.edit(first, spot.to_bot(ASKED))


def _under_a_friends(words: str) -> Way:
    """In reply to a friend's question."""
    return lambda spot: spot.say(spot.to_bot(words), reply_to=spot.friends(ASKED))


WAYS: dict[str, Way] = {
    "bare": lambda spot: spot.say(spot.to_bot(ASKED)),
    "mention behind": lambda spot: spot.say(f"{ASKED} {NAME}"),
    "mention within": lambda spot: spot.say(f"东郊桥 {NAME} 什么时候修缮？"),
    "mention of full width": lambda spot: spot.say(f"＠paper_bot {ASKED}"),
    "mention without a space": lambda spot: spot.say(f"{NAME}{ASKED}"),
    "courtesies": lambda spot: spot.say(spot.to_bot(f"您好！请问一下{ASKED}谢谢🙏")),
    "a name for it": lambda spot: spot.say(spot.to_bot(f"小编你好，{ASKED}")),
    "its own name": lambda spot: spot.say(spot.to_bot(f"报纸，{ASKED}")),
    "traditional": lambda spot: spot.say(spot.to_bot("請問東郊橋什麼時候修繕？")),
    "a command": lambda spot: spot.say(f"{spot.command('search')} 东郊桥"),
    "a command without a space": lambda spot: spot.say(f"{spot.command('search')}东郊桥"),
    "a command of full width": lambda spot: spot.say(
        spot.command("search").replace("/", "／") + " 东郊桥"
    ),
    "Chinese words": lambda spot: spot.say(spot.to_bot("搜索 东郊桥")),
    "courtesies and Chinese words": lambda spot: spot.say(spot.to_bot("麻烦，搜索 东郊桥，谢谢")),
    "a caption": _caption,
    "an album": _album,
    "an edit": _edited,
    "under a friend's question": _under_a_friends("帮我查查这个"),
    "a command under a friend's": lambda spot: spot.say(
        spot.command("search"), reply_to=spot.friends(ASKED)
    ),
    "a greeting under a friend's question": _under_a_friends("在吗"),
    "who knows under a friend's question": _under_a_friends("你知道吗？"),
    "Chinese words under a friend's": _under_a_friends("搜索"),
    "own words under a friend's": lambda spot: spot.say(
        spot.to_bot(ASKED), reply_to=spot.friends("今天天气真好，大家出去走走")
    ),
    "a quote": lambda spot: spot.say(
        spot.to_bot("查一下"),
        reply_to=spot.friends(f"大家早。{ASKED}东郊塔也旧了。"),
        quote=ASKED,
    ),
    "about what a friend says": lambda spot: spot.say(
        spot.to_bot("什么时候的事？"), reply_to=spot.friends("东郊桥要修缮")
    ),
}
IN_GROUPS: dict[str, Way] = {
    "a mention alone under a friend's": lambda spot: spot.say(NAME, reply_to=spot.friends(ASKED)),
    "a mention under a friend's picture": lambda spot: spot.say(
        NAME, reply_to=spot.friend.photo(ASKED, thread=spot.thread)
    ),
    "a mention and a quote": lambda spot: spot.say(
        NAME, reply_to=spot.friends(f"大家早。{ASKED}东郊塔也旧了。"), quote=ASKED
    ),
}
ALONE: dict[str, Way] = {
    "a forward": lambda spot: spot.who.forward(ASKED),
    "a long forward": lambda spot: spot.who.forward(f"东郊桥要修缮了\n{'大家都在说这件事。' * 80}"),
}
CELLS = [
    *((way, kind) for way in WAYS for kind in KINDS if (way, kind) != ("an edit", "channel")),
    *((way, kind) for way in IN_GROUPS for kind in KINDS if kind != "private"),
    *((way, "private") for way in ALONE),
]


class Heard(Albums):
    """Albums of which all has come that the bot is told of: in groups what mentions it."""

    def __init__(self) -> None:
        super().__init__(self._wait)
        self._came: Counter[str] = Counter()
        self._all = asyncio.Event()

    @asynccontextmanager
    async def whole(self, message: TelegramMessage) -> AsyncIterator[tuple[TelegramMessage, ...]]:
        album = f"{message.media_group_id}"
        self._all.clear()
        self._came[album] += 1
        if self._came[album] == (ALBUM if message.chat.type == ChatKind.PRIVATE else 1):
            self._all.set()
        async with super().whole(message) as messages:
            yield messages

    async def _wait(self) -> None:
        await self._all.wait()


async def spot_of(house: House, kind: str) -> Spot:
    """Make a chat of that kind, with people who never spoke to the bot."""
    world = house.world
    who = private(world, person(world, "甲"))
    if kind == "private":
        return Spot(who, who, who)
    owner = gathering(
        world,
        {"group": ChatKind.GROUP, "channel": ChatKind.CHANNEL}.get(kind, ChatKind.SUPERGROUP),
        "读报群",
        person(world, "群主"),
        is_forum="topic" in kind,
        bot_is=Status.ADMINISTRATOR,  # so that it gets all that is said
    )
    if kind == "channel":
        return Spot(owner, owner, owner)
    friend = owner.joined_by(person(world, "乙"))
    there = owner.joined_by(who.user)
    if kind == "aside":
        await said(owner, "/quiet@paper_bot 私聊")
        return Spot(there, friend, who)
    if kind == "anonymous admin":
        owner.promotes(who.user, anonymous=True)
    thread = owner.topic("城建") if kind == "topic" else None
    return Spot(there, friend, there, thread, anonymous=kind == "anonymous admin")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with at_home(tmp_path_factory.mktemp("ways")) as home:
        here = replace(home, albums=Heard())
        await here.archive.add_page(page(25), "2023-05-18/A01.md")
        async with here.bot():
            yield here


def first_stories(spot: Spot) -> list[str]:
    """The first story of each of the bot's messages, or all of one that has none."""
    texts = [one.text for one in spot.answers.from_bot()]
    return [found[0] if (found := _STORY.search(text)) else text for text in texts]


async def until(spot: Spot, done: Callable[[], bool]) -> None:
    """Wait for that, but not for long: whoever asks tells what is missing."""
    with suppress(TimeoutError):
        await spot.who.world.changes.until(lambda: done() or None, 10.0)


@pytest.mark.parametrize(("way", "kind"), CELLS, ids=[f"{way}, {kind}" for way, kind in CELLS])
async def test_it_has_the_first_story_of_the_bare_question(
    house: House, way: str, kind: str
) -> None:
    spot = await spot_of(house, kind)
    {**WAYS, **IN_GROUPS, **ALONE}[way](spot)
    await until(spot, lambda: STORY in first_stories(spot))
    assert STORY in first_stories(spot)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("private", "channel")])
async def test_what_is_not_said_to_it_is_not_answered(house: House, kind: str) -> None:
    spot = await spot_of(house, kind)
    friends = spot.friends(ASKED)
    for words in (ASKED, "小编，帮我查查这个", "机器人你好", "paper_bot", "x@paper_bot.com"):
        spot.say(words, reply_to=friends)
    spot.who.photo(ASKED, thread=spot.thread)
    spot.who.forward(f"{NAME} {ASKED}", thread=spot.thread)
    spot.say(spot.to_bot(ASKED))
    await until(spot, lambda: STORY in first_stories(spot))
    assert first_stories(spot) == [STORY]
    assert [one.text for one in spot.who.from_bot() if _STORY.search(one.text)] == (
        [] if spot.answers.chat is not spot.who.chat else [spot.answers.from_bot()[-1].text]
    )


async def test_an_album_is_answered_once(house: House) -> None:
    spot = await spot_of(house, "private")
    WAYS["an album"](spot)
    after = spot.say("东郊塔什么时候修缮？")
    await spot.who.reply(after)
    await until(spot, lambda: len(first_stories(spot)) > 1)
    assert sorted(first_stories(spot)) == sorted([STORY, "东郊塔修缮工程第6号"])


async def test_an_album_without_words_is_answered_once(house: House) -> None:
    spot = await spot_of(house, "private")
    album = spot.who.new_album()
    for _ in range(ALBUM):
        spot.who.photo(album=album)
    after = spot.say("东郊塔什么时候修缮？")
    await spot.who.replies(after, 1)
    await until(spot, lambda: len(first_stories(spot)) > 1)
    assert len(first_stories(spot)) == 2


async def test_an_edit_changes_the_former_answer(house: House) -> None:
    spot = await spot_of(house, "private")
    asked = spot.say("东郊塔什么时候修缮？")
    answer = await spot.who.reply(asked)
    spot.who.edit(asked, f"请问{ASKED}")
    changed = await spot.who.changed(answer)
    assert STORY in changed.text
    assert len(spot.who.from_bot()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "东郊桥什么时候修缮？东郊塔什么时候修缮？",
        "东郊桥什么时候修缮\n东郊塔什么时候修缮",
        "1. 东郊桥什么时候修缮 2. 东郊塔什么时候修缮",
        "你好，想问一下：①东郊桥什么时候修缮？②东郊塔什么时候修缮？谢谢",
    ],
)
@pytest.mark.parametrize("kind", ["private", "group"])
async def test_several_questions_are_several(house: House, text: str, kind: str) -> None:
    spot = await spot_of(house, kind)
    spot.say(spot.to_bot(text))
    await until(spot, lambda: len(first_stories(spot)) > 1)
    assert len(first_stories(spot)) == 2


async def test_what_others_wrote_changes_nothing(house: House) -> None:
    spot = await spot_of(house, "private")
    answer = await spot.who.reply(spot.who.forward("订阅 桥"))
    assert "已订阅" not in answer.text
    assert await house.subscribing.of_chat(spot.who.chat.id) == []


async def test_a_mention_alone_asks_what_is_wanted(house: House) -> None:
    spot = await spot_of(house, "group")
    assert "想问什么" in (await spot.who.reply(spot.say(NAME))).text


@pytest.mark.parametrize("words", ["小编", "你好，小助手", "机器人", "亲，在吗", "谢谢小助手🙏"])
@pytest.mark.parametrize("kind", ["private", "group"])
async def test_a_call_alone_is_answered_kindly(house: House, kind: str, words: str) -> None:
    spot = await spot_of(house, kind)
    answer = await spot.who.reply(spot.say(spot.to_bot(words)))
    assert not _STORY.search(answer.text)
    assert "没有" not in answer.text
    assert answer.text.count("\n") < 3


@pytest.mark.parametrize("kind", ["private", "group"])
async def test_a_wish_is_one_in_every_chat_and_with_courtesies(house: House, kind: str) -> None:
    spot = await spot_of(house, kind)
    who = spot.who if spot.is_private else Participant(house.world, spot.who.chat, _owner(spot))
    for words in ("麻烦，订阅 桥，谢谢", "小编你好，我的订阅"):
        answer = await who.reply(who.say(spot.to_bot(words)))
        assert "桥" in answer.text
    assert [one.query for one in await house.subscribing.of_chat(who.chat.id)] == ["桥"]


def _owner(spot: Spot) -> User:
    return spot.who.world.users[next(iter(spot.who.chat.members))]

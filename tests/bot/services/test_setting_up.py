"""The set-up over the loopback Bot API: whose token it is, and who becomes the first admin."""

import asyncio
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.messages.texts import EN
from bot.model.setting_up import Arrival, ContactFailed, ContactTrouble, FoundBot
from bot.preview.model import ChatKind, User
from bot.preview.people import gathering, person, private
from bot.preview.server import Preview, serve
from bot.preview.updates import Webhook
from bot.preview.world import World
from bot.runtime.settings import load
from bot.runtime.values import Secret
from bot.services.setting_up import NotWritten, SettingUp, is_word, new_word
from bot.telegram.first_contact import FirstContact

TOKEN = "123456:AAtest-token_of-no-bot"  # noqa: S105


@asynccontextmanager
async def under_way(home: Path) -> AsyncIterator[tuple[Preview, SettingUp]]:
    """A set-up whose token is good, and the Telegram that it speaks to."""
    world = World(User(123456, "河湾晚报", "paper_bot", is_bot=True))
    async with serve(world, TOKEN) as preview:
        settings = replace(load({}, home / "none"), api_url=preview.url)
        setting = SettingUp(settings, FirstContact.opened, home / ".env", pause=0.01)
        setting.take_token(f" {TOKEN}\n")
        yield preview, setting


def unheard(trouble: ContactTrouble | None) -> None:
    raise AssertionError(trouble)


async def test_a_token_is_that_of_a_bot_or_told_why_not(tmp_path: Path) -> None:
    async with under_way(tmp_path) as (preview, setting):
        assert await setting.check() == FoundBot("paper_bot", "河湾晚报")
        assert setting.link == f"https://t.me/paper_bot?start={setting.word}"
        setting.take_token(f"{TOKEN}x")
        with pytest.raises(ContactFailed) as rejected:
            await setting.check()
        assert rejected.value.trouble is ContactTrouble.REJECTED
        spelt = TOKEN.replace(":", "： ")
        for text in (spelt, f"Use this token to access the HTTP API:\n{spelt}\nKeep it safe."):
            setting.take_token(text)
            assert setting.token == Secret(TOKEN)
        for text, meant in (
            ("１２７。0。0。1：7890", "http://127.0.0.1:7890"),
            (" socks5：／／h:1 ", "socks5://h:1"),
        ):
            setting.take_proxy(text)
            assert setting.proxy == Secret(meant)
        setting.proxy = None
        setting.name_paper("《河湾晚报》")
        assert setting.paper == "河湾晚报"
        for text in ("", "河湾晚报", "AAtest"):
            with pytest.raises(ValueError, match="123456789:AA"):
                setting.take_token(text)
        setting.settings = replace(setting.settings, api_url=preview.url.replace("http", "https"))
        with pytest.raises(ContactFailed) as unreached:
            await setting.check()
        assert unreached.value.trouble is ContactTrouble.NOT_REACHED
        assert "建不起加密连接" in unreached.value.chinese
        assert "no encrypted connection" in unreached.value.english
        assert TOKEN not in str(unreached.value) + str(rejected.value)


async def test_who_sends_the_word_in_private_is_the_admin_and_nobody_else(tmp_path: Path) -> None:
    async with under_way(tmp_path) as (preview, setting):
        world = preview.world
        stranger = private(world, person(world, "路人"))
        editor = private(world, person(world, "Ed", language="en"))
        group = gathering(world, ChatKind.SUPERGROUP, "读报群", person(world, "群主"))
        waiting = asyncio.create_task(setting.first_admin(unheard))
        stranger.say("食品")
        stranger.say(f"暗号是 {setting.word}")
        stranger.say(new_word())
        group.say(setting.word)
        editor.say(setting.word.replace("-", " "))
        assert (await waiting).sender == editor.user.id
        assert setting.admin is not None
        assert setting.admin.name == "Ed"
        assert [call.method for call in preview.calls if call.method.startswith("send")] == []
        # Whoever wrote before the bot runs is still answered by it.
        assert world.updates.first(1)[0].payload["text"] == "食品"
        setting.name_paper(" 河湾晚报 ")
        path = setting.write()
        assert await setting.greet()
        [greeting] = world.sent
        assert (greeting.chat.id, greeting.message.text) == (
            editor.user.id,
            EN.people.first_admin,
        )
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        written = load({}, path)
        assert written.token is not None
        assert written.token.reveal() == TOKEN
        assert written.paper == "河湾晚报"
        assert written.admins == {editor.user.id}


async def test_what_the_admin_alone_has_sent_is_done_with(tmp_path: Path) -> None:
    """By the link, whose button sends /start and the word: the bot does not answer that again."""
    async with under_way(tmp_path) as (preview, setting):
        editor = private(preview.world, person(preview.world, "王编辑"))
        editor.say("/start")
        editor.say(f"/start {setting.word}")
        await setting.first_admin(unheard)
        assert len(preview.world.updates) == 0


async def test_the_word_is_found_behind_a_hundred_others(tmp_path: Path) -> None:
    async with under_way(tmp_path) as (preview, setting):
        crowd = private(preview.world, person(preview.world, "路人"))
        for number in range(120):
            crowd.say(f"问题{number}")
        editor = private(preview.world, person(preview.world, "王编辑"))
        editor.say(setting.word)
        assert (await setting.first_admin(unheard)).sender == editor.user.id


async def test_what_is_in_the_way_is_told_once_until_it_is_gone(tmp_path: Path) -> None:
    async with under_way(tmp_path) as (preview, setting):
        world = preview.world
        editor = private(world, person(world, "王编辑"))
        told: list[ContactTrouble | None] = []
        in_the_way, gone = asyncio.Event(), asyncio.Event()

        def tell(trouble: ContactTrouble | None) -> None:
            told.append(trouble)
            (gone if trouble is None else in_the_way).set()

        world.webhook = Webhook("https://paper.example/hook")
        waiting = asyncio.create_task(setting.first_admin(tell))
        await in_the_way.wait()
        world.webhook = None
        polls = world.updates.polls
        await world.changes.until(lambda: world.updates.polls > polls or None, 10)
        world.updates.poll()  # another program takes the updates
        world.changes.tell()
        editor.say(setting.word)
        await waiting
        assert told[0] is ContactTrouble.WEBHOOK
        assert told[1:] in (
            [None],
            [None, ContactTrouble.TAKEN, None],
            [ContactTrouble.TAKEN, None],
        )


def test_what_cannot_be_written_leaves_everything_as_it_was(tmp_path: Path) -> None:
    setting = SettingUp(load({}, tmp_path / "none"), FirstContact.opened, tmp_path / ".env")
    setting.take_token(TOKEN)
    setting.dotenv.mkdir()
    with pytest.raises(NotWritten, match=r"\.env"):
        setting.write()
    assert [path.name for path in tmp_path.iterdir()] == [".env"]


def test_no_two_words_are_alike_and_each_is_known_however_it_is_typed() -> None:
    words = {new_word() for _ in range(50)}
    assert len(words) == 50
    for word in words:
        for said in (word, f" {word} ", word.replace("-", ""), f"/start {word}"):
            assert is_word(said, word)
        full = word.translate({ord("0") + each: ord("０") + each for each in range(10)})
        assert is_word(full, word)
        for other in (None, "", word[:-1], f"{word}1", f"暗号 {word}", f"/search {word}"):
            assert not is_word(other, word)
    assert Arrival(1).words is None

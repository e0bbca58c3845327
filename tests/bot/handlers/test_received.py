"""What admins send of pages, as photos, albums and files, and what readers are told of theirs."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest
from telegram import Message as TelegramMessage

from bot.access.albums import Albums
from bot.preview.model import ChatKind, Message
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.preview.server import Afterwards, Call
from bot.services.uploads.reading import FileReader
from retrieval.errors import PageRefused
from retrieval.formats import Began, Found, pages_of
from retrieval.formats.pictures.word_reader import NOT_INSTALLED
from retrieval.model.doubts import Doubt, DoubtKind
from retrieval.model.files import Bounds, File
from retrieval.reading.decode import text_page
from tests.bot.handlers.conftest import House, page, said

JPEG = b"\xff\xd8\xff"
STORIES = (
    ("东郊大桥修缮", "东郊大桥开始修缮，由第一施工队承担。"),
    ("西郊路灯更换", "西郊的三百盏路灯换成了节能灯，亮度提高一倍。"),
    ("南郊水井清淤", "南郊的十二口水井开始清淤，月底以前完工。"),
)


def told(*stories: tuple[str, str]) -> bytes:
    return "\n\n".join(f"# {title}\n\n本报讯 5月17日，{text}" for title, text in stories).encode()


def pictured(*stories: tuple[str, str]) -> bytes:
    return JPEG + told(*stories)


@dataclass
class Words:
    """Stands for what reads words: of a picture it tells what follows its mark.

    It reads one whenever it is ``free`` to. ``unsure`` is whether the words are not clear,
    ``missing`` whether there is nothing installed that reads them.
    """

    free: asyncio.Event = field(default_factory=asyncio.Event)
    unsure: bool = False
    missing: bool = False
    closed: int = 0

    async def __call__(
        self, files: Sequence[File], bounds: Bounds, began: Began
    ) -> AsyncGenerator[Found, None]:
        try:
            for file in files:
                data = file.read()
                if data.startswith(JPEG):
                    began(file.name)
                    yield await self._read(data.removeprefix(JPEG), file.name)
                else:
                    for found in pages_of((file,), bounds):
                        yield found
        finally:
            self.closed += 1

    async def _read(self, text: bytes, name: str) -> Found:
        if self.missing:
            return PageRefused(name, NOT_INSTALLED)
        await self.free.wait()
        doubts = (Doubt(DoubtKind.UNSURE_WORDS, ("3", "东郊")),) if self.unsure else ()
        return replace(text_page(text, name), doubts=doubts)


class Whole(Albums):
    """Albums of which so many messages come, however long that takes."""

    def __init__(self, messages: int) -> None:
        super().__init__(self._wait)
        self._left = messages
        self._all = asyncio.Event()

    @asynccontextmanager
    async def whole(self, message: TelegramMessage) -> AsyncIterator[tuple[TelegramMessage, ...]]:
        self._left -= 1
        if self._left == 0:
            self._all.set()
        async with super().whole(message) as messages:
            yield messages

    async def _wait(self) -> None:
        await self._all.wait()


@pytest.fixture
def words() -> Words:
    words = Words()
    words.free.set()
    return words


@pytest.fixture
async def house(house: House, words: Words) -> House:
    """The house, and an admin in it; pictures are read by ``words``."""
    return with_admin(replace(house, files=FileReader(source=words)))


@pytest.fixture
async def running(house: House) -> AsyncIterator[House]:
    async with house.bot():
        yield house


def with_admin(house: House, language: str = "zh-hans") -> House:
    admin = person(house.world, "站长", language=language)
    return replace(house, settings=replace(house.settings, admins=frozenset({admin.id})))


def admin_of(house: House) -> Participant:
    (number,) = house.settings.admins
    return private(house.world, house.world.users[number])


async def tap(admin: Participant, message: Message, label: str) -> Message:
    await admin.press_answer(admin.press(message, label))
    return admin.chat.messages[message.id]


def labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


async def settled(admin: Participant, message: Message) -> Message:
    """Wait until the message is no longer about a reading that goes on."""

    def now() -> Message | None:
        current = admin.chat.messages[message.id]
        return None if "正在认字" in current.text else current

    return await admin.world.changes.until(now, 30.0)


async def before_next(who: Participant) -> list[str]:
    """What the bot says here until it answers what comes next, in the order of its chat."""
    who.say("/nonsense@paper_bot")

    def answered() -> list[str] | None:
        found = [one.text for one in who.from_bot()]
        return found[:-1] if found and "没有这个命令" in found[-1] else None

    return await who.world.changes.until(answered, 30.0)


async def titles(house: House) -> list[str]:
    await house.archive.refresh()
    return [hit.citation.title for hit in (await house.archive.latest()).hits]


def calls(house: House) -> list[str]:
    """The methods that the bot calls from now on."""
    made: list[str] = []

    async def note(call: Call) -> Afterwards | None:
        made.append(call.method)
        return None

    house.preview.fault = note
    return made


async def test_a_photo_says_that_its_words_are_read_and_then_is_a_draft_in_the_same_message(
    running: House, words: Words
) -> None:
    words.free.clear()
    admin = admin_of(running)
    shown = await admin.reply(admin.photo(data=pictured(*STORIES)))
    assert shown.text == "正在认字，约 30 秒"
    words.free.set()
    draft = await settled(admin, shown)
    assert "读出 3 篇" in draft.text
    assert "还没有发布" in draft.text
    assert len(admin.from_bot()) == 1
    await tap(admin, draft, "确认发布")
    assert sorted(await titles(running)) == sorted(title for title, _ in STORIES)


async def test_other_chats_are_answered_while_words_are_read(running: House, words: Words) -> None:
    words.free.clear()
    admin, reader = admin_of(running), running.reader()
    shown = await admin.reply(admin.photo(data=pictured(*STORIES)))
    assert "/help" in (await said(reader, "/nonsense")).text
    words.free.set()
    await settled(admin, shown)


async def test_the_same_chat_is_answered_while_words_are_read(running: House, words: Words) -> None:
    words.free.clear()
    admin = admin_of(running)
    shown = await admin.reply(admin.photo(data=pictured(*STORIES)))
    assert "/help" in (await said(admin, "/nonsense")).text
    words.free.set()
    assert "读出 3 篇" in (await settled(admin, shown)).text


async def test_a_photo_that_came_as_a_file_is_a_page_too(running: House) -> None:
    admin = admin_of(running)
    message = admin.upload("要闻.jpg", pictured(*STORIES), mime="image/jpeg")
    draft = await settled(admin, await admin.reply(message))
    assert "要闻.jpg（第 1/1 版）" in draft.text
    assert "作为文件发送" not in draft.text


async def test_an_album_of_photos_is_one_draft_in_the_order_of_its_messages(
    house: House, words: Words
) -> None:
    words.free.clear()
    house = replace(house, albums=Whole(3))
    async with house.bot():
        admin = admin_of(house)
        album = admin.new_album()
        photos = [
            admin.photo("2023-05-18" if at == 1 else "", pictured(story), album=album)
            for at, story in enumerate(STORIES)
        ]
        shown = await admin.reply(photos[-1])
        assert shown.text == "正在认字，约 30 秒（第 1 张，共 3 张）"
        assert shown.reply_to == photos[0].id
        words.free.set()
        draft = await settled(admin, shown)
        assert "第 1/3 版" in draft.text
        assert "东郊大桥修缮" in draft.text
        assert "2023年5月18日" in draft.text
        second = await tap(admin, draft, "下一版")
        assert "西郊路灯更换" in second.text
        assert len(admin.from_bot()) == 1
        assert "已发布 3 版：新 3 篇" in (await tap(admin, second, "确认发布")).text


async def test_an_album_of_files_is_one_draft(house: House) -> None:
    house = replace(house, albums=Whole(2))
    async with house.bot():
        admin = admin_of(house)
        album = admin.new_album()
        first = admin.upload("A01.md", told(STORIES[0]), caption="2023-05-18", album=album)
        admin.upload("A02.md", told(STORIES[1]), album=album)
        draft = await admin.reply(first)
        assert "2023-05-18/A01.md（第 1/2 版）" in draft.text
        assert "2023-05-18/A02.md" in (await tap(admin, draft, "下一版")).text


async def test_files_of_one_name_in_an_album_are_pages_of_their_own(house: House) -> None:
    house = replace(house, albums=Whole(2))
    async with house.bot():
        admin = admin_of(house)
        album = admin.new_album()
        first = admin.upload("image.jpg", pictured(STORIES[0]), album=album, mime="image/jpeg")
        admin.upload("image.jpg", pictured(STORIES[1]), album=album, mime="image/jpeg")
        draft = await settled(admin, await admin.reply(first))
        assert "已发布 2 版：新 2 篇" in (await tap(admin, draft, "确认发布")).text


async def test_an_album_that_a_restart_cuts_short_is_one_draft_after_it(house: House) -> None:
    admin = admin_of(house)
    album = admin.new_album()
    async with replace(house, albums=Whole(99)).bot(cut=True):
        photos = [admin.photo(data=pictured(story), album=album) for story in STORIES]
        updates = house.world.updates
        await house.world.changes.until(lambda: updates.confirmed >= updates.last or None, 30.0)
    assert admin.from_bot() == []
    async with replace(house, albums=Whole(3)).bot():
        draft = await settled(admin, await admin.reply(photos[-1]))
        assert "第 1/3 版" in draft.text


async def test_a_reading_that_a_stop_cuts_short_is_ended_and_begun_anew(
    house: House, words: Words
) -> None:
    words.free.clear()
    admin = admin_of(house)
    async with house.bot(cut=True):
        await admin.reply(admin.photo(data=pictured(*STORIES)))
    assert words.closed == 1
    words.free.set()
    async with house.bot():
        again = (await admin.replies(admin.from_bot()[0]))[0]
        assert "读出 3 篇" in (await settled(admin, again)).text


async def test_how_far_a_reading_is_is_told_as_it_goes_on(house: House) -> None:
    steps = [asyncio.Event() for _ in STORIES]

    async def step_by_step(
        files: Sequence[File], _bounds: Bounds, began: Began
    ) -> AsyncGenerator[Found, None]:
        for file, step in zip(files, steps, strict=True):
            began(file.name)
            await step.wait()
            yield text_page(file.read().removeprefix(JPEG), file.name)

    files = FileReader(source=step_by_step)
    async with replace(house, albums=Whole(3), files=files).bot():
        admin = admin_of(house)
        album = admin.new_album()
        *_, last = [admin.photo(data=pictured(story), album=album) for story in STORIES]
        shown = await admin.reply(last)
        for number, step in enumerate(steps, 1):
            assert f"（第 {number} 张，共 3 张）" in shown.text
            step.set()
            shown = await admin.changed(shown)
        assert "第 1/3 版" in shown.text


async def test_it_is_not_told_often(house: House) -> None:
    house = replace(house, albums=Whole(3), pace=3600.0)
    async with house.bot():
        made, admin = calls(house), admin_of(house)
        album = admin.new_album()
        *_, last = [admin.photo(data=pictured(story), album=album) for story in STORIES]
        assert "第 1/3 版" in (await settled(admin, await admin.reply(last))).text
        assert made.count("sendMessage") + made.count("editMessageText") <= 2


@pytest.mark.parametrize(
    ("language", "words_of_it"),
    [
        ("zh-hans", "这是图片，认字要另装 bulletin-bot[ocr]。请管机器的人运行 make ocr"),
        ("zh-hant", "這是圖片，認字要另裝 bulletin-bot[ocr]。請管機器的人執行 make ocr"),
        ("en", "to read its words bulletin-bot[ocr] has to be installed"),
    ],
)
async def test_without_what_reads_words_it_says_what_to_install(
    house: House, words: Words, language: str, words_of_it: str
) -> None:
    words.missing = True
    house = with_admin(house, language)
    async with house.bot():
        admin = admin_of(house)
        sent = admin.photo(data=pictured(*STORIES))

        def refused() -> Message | None:
            found = admin.from_bot(sent)
            return found[-1] if found and words_of_it in found[-1].text else None

        assert (await house.world.changes.until(refused, 30.0)).buttons == ()


async def test_a_photo_whose_words_are_not_clear_is_asked_for_as_a_file(
    running: House, words: Words
) -> None:
    words.unsure = True
    admin = admin_of(running)
    draft = await settled(admin, await admin.reply(admin.photo(data=pictured(*STORIES))))
    assert "有 3 行字认得不清楚" in draft.text
    assert "请作为文件发送" in draft.text


async def test_a_photo_in_which_nothing_is_read_is_asked_for_as_a_file(running: House) -> None:
    admin = admin_of(running)
    refused = await settled(admin, await admin.reply(admin.photo(data=JPEG + b"A01")))
    assert "请作为文件发送" in refused.text
    assert "没有收下" in refused.text


async def test_of_an_album_too_large_to_keep_the_rest_is_named(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.received.MOST_AT_ONCE", len(told(STORIES[0])) + 10)
    house = replace(house, albums=Whole(2))
    async with house.bot():
        admin = admin_of(house)
        album = admin.new_album()
        first = admin.upload("A01.md", told(STORIES[0]), album=album)
        admin.upload("A02.md", told(STORIES[1]), album=album)
        draft = await admin.reply(first)
        assert "第 1/1 版" in draft.text
        assert "A02.md：太大了" in draft.text


async def test_a_story_is_left_out_and_put_back_by_a_tap_each(running: House) -> None:
    admin = admin_of(running)
    draft = await admin.reply(admin.upload("2023-05-18/A01.md", told(*STORIES)))
    draft = await tap(admin, draft, "略去 2 西郊路灯更换")
    assert "读出 2 篇" in draft.text
    assert "你改过：\n· 略去了“西郊路灯更换”" in draft.text
    assert "略去 1 处" not in draft.text  # its lines are not told one by one
    draft = await tap(admin, draft, "恢复：西郊路灯更换")
    assert "读出 3 篇" in draft.text
    draft = await tap(admin, draft, "略去 3")
    await tap(admin, draft, "确认发布")
    assert sorted(await titles(running)) == ["东郊大桥修缮", "西郊路灯更换"]


async def test_a_story_is_joined_to_the_one_before_it_and_parted_again(running: House) -> None:
    admin = admin_of(running)
    draft = await admin.reply(admin.upload("2023-05-18/A01.md", told(*STORIES)))
    assert "1 并入上一篇" not in labels(draft)
    draft = await tap(admin, draft, "3 并入上一篇")
    assert "读出 2 篇" in draft.text
    assert "· “南郊水井清淤”并入了上一篇" in draft.text
    draft = await tap(admin, draft, "分开：南郊水井清淤")
    assert "读出 3 篇" in draft.text
    draft = await tap(admin, draft, "2 并入上一篇")
    await tap(admin, draft, "确认发布")
    assert sorted(await titles(running)) == ["东郊大桥修缮", "南郊水井清淤"]


async def test_changes_outlive_a_restart(house: House) -> None:
    admin = admin_of(house)
    async with house.bot():
        draft = await admin.reply(admin.upload("2023-05-18/A01.md", told(*STORIES)))
        draft = await tap(admin, draft, "略去 2")
    async with house.bot():
        await tap(admin, draft, "确认发布")
    assert sorted(await titles(house)) == ["东郊大桥修缮", "南郊水井清淤"]


async def test_of_many_stories_some_have_buttons_at_a_time(running: House) -> None:
    admin = admin_of(running)
    draft = await admin.reply(admin.upload("2023-05-18/A01.md", page(20)))
    assert not [label for label in labels(draft) if label.startswith("略去 9")]
    draft = await tap(admin, draft, "后面的报道")
    draft = await tap(admin, draft, "略去 9")
    assert "读出 19 篇" in draft.text
    assert [label for label in labels(draft) if label.startswith("略去 9")]
    draft = await tap(admin, draft, "前面的报道")
    assert [label for label in labels(draft) if label.startswith("略去 1")]


async def test_the_pages_of_a_draft_are_listed_those_in_doubt_first(house: House) -> None:
    house = replace(house, albums=Whole(2))
    async with house.bot():
        admin = admin_of(house)
        album = admin.new_album()
        first = admin.upload("2023-05-18-A01.md", told(STORIES[0]), album=album)
        admin.upload("b.md", told(*STORIES[1:]), album=album)
        draft = await admin.reply(first)
        assert "另外这些版也要看看：第 2 版" in draft.text
        every = await tap(admin, draft, "全部 2 版")
        lines = every.text.splitlines()
        assert lines[2] == "⚠️ 2. b.md：2 篇，1 处要看"
        assert lines[3] == "西郊路灯更换；南郊水井清淤"
        assert lines[4] == "1. A01版：1 篇"
        assert "确认发布" in labels(every)
        assert "b.md（第 2/2 版）" in (await tap(admin, every, "2")).text


async def test_five_photos_of_a_reader_in_a_row_get_one_reply(running: House) -> None:
    reader = running.reader()
    for _ in range(5):
        reader.photo()
    (reply,) = await before_next(reader)
    assert "直接打字问就行" in reply


async def test_an_album_of_a_reader_gets_one_reply_of_photos_or_of_files(running: House) -> None:
    reader = running.reader()
    album = reader.new_album()
    for _ in range(5):
        reader.photo(album=album)
    files = reader.new_album()
    for at in range(3):
        reader.upload(f"{at}.md", told(STORIES[0]), album=files)
    kindly, admins_only = await before_next(reader)
    assert "我只看得懂文字" in kindly
    assert "只收管理员" in admins_only


async def test_a_photo_with_words_under_it_is_answered_each_time(running: House) -> None:
    reader = running.reader()
    for caption in ("老码头", "灯塔"):
        assert "还没有收到报纸" in (await reader.reply(reader.photo(caption))).text


async def test_in_a_group_photos_that_are_not_for_the_bot_get_no_reply(running: House) -> None:
    admin = admin_of(running)
    group = gathering(running.world, ChatKind.SUPERGROUP, "街坊", admin.user)
    album = group.new_album()
    for _ in range(5):
        group.photo(album=album)
    assert await before_next(group) == []

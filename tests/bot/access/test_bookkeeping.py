"""On a full disk a good answer stands: no apology follows it, and the log says what is wrong."""

import logging

import pytest

from bot.preview.model import ChatKind
from bot.preview.people import gathering, person
from retrieval.errors import ArchiveUnavailable
from retrieval.store.database import Database
from tests.bot.handlers.conftest import House, said

SHOWN = (
    "INSERT INTO showing (chat_id, message_id, way, words, ordered, start, articles, whole,"
    " shown_at) SELECT ?, max(1000, max(message_id) + 1), 'question', hex(randomblob(?)),"
    " 'relevance', 0, '[]', 0, ? FROM showing"
)
TYPED = (  # the same words are kept once: those of one byte would often be the same
    "INSERT INTO typed (user_id, words, typed_at) SELECT ?, count(*) || hex(randomblob(?)), ?"
    " FROM typed"
)


async def fill_the_disk(house: House, chat: int) -> None:
    """Keep the archive's file from growing, with no room in it for what is recorded of a chat."""
    database, now = house.opened.database, int(house.opened.clock())
    async with database.transaction() as transaction:
        await transaction.execute("PRAGMA max_page_count = 1")  # as many as there are, at least
    for statement in (SHOWN, TYPED):
        for size in (2000, 200, 20, 1):
            with pytest.raises(ArchiveUnavailable, match="磁盘满了"):
                await _insert_for_ever(database, statement, (chat, size, now))


async def _insert_for_ever(database: Database, statement: str, row: tuple[int, ...]) -> None:
    while True:
        async with database.transaction() as transaction:
            await transaction.execute(statement, row)


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        one.message
        for one in caplog.records
        if one.levelno >= logging.WARNING and one.name.startswith("bot.access")
    ]


@pytest.mark.parametrize("words", ["东郊桥怎么了？", "/article 1"])
async def test_an_answer_stands_alone_on_a_full_disk(
    running: House, caplog: pytest.LogCaptureFixture, words: str
) -> None:
    reader = running.reader()
    await said(reader, "/latest")
    await said(reader, "/help")  # what the answer before it shows is recorded by then
    await fill_the_disk(running, reader.chat.id)
    before = len(reader.from_bot())
    answer = await said(reader, words)
    assert "东郊桥修缮工程" in answer.text or "东郊的桥开始修缮" in answer.text
    await said(reader, "/help")
    assert len(reader.from_bot()) == before + 2
    [warned] = logged(caplog)
    assert "not recorded" in warned
    assert "磁盘满了，腾出空间再试" in warned


async def test_what_is_new_about_a_chat_keeps_nobody_from_an_answer_on_a_full_disk(
    running: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = gathering(running.world, ChatKind.SUPERGROUP, "读报群", person(running.world, "群主"))
    await said(owner, "/subscribe@paper_bot 桥")
    owner.chat.title = "改了名的读报群"

    async def full(*_: object, **__: object) -> None:
        raise ArchiveUnavailable("磁盘满了，腾出空间再试")

    monkeypatch.setattr("bot.services.chats.see_chat", full)
    assert "@paper_bot 加上问题" in (await said(owner, "/help@paper_bot")).text
    assert [one.partition(":")[0] for one in logged(caplog)] == ["what is new about a chat"]


async def test_who_types_inline_is_answered_on_a_full_disk(
    running: House, caplog: pytest.LogCaptureFixture
) -> None:
    reader = running.reader()
    await said(reader, "/latest")
    await said(reader, "/help")
    await fill_the_disk(running, reader.user.id)
    answer = await reader.inline_answer(reader.inline("没有登过的事"))
    assert answer.button is None
    assert [one.partition(":")[0] for one in logged(caplog)] == ["what was typed inline"]

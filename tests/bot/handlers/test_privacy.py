"""What is kept of people, said and deleted."""

from bot.preview.model import ChatKind
from bot.preview.people import gathering, person, private
from bot.store.chats import chat_of
from tests.bot.handlers.conftest import House, said


async def subscribed(house: House, chat_id: int) -> list[tuple[str, int | None]]:
    return [(one.query, one.made_by) for one in await house.subscribing.of_chat(chat_id)]


async def test_what_is_kept_and_for_how_long_is_said(running: House) -> None:
    reader = running.reader()
    for text in ("/privacy", "隐私"):
        told = (await said(reader, text)).text
        for part in ("提问的文字", "30 天", "订阅和设置", "/forget"):
            assert part in told


async def test_a_second_tap_deletes_what_is_kept_of_a_person(running: House) -> None:
    reader, other = running.reader(), running.reader()
    for who in (reader, other):
        await said(who, "/subscribe 桥")
        await said(who, "/settings 语言 英文")
    owner = gathering(running.world, ChatKind.SUPERGROUP, "读报群", reader.user)
    await said(owner, "/subscribe@paper_bot 路")
    asked = await said(reader, "/forget")
    assert await subscribed(running, reader.chat.id)
    await reader.press_answer(reader.press(asked, "Delete it all"))
    assert "subscriptions: 1" in reader.chat.messages[asked.id].text
    assert not reader.chat.messages[asked.id].buttons
    async with running.opened.database.reading() as view:
        assert await chat_of(view, reader.chat.id) is None
    assert await subscribed(running, owner.chat.id) == [("路", None)]
    assert await subscribed(running, other.chat.id) == [("桥", other.user.id)]
    assert "还没有订阅" in (await said(reader, "/subscriptions")).text


async def test_who_thinks_better_of_it_keeps_it(running: House) -> None:
    reader = running.reader()
    await said(reader, "/subscribe 桥")
    asked = await said(reader, "忘掉我")
    await reader.press_answer(reader.press(asked, "不删"))
    assert "没有删" in reader.chat.messages[asked.id].text
    assert await subscribed(running, reader.chat.id)


async def test_nobody_has_another_forgotten(running: House) -> None:
    owner = gathering(running.world, ChatKind.SUPERGROUP, "读报群", person(running.world, "群主"))
    member = owner.joined_by(person(running.world, "甲"))
    alone = private(running.world, member.user)
    await said(alone, "/subscribe 桥")
    await said(owner, "/quiet@paper_bot 管理员")
    asked = await said(member, "/forget@paper_bot")
    answer = await owner.press_answer(owner.press(asked, "全部删去"))
    assert "不是给你的" in answer.text
    assert await subscribed(running, alone.chat.id)
    forged = await owner.press_answer(owner.press_data(asked, f"fy{member.user.id}"))
    assert "不是给你的" in forged.text
    assert await subscribed(running, alone.chat.id)


async def test_an_anonymous_admin_is_nobody_to_forget(running: House) -> None:
    owner = gathering(running.world, ChatKind.SUPERGROUP, "读报群", person(running.world, "群主"))
    asked = owner.say("/forget@paper_bot", speaking_as=owner.chat)
    assert "自己的名义" in (await owner.reply(asked)).text

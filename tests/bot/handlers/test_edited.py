"""A question that was edited has its answer edited."""

from bot.preview.model import ChatKind
from bot.preview.people import gathering, person
from tests.bot.handlers.conftest import House, said


async def test_the_answer_is_edited_in_place(running: House) -> None:
    reader = running.reader()
    asked = reader.say("/search 东郊 桥")
    answer = await reader.reply(asked)
    assert "第1号" in answer.text
    reader.edit(asked, "/search 东郊 路")
    assert "东郊路修缮" in (await reader.changed(answer)).text
    await said(reader, "/help")
    assert len(reader.from_bot(asked)) == 2


async def test_an_edit_that_asks_the_same_changes_nothing(running: House) -> None:
    reader = running.reader()
    asked = reader.say("/search 东郊 施工队")
    answer = await reader.reply(asked)
    await reader.press_answer(reader.press(answer, "下一页 ▶"))
    turned = reader.chat.messages[answer.id]
    reader.edit(asked, "/search  东郊 施工队")
    await said(reader, "/help")
    assert reader.chat.messages[answer.id] == turned


async def test_where_the_answer_is_gone_a_new_one_is_given(running: House) -> None:
    reader = running.reader()
    asked = reader.say("/search 东郊 桥")
    answer = await reader.reply(asked)
    del reader.chat.messages[answer.id]
    reader.edit(asked, "/search 东郊 路")
    assert "东郊路修缮" in (await reader.reply(answer)).text


async def test_what_changes_something_is_done_once(running: House) -> None:
    reader = running.reader()
    asked = reader.say("/subscribe 东郊 桥")
    await reader.reply(asked)
    reader.edit(asked, "/subscribe 东郊 路")
    await said(reader, "/help")
    (one,) = await running.subscribing.of_chat(reader.chat.id)
    assert one.query == "东郊 桥"


async def test_in_a_group_what_is_not_said_to_the_bot_is_not_answered_by_an_edit(
    running: House,
) -> None:
    owner = person(running.world, "群主")
    member = gathering(running.world, ChatKind.SUPERGROUP, "读报群", owner)
    loose = member.say("东郊的桥")
    member.edit(loose, "东郊的路")
    asked = member.say("@paper_bot 东郊桥")
    await member.reply(asked)
    assert [one.reply_to for one in member.from_bot()] == [asked.id]

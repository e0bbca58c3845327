"""Questions: the pages of an answer and of a listing, who turns them, and questions edited."""

import re

import pytest

from bot.preview.model import ChatKind, Message
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from tests.bot.handlers.conftest import House, issue, page, said


def numbers(message: Message) -> list[int]:
    return [int(found) for found in re.findall(r"^(\d+)\. ", message.text, re.MULTILINE)]


def labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


def now(reader: Participant, message: Message) -> Message:
    return reader.chat.messages[message.id]


async def tap(reader: Participant, message: Message, label: str) -> str:
    """Tap a button of the message as it is now; return what the tap was answered."""
    press = reader.press(now(reader, message), label)
    return (await reader.press_answer(press)).text or ""


@pytest.fixture
def group(running: House) -> Participant:
    owner = person(running.world, "群主")
    return gathering(running.world, ChatKind.SUPERGROUP, "读报群", owner)


async def age(house: House, reader: Participant, days: int) -> Message:
    """Make all that was shown so many days older; return the last message before that."""
    helped = await said(reader, "/help")  # whatever was shown before is kept by now
    async with house.opened.database.transaction() as connection:
        await connection.execute("UPDATE showing SET shown_at = shown_at - ?", (days * 86400,))
    return helped


async def test_all_stories_of_an_answer_are_walked_through(running: House) -> None:
    reader = running.reader()
    answer = await said(reader, "/search 东郊 施工队")
    seen = numbers(answer)
    assert "第 1/9 页" in answer.text
    for _ in range(8):
        await tap(reader, answer, "下一页 ▶")
        seen += numbers(now(reader, answer))
    assert seen == list(range(1, 26))
    assert "下一页 ▶" not in labels(now(reader, answer))
    titles = {line for line in now(reader, answer).text.splitlines() if "修缮工程" in line}
    await tap(reader, answer, "◀ 上一页")
    assert numbers(now(reader, answer)) == list(range(22, 25))
    assert titles.isdisjoint(now(reader, answer).text.splitlines())
    assert reader.from_bot(answer) == []


async def test_a_listing_of_search_has_all_its_pages(running: House) -> None:
    reader = running.reader()
    listing = await said(reader, "/search 记者:欧阳晓岚")
    assert "共 13 篇。 第 1/2 页" in listing.text
    await tap(reader, listing, "下一页 ▶")
    assert numbers(now(reader, listing)) == [11, 12, 13]


async def test_pages_turn_after_a_restart_and_weeks(house: House) -> None:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    reader = house.reader()
    async with house.bot():
        answer = await said(reader, "/search 东郊 施工队")
        await age(house, reader, 28)
    async with house.bot():
        await tap(reader, answer, "下一页 ▶")
        assert numbers(now(reader, answer)) == list(range(4, 7))


async def test_an_expired_answer_says_so_and_offers_to_search_again(running: House) -> None:
    reader = running.reader()
    answer = await said(reader, "/search 东郊 施工队")
    helped = await age(running, reader, 91)
    await tap(reader, answer, "下一页 ▶")
    offer = await reader.reply(helped)
    assert "太久" in offer.text
    assert numbers(now(reader, answer)) == list(range(1, 4))
    await tap(reader, offer, "再找一次")
    again = await reader.reply(offer)
    assert numbers(again) == list(range(1, 4))
    await tap(reader, again, "下一页 ▶")
    assert numbers(now(reader, again)) == list(range(4, 7))


async def test_what_is_too_old_is_forgotten(running: House) -> None:
    reader = running.reader()
    await said(reader, "/search 东郊 施工队")
    await age(running, reader, 91)
    await said(reader, "/latest")
    await said(reader, "/help")
    async with running.opened.database.reading() as view:
        rows = await view.fetch_all("SELECT way FROM showing")
    assert [tuple(row) for row in rows] == [("latest",)]


async def test_only_the_asker_and_admins_turn_pages_in_a_group(
    running: House, group: Participant
) -> None:
    asker = group.joined_by(person(running.world, "小李"))
    other = group.joined_by(person(running.world, "老王"))
    answer = await said(asker, "/search@paper_bot 东郊 施工队")
    assert numbers(answer) == list(range(1, 4))
    assert "只有提问的人" in await tap(other, answer, "下一页 ▶")
    assert numbers(now(asker, answer)) == list(range(1, 4))
    assert not await tap(asker, answer, "下一页 ▶")
    assert numbers(now(asker, answer)) == list(range(4, 7))
    assert not await tap(group, answer, "下一页 ▶")
    assert numbers(now(asker, answer)) == list(range(7, 10))


async def test_who_asks_as_a_channel_turns_the_pages(running: House, group: Participant) -> None:
    writer = group.joined_by(person(running.world, "小李"))
    station = gathering(running.world, ChatKind.CHANNEL, "频道", writer.user)
    asked = writer.say("@paper_bot 搜索 东郊 施工队", speaking_as=station.chat)
    answer = await writer.reply(asked)
    assert numbers(answer) == list(range(1, 4))
    assert not await tap(writer, answer, "下一页 ▶")
    assert not await tap(writer, answer, "下一页 ▶")
    assert numbers(now(writer, answer)) == list(range(7, 10))


async def test_in_a_group_one_passage_is_quoted_on_every_page(group: Participant) -> None:
    answer = await said(group, "/search@paper_bot 东郊 施工队")
    await tap(group, answer, "下一页 ▶")
    quotes = [e for e in now(group, answer).content.entities if "blockquote" in e.type]
    assert len(quotes) == 1


async def test_a_search_is_ordered_by_a_button(running: House) -> None:
    newer = "# 东郊施工队换了新装\n\n本报讯 东郊的施工队换装。\n\n记者 陆知行\n".encode()
    await running.archive.add_page(newer, "2023-06-01/A01.md")
    reader = running.reader()
    answer = await said(reader, "/search 东郊 施工队承担")
    await tap(reader, answer, "按时间排")
    newest = now(reader, answer)
    assert "按相关排" in labels(newest)
    await tap(reader, newest, "下一页 ▶")
    assert "按相关排" in labels(now(reader, newest))
    await tap(reader, newest, "按相关排")
    assert now(reader, newest).text == answer.text


async def test_pages_of_five_that_were_sent_before_turn_on(running: House) -> None:
    reader = running.reader()
    answer = await said(reader, "/search 东郊 施工队")
    await reader.press_answer(reader.press_data(answer, "p:5:r"))
    seen = numbers(now(reader, answer))
    assert seen == [6, 7, 8]
    while "下一页 ▶" in labels(now(reader, answer)):
        await tap(reader, answer, "下一页 ▶")
        seen += numbers(now(reader, answer))
    assert seen == list(range(6, 26))


async def test_a_question_is_answered_a_page_of_stories_at_a_time(running: House) -> None:
    mills = [(f"水磨坊第{at}家开张", f"水磨坊在{at}号院开张。水磨坊收麦子。") for at in range(1, 8)]
    await running.archive.add_page(issue(*mills), "2023-05-19/A02.md")
    reader = running.reader()
    answer = await said(reader, "水磨坊开张收麦子")
    seen, titles = numbers(answer), re.findall(r"\d+\. (.+)", answer.text)
    assert seen == [1, 2, 3]
    while "下一页 ▶" in labels(now(reader, answer)):
        await tap(reader, answer, "下一页 ▶")
        seen += numbers(now(reader, answer))
        titles += re.findall(r"\d+\. (.+)", now(reader, answer).text)
    assert seen == list(range(1, 8))
    assert set(titles) == {title for title, _ in mills}
    last = now(reader, answer).text
    await reader.press_answer(reader.press_data(answer, "p:45:r"))  # of its passages, once
    assert now(reader, answer).text == last


@pytest.mark.parametrize("data", ["p:0:n", "p:3:r", "p:99999:r"])
async def test_forged_pages_are_pages_of_the_same_answer(running: House, data: str) -> None:
    reader = running.reader()
    answer = await said(reader, "/search 东郊 施工队")
    await reader.press_answer(reader.press_data(answer, data))
    assert numbers(now(reader, answer))
    assert reader.from_bot(answer) == []


async def test_another_spelling_is_asked_by_a_button(running: House) -> None:
    reader = running.reader()
    answer = await said(reader, "/search 记者:陆知形")
    await tap(reader, answer, "找：")
    again = await reader.reply(answer)
    assert "共 12 篇" in again.text
    assert again.text.startswith("问：")


async def test_a_question_without_an_answer_can_be_subscribed_to(running: House) -> None:
    reader = running.reader()
    answer = await said(reader, "火星移民什么时候开始招募")
    await tap(reader, answer, "提醒我")
    told = (await reader.reply(answer)).text
    (one,) = await running.subscribing.of_chat(reader.chat.id)
    assert "火星" in one.query
    assert f"已订阅：{one.query}" in told


async def test_pages_of_a_listing_turn_in_place_both_ways(running: House) -> None:
    reader = running.reader()
    first = await said(reader, "/latest")
    assert numbers(first) == list(range(1, 11))
    await reader.press_answer(reader.press(first, "下一页 ▶"))
    second = reader.chat.messages[first.id]
    assert numbers(second) == list(range(11, 21))
    await reader.press_answer(reader.press(second, "下一页 ▶"))
    assert numbers(reader.chat.messages[first.id]) == list(range(21, 26))
    await reader.press_answer(reader.press(reader.chat.messages[first.id], "◀ 上一页"))
    assert numbers(reader.chat.messages[first.id]) == list(range(11, 21))
    assert reader.from_bot(first) == []


@pytest.mark.parametrize("text", ["/reporter 欧阳晓岚", "记者 欧阳晓岚", "欧阳晓岚写了哪些报道？"])
async def test_a_page_of_what_was_asked_turns_after_a_restart(house: House, text: str) -> None:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    reader = house.reader()
    async with house.bot():
        first = await said(reader, text)
        assert "共 13 篇" in first.text
    async with house.bot():
        await reader.press_answer(reader.press(first, "下一页 ▶"))
    assert numbers(reader.chat.messages[first.id]) == [11, 12, 13]


@pytest.mark.parametrize("text", ["2023年5月的报纸", "/search 2023年5月的报纸", "记者 景静"])
async def test_the_last_page_of_a_long_listing_is_reached(house: House, text: str) -> None:
    shops = [chr(ord("一") + 7 * at) * 2 for at in range(205)]
    stories = [
        (f"{shop}开张第{at}天", f"{shop}里今天都是{shop}。") for at, shop in enumerate(shops)
    ]
    await house.archive.add_page(issue(*stories), "2023-05-18/A01.md")
    reader = house.reader()
    async with house.bot():
        first = await said(reader, text)
        assert "共 205 篇" in first.text
        assert numbers(first) == list(range(1, 11))
        for asked_for in (200, 99999):
            await reader.press_answer(reader.press_data(first, f"p:{asked_for}:r"))
            assert numbers(now(reader, first)) == list(range(201, 206))


async def test_double_taps_are_harmless(running: House) -> None:
    reader = running.reader()
    first = await said(reader, "/latest")
    presses = [reader.press(first, "下一页 ▶"), reader.press(first, "下一页 ▶")]
    for press in presses:
        assert not (await reader.press_answer(press)).text
    assert numbers(reader.chat.messages[first.id]) == list(range(11, 21))
    assert reader.from_bot(first) == []


async def test_a_question_from_start_has_pages_of_its_own(running: House) -> None:
    reader = running.reader()
    welcome = await said(reader, "/start")
    press = reader.press(welcome, welcome.buttons[0].text)
    (listing,) = await reader.replies(welcome)
    assert not (await reader.press_answer(press)).text
    assert listing.text.startswith("问：")
    await reader.press_answer(reader.press(listing, "下一页 ▶"))
    assert numbers(reader.chat.messages[listing.id]) == [11, 12, 13]


async def test_a_page_of_a_question_that_is_gone_says_so(running: House) -> None:
    reader = running.reader()
    listing = await said(reader, "/start")
    press = reader.press_data(listing, "p:10:r")
    assert "再问一次" in ((await reader.press_answer(press)).text or "")


async def test_a_listing_in_english_for_who_reads_english(running: House) -> None:
    listing = await said(running.reader("en"), "/latest")
    assert "Stories: 25" in listing.text
    assert "Reporter 欧阳晓岚" in listing.text


async def test_the_answer_of_an_edited_question_is_edited_in_place(running: House) -> None:
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


BRIDGE, ROAD, WELL, LAMP = (f"东郊的{thing}谁修？" for thing in "桥路井灯")


async def test_several_questions_are_answered_one_after_the_other(running: House) -> None:
    reader = running.reader()
    asked = reader.say(BRIDGE + ROAD)
    first = await reader.reply(asked)
    second = await reader.reply(first)
    assert first.text.startswith("问：东郊的桥谁修")
    assert "东郊桥修缮" in first.text
    assert second.text.startswith("问：东郊的路谁修")
    assert "东郊路修缮" in second.text


async def test_more_than_three_questions_are_not_answered_at_once(running: House) -> None:
    reader = running.reader()
    asked = reader.say(BRIDGE + ROAD + WELL + LAMP)
    third = await reader.reply(await reader.reply(await reader.reply(asked)))
    assert third.text.startswith("问：东郊的井谁修")
    left = await reader.reply(third)
    assert "3 个问题" in left.text
    await said(reader, "/help")
    assert len(reader.from_bot(left)) == 1


async def test_an_edit_of_several_questions_that_asks_the_same_changes_nothing(
    running: House,
) -> None:
    reader = running.reader()
    asked = reader.say(BRIDGE + ROAD)
    second = await reader.reply(await reader.reply(asked))
    reader.edit(asked, f"{BRIDGE} {ROAD}")
    await said(reader, "/help")
    assert len(reader.from_bot(second)) == 1


async def test_each_spelling_that_may_be_meant_is_a_button_that_asks_it(house: House) -> None:
    stories = ("食品店开张", "食品店在老街开张，卖糕点。"), ("视频进村", "村里的大屏播起了视频。")
    await house.archive.add_page(issue(*stories), "2023-05-18/A01.md")
    reader = house.reader()
    async with house.bot():
        answer = await said(reader, "shipin")
        assert {"找：食品", "找：视频"} <= set(labels(answer))
        await tap(reader, answer, "找：视频")
        await said(reader, "/help")
        *_, found, _ = reader.from_bot(answer)
        assert "视频进村" in found.text
        assert "食品店" not in found.text

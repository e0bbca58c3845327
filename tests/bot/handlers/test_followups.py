"""Words about the last answer, in private chat and in reply chains of groups."""

import pytest

from bot.preview.model import ChatKind, Message
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from tests.bot.handlers.conftest import House, page, said
from tests.bot.handlers.test_questions import age, numbers


@pytest.fixture
async def reader(running: House) -> Participant:
    visits = """# 区委书记程万里走访食品企业

本报讯 5月18日，区委书记程万里到河湾食品厂走访，强调要管好食品安全。程万里还看了新车间。

记者 陆知行

# 程万里到少年宫调研

本报讯 5月16日，程万里来到少年宫调研天文台，程万里说要让孩子看星星。

记者 欧阳晓岚
"""
    await running.archive.add_page(visits.encode(), "2023-05-19/A01.md")
    return running.reader()


async def test_more_is_the_next_page(reader: Participant) -> None:
    await said(reader, "/search 东郊 施工队")
    assert numbers(await said(reader, "还有吗")) == list(range(4, 7))
    assert numbers(await said(reader, "还有吗？")) == list(range(7, 10))


async def test_a_word_of_thanks_does_not_change_the_subject(reader: Participant) -> None:
    await said(reader, "/search 东郊 施工队")
    await said(reader, "谢谢")
    assert numbers(await said(reader, "还有吗")) == list(range(4, 7))


async def test_there_is_no_more_than_all(reader: Participant) -> None:
    await said(reader, "/search 程万里")
    assert "一共就是这 2 条" in (await said(reader, "还有吗")).text


async def test_a_number_opens_the_story_of_the_page_that_was_shown(reader: Participant) -> None:
    answer = await said(reader, "/search 东郊 施工队")
    title = next(line[3:] for line in answer.text.splitlines() if line.startswith("2. "))
    assert (await said(reader, "第二条全文")).text.startswith(title)
    assert (await said(reader, "第九条全文")).text.startswith("东郊港修缮工程第9号")
    assert "第 1 到 3 条" in (await said(reader, "第九十九条全文")).text


async def test_who_wrote_it_and_when_is_told_of_the_story_that_was_read(
    reader: Participant,
) -> None:
    await said(reader, "/search 程万里 少年宫")
    await said(reader, "第一条全文")
    assert "《程万里到少年宫调研》的记者：欧阳晓岚" in (await said(reader, "谁写的")).text
    assert "2023年5月16日" in (await said(reader, "什么时候")).text


async def test_of_several_stories_each_is_told(reader: Participant) -> None:
    await said(reader, "/search 程万里")
    told = (await said(reader, "谁写的？")).text
    assert "陆知行" in told
    assert "欧阳晓岚" in told


async def test_a_pronoun_is_the_person_that_was_asked_about_and_said_back(
    reader: Participant,
) -> None:
    await said(reader, "程万里走访了什么企业")
    answer = await said(reader, "他还去了哪里")
    assert answer.text.startswith("按“程万里还去了哪里”再找")
    assert "5月16日" in answer.text


async def test_another_subject_is_asked_about_the_same_person(reader: Participant) -> None:
    await said(reader, "程万里到少年宫调研了什么")
    answer = await said(reader, "那食品呢")
    assert answer.text.startswith("按“程万里 食品”再找")
    assert "河湾食品厂" in answer.text


async def test_without_a_person_a_pronoun_is_not_guessed(reader: Participant) -> None:
    await said(reader, "东郊的桥由第几施工队承担")
    assert "再找" not in (await said(reader, "他还去了哪里")).text


async def test_where_nothing_was_shown_words_are_a_question_of_their_own(
    reader: Participant,
) -> None:
    assert "再找" not in (await said(reader, "那食品呢")).text
    assert (await said(reader, "谁写的")).text


async def test_the_day_after_it_is_too_late(running: House, reader: Participant) -> None:
    await said(reader, "/search 东郊 施工队")
    await age(running, reader, 2)
    assert numbers(await said(reader, "还有吗")) != list(range(4, 7))


async def test_in_a_group_a_reply_follows_the_answer_that_it_replies_to(
    reader: Participant,
) -> None:
    owner = person(reader.world, "群主")
    member = gathering(reader.world, ChatKind.SUPERGROUP, "读报群", owner)
    answer = await said(member, "/search@paper_bot 东郊 施工队")
    await said(member, "/search@paper_bot 程万里")

    async def replied(text: str, to: Message) -> Message:
        return await member.reply(member.say(text, reply_to=to))

    assert numbers(await replied("还有吗", answer)) == list(range(4, 7))
    loose = await said(member, "@paper_bot 还有吗")
    assert numbers(loose) == list(range(7, 10))


async def test_a_reply_in_private_is_about_what_it_replies_to(reader: Participant) -> None:
    first = await said(reader, "/search 东郊 施工队")
    await said(reader, "/search 程万里")
    more = await reader.reply(reader.say("还有吗", reply_to=first))
    assert numbers(more) == list(range(4, 7))


async def test_without_a_reply_a_group_has_a_conversation_with_each_of_its_members(
    reader: Participant,
) -> None:
    owner = person(reader.world, "群主")
    member = gathering(reader.world, ChatKind.SUPERGROUP, "读报群", owner)
    other = member.joined_by(person(reader.world, "路人"))
    await said(member, "/search@paper_bot 东郊 施工队")
    await said(other, "/search@paper_bot 程万里 少年宫")
    assert "欧阳晓岚" in (await said(other, "@paper_bot 谁写的")).text
    assert (await said(member, "@paper_bot 第三条")).text.startswith("东郊井修缮工程第3号")


async def test_what_is_on_the_screen_outlives_a_restart(house: House) -> None:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    reader = house.reader()
    async with house.bot():
        await said(reader, "/search 东郊 施工队")
    async with house.bot():
        assert (await said(reader, "②")).text.startswith("东郊路修缮工程第2号")
        assert (await said(reader, "下一篇")).text.startswith("东郊井修缮工程第3号")


async def test_what_failed_leaves_the_screen_as_it_is(reader: Participant) -> None:
    await said(reader, "/search 东郊 施工队")
    for failing in ("第九十九条", "紫砂壶拍卖行情", "谢谢", "/nonsense", "上一页"):
        assert await said(reader, failing)
    assert (await said(reader, "第三条")).text.startswith("东郊井修缮工程第3号")


async def test_a_number_where_nothing_was_shown_is_no_search(reader: Participant) -> None:
    assert "先问一个问题" in (await said(reader, "1")).text
    assert "先问一个问题" in (await said(reader, "还有吗")).text


async def test_turning_pages_goes_both_ways_and_back_to_the_list(reader: Participant) -> None:
    await said(reader, "/search 东郊 施工队")
    assert numbers(await said(reader, "下一页")) == [4, 5, 6]
    assert numbers(await said(reader, "上一页")) == [1, 2, 3]
    assert "第一页" in (await said(reader, "上一页")).text
    await said(reader, "2")
    assert numbers(await said(reader, "回到列表")) == [1, 2, 3]


async def test_the_full_text_is_that_of_the_answer_on_the_screen(reader: Participant) -> None:
    await said(reader, "程万里到少年宫调研了什么")
    assert "要让孩子看星星" in (await said(reader, "全文")).text
    await said(reader, "/search 东郊 施工队")
    assert (await said(reader, "全文 2")).text.startswith("东郊路修缮工程第2号")


async def test_a_question_without_a_subject_is_asked_of_the_story_shown_last(
    reader: Participant,
) -> None:
    await said(reader, "东郊第7号工程由谁承担")
    await said(reader, "程万里在少年宫调研了什么")
    answer = await said(reader, "什么时候去的")
    assert answer.text.startswith("在《程万里到少年宫调研》里：")
    assert "5月16日" in answer.text


async def test_a_reply_to_a_story_asks_that_one_first(reader: Participant) -> None:
    await said(reader, "/search 程万里 少年宫")
    story = await said(reader, "全文")
    await said(reader, "/search 东郊 施工队")
    answer = await reader.reply(reader.say("程万里调研了什么", reply_to=story))
    assert answer.text.startswith("在《程万里到少年宫调研》里：")


async def test_the_first_sentences_are_told_as_they_are_printed(reader: Participant) -> None:
    await said(reader, "/search 程万里")
    told = await said(reader, "第一条讲了什么")
    assert "强调要管好食品安全" in told.text or "天文台" in told.text
    assert "2023年5月19日" in (await said(reader, "登在哪一版")).text


async def test_english_goes_on_as_chinese_does(house: House) -> None:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    reader = house.reader("en")
    async with house.bot():
        await said(reader, "/search 东郊 施工队")
        assert numbers(await said(reader, "more")) == [4, 5, 6]
        assert (await said(reader, "read 5")).text.startswith("东郊亭修缮工程第5号")
        assert "欧阳晓岚" in (await said(reader, "who wrote it?")).text
        assert "Other stories by 欧阳晓岚" in (await said(reader, "what else did she write")).text

"""Answers that one can act on: pages, whole stories, follow-ups, edits, links, inline."""

import pytest

from bot.preview.model import Message
from bot.preview.participant import Participant
from tests.end_to_end.running import Bot

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("bot")]

QUAY = "河湾区老码头改造动工 沿江步道明年贯通"
CANTEEN = "社区食堂开进筒子楼 老人一餐只花八元"


@pytest.fixture
def reader(bot: Bot) -> Participant:
    return bot.person("小李")


async def said(reader: Participant, text: str) -> Message:
    return await reader.reply(reader.say(text))


async def test_pages_turn_in_place(reader: Participant) -> None:
    answer = await said(reader, "/search 青瓦巷")
    assert "第 1/" in answer.text
    assert not (await reader.press_answer(reader.press(answer, "下一页 ▶"))).text
    second = reader.chat.messages[answer.id]
    assert second.text.startswith("4. ")
    await reader.press_answer(reader.press(second, "◀ 上一页"))
    assert reader.chat.messages[answer.id].text == answer.text
    assert reader.from_bot(answer) == []


async def test_a_story_marks_what_was_asked_and_leads_to_its_neighbours(
    reader: Participant,
) -> None:
    answer = await said(reader, "/search 老码头 投资")
    reader.press(answer, "全文")
    story = await reader.reply(answer)
    bold = [e for e in story.content.entities if e.type == "bold"]
    assert len(bold) > 1
    reader.press(story, "下一篇 ▶")
    beside = await reader.reply(story)
    assert not beside.text.startswith(QUAY)
    reader.press(beside, "◀ 上一篇")
    assert (await reader.reply(beside)).text.startswith(QUAY)


async def test_words_go_on_from_the_last_answer(reader: Participant) -> None:
    await said(reader, "/search 老码头 投资")
    assert (await said(reader, "第一条全文")).text.startswith(QUAY)
    assert "陆知行" in (await said(reader, "谁写的")).text
    assert "2023年5月16日" in (await said(reader, "什么时候的事？")).text
    await said(reader, "/search 码头")
    assert "按“食堂”再找" in (await said(reader, "那食堂呢")).text


async def test_an_edited_question_has_its_answer_edited(reader: Participant) -> None:
    asked = reader.say("老码头改造投资多少钱？")
    answer = await reader.reply(asked)
    reader.edit(asked, "社区食堂一餐多少钱？")
    assert CANTEEN in (await reader.changed(answer)).text


async def test_a_headline_links_to_its_story(reader: Participant) -> None:
    answer = await said(reader, "/search 老码头 投资")
    link = next(e.url for e in answer.content.entities if e.type == "text_link")
    story = await said(reader, f"/start {(link or '').partition('start=')[2]}")
    assert story.text.startswith(QUAY)


async def test_inline_a_passage_is_posted_anywhere(reader: Participant) -> None:
    query = reader.inline("老码头 投资")
    answer = await reader.inline_answer(query)
    assert answer.results[0]["title"] == QUAY
    posted = reader.choose(query.id, str(answer.results[0]["id"]))
    assert "2.6亿元" in posted.text
    assert len((await reader.inline_answer(reader.inline(""))).results) > 1


async def test_an_error_in_the_text_is_reported_and_corrected(
    bot: Bot, reader: Participant
) -> None:
    answer = await said(reader, "/search 老裁缝")
    await reader.press_answer(reader.press(answer, "👍"))
    reader.press(await said(reader, "/article 社区食堂"), "报告文字错误")
    asked = (await reader.replies(answer, 2))[-1]
    await reader.reply(reader.say("八元应为九元", reply_to=asked))
    shown = await said(bot.admin, "/feedback")
    assert "八元应为九元" in shown.text
    bot.admin.press(shown, "不改")

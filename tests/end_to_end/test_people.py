"""Being a guest in groups, whom one forgets when asked, in people's own language."""

import pytest

from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from tests.end_to_end.running import Bot

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("bot")]

ASKED = "@paper_bot 老码头改造投资多少钱？"


def group(bot: Bot, kind: ChatKind = ChatKind.SUPERGROUP) -> Participant:
    return gathering(bot.world, kind, "街坊", person(bot.world, "群主"))


async def test_the_bot_greets_a_group_that_it_is_added_to_once(bot: Bot) -> None:
    owner = group(bot)
    owner.removes(bot.world.bot)
    owner.adds(bot.world.bot)
    (welcome,) = await owner.replies(min(owner.chat.messages.values(), key=lambda one: one.id))
    assert "@paper_bot" in welcome.text
    owner.promotes(bot.world.bot)
    answer = await owner.reply(owner.say(ASKED))
    assert owner.from_bot() == [welcome, answer]


async def test_admins_decide_who_asks_and_where_it_is_answered(bot: Bot) -> None:
    owner = group(bot)
    member = owner.joined_by(person(bot.world, "小王"))
    assert "只有" in (await owner.reply(owner.say("/quiet@paper_bot 管理员"))).text
    refused = await member.reply(member.say(ASKED))
    assert "2.6亿元" not in refused.text
    assert "t.me/paper_bot" in refused.text
    await owner.reply(owner.say("/quiet@paper_bot 私聊"))
    reader = bot.person("小赵")
    there = owner.joined_by(reader.user)
    asked = there.say(ASKED)
    await bot.world.changes.until(lambda: reader.from_bot() or None, 30.0)
    assert "2.6亿元" in reader.from_bot()[0].text
    assert there.from_bot(asked) == []


async def test_who_asks_too_fast_is_told_once_to_wait(bot: Bot) -> None:
    reader = bot.person("急性子")
    asked = [reader.say("老码头改造投资多少钱？") for _ in range(40)]
    notices = await reader.replies(asked[0], 21)
    told = [one for one in notices if "问得太快了" in one.text]
    assert len(told) == 1


async def test_what_is_kept_is_said_and_forgotten_on_a_second_tap(bot: Bot) -> None:
    reader = bot.person("小钱")
    await reader.reply(reader.say("/subscribe 老码头"))
    assert "30 天" in (await reader.reply(reader.say("/privacy"))).text
    question = await reader.reply(reader.say("/forget"))
    await reader.press_answer(reader.press(question, "全部删去"))
    assert "1 条" in reader.chat.messages[question.id].text
    assert "老码头" not in (await reader.reply(reader.say("/subscriptions"))).text


async def test_people_are_told_in_their_own_language(bot: Bot) -> None:
    texts = {
        code: (await one.reply(one.say("/privacy"))).text
        for code in ("zh-hans", "zh-hant", "en")
        for one in (bot.person("客人", code),)
    }
    assert len(set(texts.values())) == 3


async def test_a_search_is_turned_to_the_newest_and_saved(bot: Bot) -> None:
    reader = bot.person("小周")
    found = await reader.reply(reader.say("/search 码头|食堂"))
    await reader.press_answer(reader.press(found, "按时间排"))
    found = reader.chat.messages[found.id]
    assert "按相关排" in [button.text for button in found.buttons]
    await reader.press_answer(reader.press(found, "有新消息时提醒我"))
    assert "码头" in (await reader.reply(reader.say("/subscriptions"))).text


async def test_what_the_paper_does_not_say_can_be_subscribed_to(bot: Bot) -> None:
    reader = bot.person("小孙")
    answer = await reader.reply(reader.say("量子芯片工厂何时投产？"))
    reader.press(answer, "有新消息时提醒我")
    assert "量子" in (await reader.reply(answer)).text


async def test_a_filter_that_is_nowhere_is_named_with_what_may_be_meant(bot: Bot) -> None:
    reader = bot.person("小李")
    answer = await reader.reply(reader.say("/search 记者:陆知形"))
    assert "陆知形" in answer.text
    assert "陆知行" in answer.text


async def test_an_answer_in_a_group_is_turned_by_the_asker_or_an_admin_alone(bot: Bot) -> None:
    owner = group(bot)
    asker = owner.joined_by(person(bot.world, "问者"), Status.MEMBER)
    other = owner.joined_by(person(bot.world, "路人"))
    answer = await asker.reply(asker.say("/search@paper_bot 青瓦巷"))
    assert (await other.press_answer(other.press(answer, "下一页"))).text
    assert owner.chat.messages[answer.id].text == answer.text
    await owner.press_answer(owner.press(answer, "下一页"))
    assert owner.chat.messages[answer.id].text != answer.text

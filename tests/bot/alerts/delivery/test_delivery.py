"""Alerts on their way from the outbox to chats, and what the chats see of them."""

from bot.model import Amount, Pace, Quiet, State
from bot.store.subscriptions import pause
from tests.bot.alerts.delivery.conftest import Office, alerts, page
from tests.support.pacing import violations

PATH = "樱桃沟修通山路", "侯寨乡樱桃沟的路通了，区委书记樊惠林说，二十户人家的樱桃不再靠肩挑下山。"
NOODLES = "面条厂订单翻番", "马寨镇三家面条厂今年的出口订单比去年翻了一番，主要卖到东南亚各国去。"
WELL = "王寨打出甜水井", "王寨村的深井昨天出水，村民说樱桃园今年夏天不用再从山下挑水浇了。"
ISSUE = "2023-05-18/A01.md"


async def test_a_story_comes_with_its_headline_byline_subscription_and_passage(
    office: Office,
) -> None:
    reader = await office.reader("小李", "樱桃沟", "樊惠林")
    await office.archive.add_page(page(PATH, NOODLES), ISSUE)
    await office.passes()
    [message] = alerts(reader)
    lines = message.text.split("\n")
    assert lines[0] == PATH[0]
    assert "景静" in lines[1]
    assert lines[2] == "订阅：樱桃沟、樊惠林"
    assert lines[3] == PATH[1]
    assert [button.text for button in message.buttons] == ["全文", "更多", "静音"]
    assert await office.states() == {State.SENT: 1}
    await office.passes(30)
    assert len(alerts(reader)) == 1


async def test_stories_that_wait_together_are_one_message(office: Office) -> None:
    reader = await office.reader("小李", "樱桃", "记者:景静")
    await office.archive.add_page(page(PATH, NOODLES, WELL), ISSUE)
    await office.passes()
    [message] = alerts(reader)
    assert [
        f"{at}. {title}" in message.text for at, (title, _) in enumerate((PATH, NOODLES, WELL), 1)
    ]
    assert [button.text for button in message.buttons] == ["全文 1", "全文 2", "全文 3", "静音"]
    assert await office.states() == {State.SENT: 3}


async def test_a_subscription_is_named_once_above_all_that_it_brings(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟", "订单", "樱桃园")
    orders = "面条厂又添新订单", "马寨镇第四家面条厂开工，新订单排到了明年的春天，工人正在加班。"
    road = "樱桃沟通了公交", "樱桃沟开通了第一路公交车，老人进城看病不再求人捎带，一天四班。"
    await office.archive.add_page(page(PATH, NOODLES, WELL, orders, road), ISSUE)
    await office.passes()
    [message] = alerts(reader)
    lines = [line for line in message.text.split("\n") if line.startswith(("订阅：", *"12345"))]
    assert lines == [
        *("订阅：樱桃沟", f"1. {PATH[0]}", f"2. {road[0]}"),
        *("订阅：订单", f"3. {NOODLES[0]}", f"4. {orders[0]}"),
        *("订阅：樱桃园", f"5. {WELL[0]}"),
    ]
    assert [button.text for button in message.buttons][:5] == [f"全文 {at}" for at in range(1, 6)]


async def test_what_does_not_fit_comes_in_the_next_message(office: Office) -> None:
    reader = await office.reader("小李", "樱桃")
    await office.wants(reader, amount=Amount.PASSAGES)
    long = [
        (f"樱桃园第{at}篇报道", f"第{at}号樱桃园里" + "樱桃熟了。" * 130 + "真好。")
        for at in range(9)
    ]
    await office.archive.add_page(page(*long), ISSUE)
    await office.passes(20)
    messages = alerts(reader)
    assert len(messages) > 1
    for title, _ in long:
        assert sum(title in message.text for message in messages) == 1
    assert violations(office.world.sent) == []


TWO_SENTENCES = "石匠巷装了路灯", "石匠巷昨晚装上了三十盏路灯。往后夜里回家不用再打手电了。"


async def test_a_story_matched_by_everything_is_its_headline_and_first_sentence(
    office: Office,
) -> None:
    reader = await office.reader("小李", "all")
    await office.archive.add_page(page(TWO_SENTENCES, NOODLES), ISSUE)
    await office.passes()
    [message] = alerts(reader)
    assert message.text.startswith(f"订阅：全部\n1. {TWO_SENTENCES[0]}\n")
    assert "\n石匠巷昨晚装上了三十盏路灯。\n" in message.text
    assert "打手电" not in message.text
    assert message.text.endswith(NOODLES[1])


async def test_a_passage_that_matches_comes_in_place_of_the_first_sentence(office: Office) -> None:
    reader = await office.reader("小李", "全部", "手电")
    await office.archive.add_page(page(TWO_SENTENCES), ISSUE)
    await office.passes()
    [message] = alerts(reader)
    assert "订阅：全部、手电" in message.text
    assert "打手电" in message.text


async def test_a_reporters_story_begins_to_be_told_too(office: Office) -> None:
    reader = await office.reader("小李", "记者:景静")
    await office.archive.add_page(page(TWO_SENTENCES), ISSUE)
    await office.passes()
    [message] = alerts(reader)
    assert "石匠巷昨晚装上了三十盏路灯。" in message.text


async def test_everything_in_headlines_is_headlines(office: Office) -> None:
    reader = await office.reader("小李", "全部")
    await office.wants(reader, amount=Amount.HEADLINES)
    await office.archive.add_page(page(TWO_SENTENCES), ISSUE)
    await office.passes()
    [message] = alerts(reader)
    assert TWO_SENTENCES[0] in message.text
    assert "路灯。" not in message.text


async def test_headlines_only_are_what_was_asked_for(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟")
    await office.wants(reader, amount=Amount.HEADLINES, silent=True, language="en")
    await office.archive.add_page(page(PATH), ISSUE)
    await office.passes()
    [message] = alerts(reader)
    assert PATH[1] not in message.text
    assert "Subscribed: 樱桃沟" in message.text
    assert message.silent


async def test_a_digest_is_one_message_that_says_so(office: Office) -> None:
    reader = await office.reader("小李", "樱桃")
    await office.wants(reader, pace=Pace.DAILY, digest_at=13 * 60)
    await office.archive.add_page(page(PATH), ISSUE)
    office.clock.now += 1800
    await office.passes()
    await office.archive.add_page(page(WELL), "2023-05-18/A02.md")
    office.clock.now += 1799
    await office.passes()
    assert alerts(reader) == []
    await office.passes(1)
    [message] = alerts(reader)
    assert message.text.startswith("新报道汇总：2 篇")
    assert PATH[0] in message.text
    assert WELL[0] in message.text


async def test_quiet_hours_end_with_one_digest(office: Office) -> None:
    reader = await office.reader("小李", "樱桃")
    await office.wants(reader, quiet=Quiet(11 * 60, 13 * 60))
    await office.archive.add_page(page(PATH), ISSUE)
    await office.archive.add_page(page(WELL), "2023-05-18/A02.md")
    await office.passes(5)
    assert alerts(reader) == []
    office.clock.now += 3600
    await office.passes()
    [message] = alerts(reader)
    assert message.text.startswith("新报道汇总：2 篇")


async def test_what_was_paused_meanwhile_is_not_sent(office: Office) -> None:
    reader = await office.reader("小李")
    [paused, _] = await office.subscribe(reader, "樱桃沟", "王寨")
    await office.archive.add_page(page(PATH, WELL), ISSUE)
    async with office.database.transaction() as connection:
        await pause(connection, [paused], paused=True)
    await office.passes()
    [message] = alerts(reader)
    assert WELL[0] in message.text
    assert PATH[0] not in message.text
    assert await office.states() == {State.SENT: 1, State.FAILED: 1}
    assert await office.reasons() == ["paused"]


async def test_the_pace_of_a_hundred_chats_is_telegrams(office: Office) -> None:
    readers = [await office.reader(f"读者{at}", "樱桃沟") for at in range(100)]
    await office.archive.add_page(page(PATH), ISSUE)
    await office.passes(5)
    assert [len(alerts(reader)) for reader in readers] == [1] * 100
    assert violations(office.world.sent) == []
    assert office.world.sent[-1].at - office.world.sent[0].at <= 4.0


async def test_a_group_gets_twenty_a_minute_and_the_others_do_not_wait(office: Office) -> None:
    busy = await office.group("樱桃")
    await office.archive.add_page(page(PATH), ISSUE)
    for at in range(25):
        await office.archive.add_page(
            page((f"樱桃园新闻第{at}条消息", f"第{at}号樱桃园昨天开园迎客，游人很多。")),
            f"2023-05-18/B{at:02}.md",
        )
        await office.passes(1)
    reader = await office.reader("小李", "王寨")
    await office.archive.add_page(page(WELL), "2023-05-18/A02.md")
    await office.passes()
    assert len(alerts(reader)) == 1
    assert len(alerts(busy)) == 20
    await office.passes(60)
    assert await office.states() == {State.SENT: 28}
    assert violations(office.world.sent) == []


async def test_an_answer_goes_at_once_and_the_alert_after_it_waits(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟")
    await office.archive.add_page(page(PATH), ISSUE)
    await office.bot.send_message(reader.chat.id, "答一")
    await office.bot.send_message(reader.chat.id, "答二")
    await office.passes()
    assert [message.text for message in alerts(reader)] == ["答一", "答二"]
    await office.passes(1)
    assert len(alerts(reader)) == 3

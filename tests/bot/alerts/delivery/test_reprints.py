"""What is printed again is no correction, and what has the form of another story is another."""

from tests.bot.alerts.delivery.conftest import Office, alerts, page
from tests.bot.alerts.delivery.test_delivery import ISSUE, NOODLES, PATH
from tests.bot.alerts.delivery.test_edits import MENDED, edits, waiting

NOTICE = (
    "因线路检修，{day}8时至17时，马寨镇、侯寨乡及大学路沿线部分居民用户将停电，请提前做好准备。"
)
BOOKS = "城市书房开放", "第三座城市书房在人民公园开放，藏书两万册，每天开到晚上九点。"


def notice(day: str) -> bytes:
    return page(("停电通知", NOTICE.format(day=day)))


async def test_two_power_cuts_without_a_printed_date_are_two_alerts_and_none_is_corrected(
    office: Office,
) -> None:
    reader = await office.reader("小李", "停电")
    await office.archive.add_page(page(BOOKS), "2023-05-01/A01.md")
    async with office.database.transaction() as transaction:
        await transaction.execute("INSERT INTO milestone VALUES ('loaded', 0)")
    for at, day in enumerate(("5月19日", "5月20日")):
        added = await office.archive.add_page(notice(day), f"{at}.txt", pasted=True)
        assert (added.new, added.removed) == (1, 0)
        await office.passes(2)
    first, second = alerts(reader)
    assert "5月19日" in first.text
    assert "5月20日" in second.text
    assert not any("更正" in one.text for one in (first, second))
    assert (await office.archive.article(1)).article != (await office.archive.article(2)).article
    assert await edits(office) == 0


async def test_a_story_printed_again_the_next_day_edits_nothing(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟")
    await office.archive.add_page(page(PATH), ISSUE)
    await office.passes(2)
    again = f"{PATH[0]}通车", PATH[1].replace("二十户人家", "二十户人家人")
    added = await office.archive.add_page(page(again, BOOKS), "2023-05-19/A03.md")
    assert added.new == 1
    await office.passes(5)
    assert len(alerts(reader)) == 1
    assert await edits(office) == 0
    assert await waiting(office) == 0


async def test_a_reprint_is_not_called_corrected_when_another_story_of_the_message_is(
    office: Office,
) -> None:
    reader = await office.reader("小李", "樱桃沟", "面条")
    await office.archive.add_page(page(PATH, NOODLES), ISSUE)
    await office.passes(2)
    again = f"{NOODLES[0]}了", NOODLES[1]
    await office.archive.add_page(page(again), "2023-05-19/A03.md")
    await office.archive.add_page(page(MENDED, NOODLES), ISSUE)
    await office.passes(3)
    [message] = alerts(reader)
    assert f"1. 【更正】{PATH[0]}" in message.text
    assert f"2. {NOODLES[0]}" in message.text


async def test_a_page_kept_in_doubt_that_replaces_the_other_edits_its_alert_and_sends_none(
    office: Office,
) -> None:
    reader = await office.reader("小李", "樱桃沟", "面条")
    first = await office.archive.add_page(page(PATH, BOOKS), ISSUE)
    await office.passes(2)
    retold = PATH[0], PATH[1].replace("二十户", "三十户")
    second = await office.archive.add_page(page(retold, NOODLES), "2023-05-19/A09.md")
    await office.passes(2)
    before = len(alerts(reader))
    await office.archive.replace_page(second.page_id, first.page_id)
    await office.passes(3)
    assert len(alerts(reader)) == before
    assert "【更正】" in alerts(reader)[0].text
    assert "三十户" in alerts(reader)[0].text
    assert "已撤回" not in "".join(one.text for one in alerts(reader))

"""Alerts that were sent, when the page they came from is corrected or withdrawn."""

from bot.model import Amount, State
from bot.store.messages import stale
from tests.bot.alerts.delivery.conftest import Office, alerts, page
from tests.bot.alerts.delivery.test_delivery import ISSUE, NOODLES, PATH, WELL
from tests.support.faults import Kind

MENDED = PATH[0], PATH[1].replace("二十户", "三十户")


async def edits(office: Office) -> int:
    return sum(call.method == "editMessageText" for call in office.preview.calls)


async def waiting(office: Office) -> int:
    async with office.database.reading() as view:
        return len(await stale(view, int(office.clock()) + 10**6, 100))


async def test_a_correction_edits_the_alert_and_says_so(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟")
    await office.archive.add_page(page(PATH), ISSUE)
    await office.passes(2)
    await office.archive.add_page(page(MENDED), ISSUE)
    await office.passes(2)
    [message] = alerts(reader)
    assert message.text.startswith(f"【更正】{PATH[0]}")
    assert "三十户" in message.text
    assert [button.text for button in message.buttons] == ["全文", "更多", "静音"]
    await office.passes(5)
    assert await edits(office) == 1
    assert await waiting(office) == 0


async def test_of_several_stories_the_corrected_one_is_marked(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟", "面条", "王寨")
    await office.archive.add_page(page(PATH, NOODLES, WELL), ISSUE)
    await office.passes(2)
    await office.archive.add_page(page(MENDED, NOODLES, WELL), ISSUE)
    await office.passes(2)
    [message] = alerts(reader)
    assert f"1. 【更正】{PATH[0]}" in message.text
    assert f"2. {NOODLES[0]}" in message.text
    assert f"3. {WELL[0]}" in message.text


async def test_a_correction_of_what_is_not_shown_edits_nothing(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟")
    await office.wants(reader, amount=Amount.HEADLINES)
    await office.archive.add_page(page(PATH), ISSUE)
    await office.passes(2)
    await office.archive.add_page(page(MENDED), ISSUE)
    await office.passes(2)
    assert await edits(office) == 0
    assert await waiting(office) == 0


async def test_a_withdrawn_story_is_marked_in_its_place(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟", "面条")
    added = await office.archive.add_page(page(PATH), ISSUE)
    await office.archive.add_page(page(NOODLES), "2023-05-18/A02.md")
    await office.passes(2)
    await office.archive.withdraw_page(added.page_id)
    await office.passes(2)
    [message] = alerts(reader)
    assert f"\n1. 【已撤回】{PATH[0]}\n这篇报道已经撤下" in message.text
    assert PATH[1] not in message.text
    assert f"2. {NOODLES[0]}" in message.text
    assert [button.text for button in message.buttons] == ["全文 2", "静音"]


async def test_the_headline_stays_however_often_the_alert_is_edited(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟", "面条")
    added = await office.archive.add_page(page(PATH), ISSUE)
    await office.archive.add_page(page(NOODLES), "2023-05-18/A02.md")
    await office.passes(2)
    await office.archive.withdraw_page(added.page_id)
    await office.passes(2)
    mended = NOODLES[0], NOODLES[1].replace("三家", "四家")
    await office.archive.add_page(page(mended), "2023-05-18/A02.md")
    await office.passes(2)
    [message] = alerts(reader)
    assert await edits(office) == 2
    assert f"1. 【已撤回】{PATH[0]}" in message.text
    assert "四家" in message.text


async def test_the_only_story_of_an_alert_keeps_its_headline(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟")
    added = await office.archive.add_page(page(PATH), ISSUE)
    await office.passes(2)
    await office.archive.withdraw_page(added.page_id)
    await office.passes(2)
    [message] = alerts(reader)
    assert message.text.startswith(f"【已撤回】{PATH[0]}\n")
    assert [one.type for one in message.content.entities] == ["strikethrough"]


async def test_a_story_withdrawn_before_it_was_sent_is_not_sent(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟")
    added = await office.archive.add_page(page(PATH), ISSUE)
    await office.archive.withdraw_page(added.page_id)
    await office.passes(2)
    assert alerts(reader) == []


async def test_a_second_correction_edits_again(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟")
    await office.archive.add_page(page(PATH), ISSUE)
    await office.passes(2)
    for households in ("三十户", "四十户"):
        text = PATH[1].replace("二十户", households)
        await office.archive.add_page(page((PATH[0], text)), ISSUE)
        await office.passes(2)
        [message] = alerts(reader)
        assert households in message.text
        assert message.text.count("【更正】") == 1


async def test_what_is_corrected_while_its_alert_is_in_flight_is_edited_then(
    office: Office,
) -> None:
    reader = await office.reader("小李", "樱桃沟")
    await office.archive.add_page(page(PATH), ISSUE)
    await office.delivery.poll()
    await office.delivery.round()
    await office.archive.add_page(page(MENDED), ISSUE)
    await office.delivery.drain()
    await office.passes(2)
    [message] = alerts(reader)
    assert message.text.startswith("【更正】")
    assert "三十户" in message.text


async def test_settings_changed_meanwhile_are_no_correction(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟", "面条")
    await office.archive.add_page(page(PATH, NOODLES), ISSUE)
    await office.passes(2)
    await office.wants(reader, amount=Amount.HEADLINES, language="en")
    await office.archive.add_page(page(MENDED, NOODLES), ISSUE)
    await office.passes(2)
    [message] = alerts(reader)
    assert message.text.count("【更正】") == 1
    assert NOODLES[1] in message.text


async def test_an_alert_that_was_deleted_is_forgotten(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟")
    await office.archive.add_page(page(PATH), ISSUE)
    await office.passes(2)
    [message] = alerts(reader)
    del reader.chat.messages[message.id]
    await office.archive.add_page(page(MENDED), ISSUE)
    await office.passes(30)
    assert await edits(office) == 1
    assert await office.states() == {State.SENT: 1}


async def test_an_edit_that_fails_for_now_is_made_later(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟")
    await office.archive.add_page(page(PATH), ISSUE)
    await office.passes(2)
    office.strike(Kind.BAD_GATEWAY, Kind.FLOOD, Kind.LOST)
    await office.archive.add_page(page(MENDED), ISSUE)
    await office.passes(60)
    [message] = alerts(reader)
    assert "三十户" in message.text
    assert await waiting(office) == 0

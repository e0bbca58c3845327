"""/status and /broadcast, for the bot's admins."""

from datetime import datetime
from types import SimpleNamespace
from typing import NoReturn
from zoneinfo import ZoneInfo

import pytest

from bot.alerts.delivery import DeliveryWorker
from bot.model.inbox import SetAside
from bot.preview.participant import Participant
from bot.preview.people import private
from bot.runtime.loops import Loop, LoopName
from bot.services.inbox.processed import ProcessedFiles
from bot.services.notices import Notices
from retrieval.errors import ArchiveUnavailable
from tests.bot.handlers.conftest import PATH, House, alerted, delivered, issue, said

SHANGHAI = ZoneInfo("Asia/Shanghai")


def _admin(house: House) -> Participant:
    user = next(one for one in house.world.users.values() if one.first_name == "站长")
    return private(house.world, user)


async def test_admins_see_how_it_stands(house: House, delivery: DeliveryWorker) -> None:
    reader = house.reader()
    await alerted(house, delivery, reader, PATH)
    answer = await said(_admin(house), "/status")
    assert "报道 1\n订阅 2（暂停 0）\n待发 0，发送中 0，已发 1，失败 0" in answer.text
    assert "没有这个命令" in (await said(reader, "/status")).text


@pytest.mark.usefixtures("delivery")
async def test_a_full_disk_is_said_first(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.reader()
    answer = await said(_admin(house), "/status")
    assert "磁盘满了" not in answer.text
    monkeypatch.setattr("os.statvfs", lambda _: SimpleNamespace(f_bavail=0, f_frsize=4096))
    answer = await said(_admin(house), "/status")
    assert answer.text.startswith("磁盘满了，腾出空间再试")


async def test_a_broadcast_is_sent_at_the_second_tap_and_once(
    house: House, delivery: DeliveryWorker
) -> None:
    reader, admin = house.reader(), _admin(house)
    await said(reader, "/subscribe 樱桃沟")
    preview = await said(admin, "/broadcast 明天停机维护")
    assert "将发给 1 个聊天" in preview.text
    await delivered(delivery)
    assert reader.from_bot()[-1].text != "明天停机维护"
    send = next(button.data for button in preview.buttons if button.text == "发送")
    assert send is not None
    for _ in range(2):
        press = admin.press_data(preview, send)
        await admin.press_answer(press)
    await delivered(delivery)
    texts = [message.text for message in reader.from_bot()]
    assert texts.count("明天停机维护") == 1


async def test_a_broadcast_may_be_cancelled_and_is_of_admins_only(
    house: House, delivery: DeliveryWorker
) -> None:
    reader, admin = house.reader(), _admin(house)
    await said(reader, "/subscribe 樱桃沟")
    assert "没有这个命令" in (await said(reader, "/broadcast 大家好")).text
    preview = await said(admin, "/broadcast 明天停机维护")
    admin.press(preview, "取消")
    assert "已取消" in (await admin.changed(preview)).text
    await delivered(delivery)
    assert "明天停机维护" not in [message.text for message in reader.from_bot()]


async def test_pages_held_back_stand_under_the_status_and_are_released_there(
    house: House, delivery: DeliveryWorker
) -> None:
    reader, admin = house.reader(), _admin(house)
    await said(reader, "/subscribe 樱桃沟")
    await house.archive.add_page(issue(PATH), "2062-10-27/A02.md")
    await delivered(delivery)
    assert all("樱桃沟修通" not in one.text for one in reader.from_bot())
    shown = await said(admin, "/status")
    assert "等放行的版面 1 个：\n2062-10-27/A02.md（2062年10月27日）" in shown.text
    answer = await admin.press_answer(admin.press(shown, "放行 A02.md"))
    assert answer.text == "已放行，符合订阅的这就发提醒。"
    await delivered(delivery)
    assert "樱桃沟修通" in reader.from_bot()[-1].text
    assert "等放行" not in (await said(admin, "/status")).text


async def test_files_of_the_inbox_that_were_not_read_stand_under_the_status(
    house: House, delivery: DeliveryWorker
) -> None:
    house.reader()
    admin, processed = _admin(house), ProcessedFiles(house.opened.database)
    assert "没读成" not in (await said(admin, "/status")).text
    await processed.note("b.md", b"read")
    await processed.keep("a.md", SetAside("磁盘出错", 2, 1_700_000_000.0, (1, 2, 3)))
    await processed.keep("photo.md", SetAside("不是文本文件", 1, None, (1, 2, 3)))
    await processed.keep("new.md", SetAside("", 1, None, (1, 2, 3), begun=True))
    await delivered(delivery)
    shown = (await said(admin, "/status")).text
    assert "没读成的文件：2 个\nphoto.md：不是文本文件\na.md：磁盘出错（会自动再试）\n" in shown
    await processed.keep_only(["a.md"])
    assert "没读成的文件：1 个\na.md" in (await said(admin, "/status")).text


async def test_loops_that_fail_stand_above_the_status_with_their_sentence(
    house: House, delivery: DeliveryWorker
) -> None:
    house.reader()
    admin = _admin(house)
    await delivered(delivery)
    assert "后台" not in (await said(admin, "/status")).text
    loop = house.loops.add(Loop(LoopName.LEDGER))
    loop.failed(ArchiveUnavailable("a.db: 磁盘满了", "磁盘满了，腾出空间再试"))
    shown = (await said(admin, "/status")).text
    assert "记下收到的消息：0 分钟没有进展，磁盘满了，腾出空间再试" in shown
    assert shown.index("记下收到的消息") < shown.index("订阅")
    loop.moved()
    assert "后台" not in (await said(admin, "/status")).text


async def test_alerts_in_quarantine_stand_under_the_status_and_are_tried_again_by_a_button(
    house: House, delivery: DeliveryWorker
) -> None:
    reader, admin = house.reader(), _admin(house)
    await said(reader, "/subscribe 樱桃沟")
    await house.archive.add_page(issue(PATH), f"{datetime.now(SHANGHAI).date()}/A02.md")
    async with house.opened.database.transaction() as transaction:
        await transaction.execute(
            "UPDATE delivery SET state = 'failed', reason = 'fault: KeyError', attempts = 5"
        )
    await delivered(delivery)
    shown = await said(admin, "/status")
    assert f"程序出错没发出的提醒：1 条\n发给“小李”的《{PATH[0]}》：KeyError" in shown.text
    answer = await admin.press_answer(admin.press(shown, "再试（1 条）"))
    assert answer.text == "1 条提醒这就再发。"
    await delivered(delivery)
    assert PATH[0] in reader.from_bot()[-1].text
    shown = await said(admin, "/status")
    assert "没发出" not in shown.text
    assert [one.text for one in shown.buttons] == ["刷新", "← 编辑台"]


async def test_an_archive_that_cannot_be_read_is_told_with_its_sentence(
    house: House, delivery: DeliveryWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.reader()
    admin = _admin(house)
    await delivered(delivery)
    house.loops.add(Loop(LoopName.INBOX)).failed(KeyError("words"))

    async def failing(_: Notices) -> NoReturn:
        raise ArchiveUnavailable("a.db: 磁盘坏了", "磁盘坏了，换一块")

    monkeypatch.setattr(Notices, "status", failing)
    shown = (await said(admin, "/status")).text
    assert "磁盘坏了，换一块" in shown
    assert "读收件文件夹：0 分钟没有进展，KeyError" in shown

"""Pages sent to the bot by its admins: read, shown, confirmed, published, taken back."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.preview import limits
from bot.preview.model import ChatKind, Message
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.preview.server import Afterwards, Call
from bot.preview.wire import Json
from bot.services.uploads.drafts import AT_ONCE, UNDO
from bot.services.uploads.files import MAX_BYTES
from bot.store.uploads import forget_uploads
from tests.bot.handlers.conftest import House, page, said
from tests.support.zips import PAGE, packed

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STYLE = b"p { color: red; }\nq { color: blue; }\n"
FURNITURE = (
    "A01版\n\n# 东郊大桥修缮\n\n本报讯 5月17日，东郊大桥开始修缮。\n\n记者 陆知行\n".encode()
)


@pytest.fixture
async def house(house: House) -> House:
    """The house, and an admin in it."""
    admin = person(house.world, "站长")
    return replace(house, settings=replace(house.settings, admins=frozenset({admin.id})))


@pytest.fixture
async def running(house: House) -> AsyncIterator[House]:
    async with house.bot():
        yield house


def admin_of(house: House) -> Participant:
    (number,) = house.settings.admins
    return private(house.world, house.world.users[number])


async def sent(admin: Participant, name: str, data: bytes, caption: str = "") -> Message:
    return await admin.reply(admin.upload(name, data, caption=caption))


async def tap(admin: Participant, message: Message, label: str) -> Message:
    await admin.press_answer(admin.press(message, label))
    return admin.chat.messages[message.id]


async def titles(house: House) -> list[str]:
    await house.archive.refresh()
    return [hit.citation.title for hit in (await house.archive.latest()).hits]


async def test_a_page_is_read_back_and_published_only_when_confirmed(running: House) -> None:
    admin = admin_of(running)
    shown = await sent(admin, "2023-05-18.md", FURNITURE)
    for part in ("2023-05-18.md", "读出 1 篇", "东郊大桥修缮", "记者 陆知行", "2023年5月17日"):
        assert part in shown.text
    assert "略去" in shown.text
    assert "第 1 行（版名）：A01版" in shown.text
    assert "还没有发布" in shown.text
    assert await titles(running) == []
    done = await tap(admin, shown, "确认发布")
    assert "新 1 篇" in done.text
    assert await titles(running) == ["东郊大桥修缮"]
    assert "东郊大桥" in (await said(running.reader(), "东郊大桥何时开始修缮")).text


@pytest.mark.parametrize("found", [True, False])
async def test_that_it_is_published_is_told_once_questions_find_it_or_that_they_will(
    house: House, *, found: bool
) -> None:
    asked = 0

    async def is_found() -> bool:
        nonlocal asked
        asked += 1
        return found

    async with replace(house, is_found=is_found).bot():
        admin = admin_of(house)
        shown = await sent(admin, "2023-05-18.md", FURNITURE)
        assert asked == 0
        done = await tap(admin, shown, "确认发布")
        assert asked == 1
        assert "新 1 篇" in done.text
        assert ("过一会儿才查得到" in done.text) is not found
        await tap(admin, done, "撤销发布")
        assert asked == 1


async def test_a_draft_is_dropped(running: House) -> None:
    admin = admin_of(running)
    shown = await sent(admin, "A01.md", PAGE)
    publish = next(button.data for button in shown.buttons if button.text == "确认发布")
    dropped = await tap(admin, shown, "取消")
    assert "没有发布" in dropped.text
    assert dropped.buttons == ()
    await admin.press_answer(admin.press_data(shown, publish or ""))
    assert "没有发布" in admin.chat.messages[shown.id].text
    assert await titles(running) == []


async def test_what_was_published_is_taken_back(running: House) -> None:
    admin = admin_of(running)
    done = await tap(admin, await sent(admin, "A01.md", PAGE), "确认发布")
    back = await tap(admin, done, "撤销发布")
    assert "已撤销 1 版" in back.text
    assert back.buttons == ()
    assert await titles(running) == []


async def test_double_taps_do_it_once(running: House) -> None:
    admin = admin_of(running)
    shown = await sent(admin, "A01.md", PAGE)
    presses = [admin.press(shown, "确认发布") for _ in range(3)]
    for press in presses:
        await admin.press_answer(press)
    assert "新 1 篇" in admin.chat.messages[shown.id].text
    done = admin.chat.messages[shown.id]
    presses = [admin.press(done, "撤销发布") for _ in range(3)]
    for press in presses:
        await admin.press_answer(press)
    assert "已撤销 1 版" in admin.chat.messages[shown.id].text
    assert await titles(running) == []


async def test_an_archive_is_shown_a_page_at_a_time(running: House) -> None:
    admin = admin_of(running)
    data = packed({"A01.md": PAGE, "A02.md": page(3), "表.doc": OLD_WORD, "a.css": STYLE})
    shown = await sent(admin, "2023-05-18.zip", data)
    assert "2023-05-18/A01.md（第 1/2 版）" in shown.text
    assert "有 2 个文件没有读" in shown.text
    assert "表.doc：这是老格式或有密码的 Office 文件" in shown.text
    assert "a.css：这样的文件有 1 个，不是版面，略过了" in shown.text
    assert "共 2 版 4 篇" in shown.text
    second = await tap(admin, shown, "下一版")
    assert "2023-05-18/A02.md（第 2/2 版）" in second.text
    assert "读出 3 篇" in second.text
    assert "第 1/2 版" in (await tap(admin, second, "上一版")).text
    done = await tap(admin, second, "确认发布")
    assert "已发布 2 版：新 4 篇" in done.text


async def test_a_draft_outlives_a_restart(house: House) -> None:
    admin = admin_of(house)
    async with house.bot():
        shown = await sent(admin, "A01.md", PAGE)
    async with house.bot():
        done = await tap(admin, shown, "确认发布")
        assert "新 1 篇" in done.text
    async with house.bot():
        assert "已撤销" in (await tap(admin, done, "撤销发布")).text


async def test_many_pages_are_said_to_take_a_while(running: House) -> None:
    admin = admin_of(running)
    files = {f"2023-05-{day:02}/A01.md": PAGE.replace(b"5", b"%d" % day) for day in range(10, 22)}
    shown = await sent(admin, "a.zip", packed(files))
    press = admin.press(shown, "确认发布")
    assert "正在发布 12 版" in (await admin.changed(shown)).text
    await admin.press_answer(press)
    assert "已发布 12 版" in admin.chat.messages[shown.id].text


async def test_after_an_hour_it_can_not_be_taken_back(house: House) -> None:
    admin, now = admin_of(house), house.opened.clock
    async with house.bot():
        done = await tap(admin, await sent(admin, "A01.md", PAGE), "确认发布")
    late = replace(house, opened=replace(house.opened, clock=lambda: now() + UNDO))
    async with late.bot():
        assert "超过一小时" in (await admin.press_answer(admin.press(done, "撤销发布"))).text
    assert admin.chat.messages[done.id].buttons == ()
    assert await titles(house) == ["东郊大桥修缮"]


async def test_a_day_may_stand_in_the_caption(running: House) -> None:
    admin = admin_of(running)
    assert "不知道是哪一天" in (await sent(admin, "A01.md", PAGE)).text
    shown = await sent(admin, "A01.md", PAGE, caption="2023-05-18")
    assert "不知道是哪一天" not in shown.text
    assert "2023年5月18日" in shown.text


async def test_pasted_text_is_offered_as_a_page(running: House) -> None:
    admin = admin_of(running)
    shown = await said(admin, PAGE.decode())
    assert "粘贴的文字" in shown.text
    assert "东郊大桥修缮" in shown.text
    assert "新 1 篇" in (await tap(admin, shown, "确认发布")).text


async def test_a_text_that_telegram_cut_is_one_page(running: House) -> None:
    admin = admin_of(running)
    text = "# 东郊大桥修缮\n\n" + "东郊大桥开始修缮，月底完工。" * 700
    text = text[: 2 * limits.TEXT_UNITS]
    parts = text[: limits.TEXT_UNITS], text[limits.TEXT_UNITS :], "记者 陆知行"
    shown = [await said(admin, part) for part in parts]
    assert "拆成几条" in shown[0].text
    assert all("接在上一条后面" in one.text for one in shown[1:])
    assert "记者 陆知行" in shown[-1].text
    assert "没有发布" in (await tap(admin, shown[0], "确认发布")).text
    assert "新 1 篇" in (await tap(admin, shown[-1], "确认发布")).text
    article = await running.archive.article(1)
    assert len(article.article.body) > 2 * limits.TEXT_UNITS - 20
    assert article.article.reporters == ("陆知行",)
    assert "接在上一条后面" not in (await said(admin, "东郊大桥何时开始修缮")).text


async def test_what_comes_later_is_a_question_again(house: House) -> None:
    admin, now = admin_of(house), house.opened.clock
    async with house.bot():
        await said(admin, "# 东郊大桥修缮\n\n" + "东郊大桥开始修缮，月底完工。" * 288)
    late = replace(house, opened=replace(house.opened, clock=lambda: now() + AT_ONCE + 1))
    async with late.bot():
        answer = await said(admin, "东郊大桥何时开始修缮")
        assert "接在上一条后面" not in answer.text


async def test_questions_of_admins_are_questions(running: House) -> None:
    admin = admin_of(running)
    await tap(admin, await sent(admin, "A01.md", PAGE), "确认发布")
    answer = await said(admin, "东郊大桥\n何时开始修缮")
    assert "第一施工队" in answer.text
    assert "确认发布" not in [button.text for button in answer.buttons]


async def test_a_page_that_is_there_already_changes_nothing(running: House) -> None:
    admin = admin_of(running)
    await running.archive.add_page(PAGE, "A01.md")
    done = await tap(admin, await sent(admin, "A01.md", PAGE), "确认发布")
    assert "没有变化" in done.text
    assert done.buttons == ()


async def test_a_page_that_was_changed_again_since_is_left(running: House) -> None:
    admin = admin_of(running)
    done = await tap(admin, await sent(admin, "2023-05-18/A01.md", PAGE), "确认发布")
    await running.archive.add_page(page(3), "2023-05-18/A01.md")
    back = await tap(admin, done, "撤销发布")
    assert "后来又改过" in back.text
    assert "2023-05-18/A01.md" in back.text
    assert len(await titles(running)) == 3


async def test_alerts_wait_for_the_confirmation_and_go_with_it(running: House) -> None:
    admin, reader = admin_of(running), running.reader()
    await running.archive.add_page("# 旧闻\n\n这里原来有一篇旧闻。\n".encode(), "old.md")
    await running.opened.loaded()
    await said(reader, "/subscribe 东郊大桥")

    async def pending() -> int:
        async with running.opened.database.reading() as view:
            rows = await view.fetch_all("SELECT count(*) FROM delivery")
        return next(int(count) for (count,) in rows)

    shown = await sent(admin, "A01.md", PAGE)
    assert await pending() == 0
    done = await tap(admin, shown, "确认发布")
    assert await pending() == 1
    await tap(admin, done, "撤销发布")
    assert await pending() == 0


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("A01.doc", OLD_WORD, "另存为 .docx"),
        ("A01.heic", b"\0\0\0\x18ftypheic", "另存为 JPEG"),
        ("A01.docx", b"PK\x03\x04", "没有传完"),
        ("A01.md", b"ID3\x04", "文字稿"),
        ("A01.zip", b"PK\x03\x04", "重新压缩"),
        ("A01.zip", packed({"../A01.md": PAGE}), "普通文件夹"),
        ("A01.zip", packed({"A01.md": b"\n" * 5_000_000}), "太大"),
        ("A01.zip", packed({"b.zip": packed({"A01.md": PAGE})}), "直接压进一个 .zip"),
        ("A01.zip", packed({"a.css": STYLE, "b.css": STYLE}), "没有能读的版面"),
        ("A01.md", b"\0\0", "不是文本文件"),
        ("A01.md", b"x" * (MAX_BYTES + 1), "20 MB"),
    ],
)
async def test_what_can_not_be_read_is_refused_with_what_to_do(
    running: House, name: str, data: bytes, reason: str
) -> None:
    reply = await sent(admin_of(running), name, data)
    assert reason in reply.text
    assert "没有收下" in reply.text
    assert reply.buttons == ()


async def test_a_file_that_is_larger_than_it_was_said_to_be_is_not_fetched_whole(
    running: House,
) -> None:
    admin = admin_of(running)
    files = running.world.files

    def grow(_: Json) -> None:
        files.update({key: replace(file, data=b"x" * 30_000_000) for key, file in files.items()})

    async def grown(call: Call) -> Afterwards | None:
        return grow if call.method == "getFile" else None

    running.preview.fault = grown
    assert "20 MB" in (await sent(admin, "A01.md", PAGE)).text


async def test_a_file_that_can_not_be_fetched_is_told_and_can_be_sent_again(
    running: House,
) -> None:
    admin, files = admin_of(running), running.world.files

    async def lost(call: Call) -> Afterwards | None:
        return (lambda _: files.clear()) if call.method == "getFile" else None

    running.preview.fault = lost
    assert "没能从 Telegram 取到" in (await sent(admin, "A01.md", PAGE)).text
    running.preview.fault = None
    assert "读出 1 篇" in (await sent(admin, "A01.md", PAGE)).text


async def test_help_tells_admins_and_only_them_how_to_send_pages(running: House) -> None:
    assert ".zip" in (await said(admin_of(running), "/help")).text
    assert ".zip" not in (await said(running.reader(), "/help")).text


async def test_others_are_told_kindly_that_pages_are_of_admins(running: House) -> None:
    reader = running.reader()
    reply = await sent(reader, "A01.md", PAGE)
    assert "只收管理员" in reply.text
    assert str(reader.user.id) in reply.text
    english = running.reader("en")
    assert "admins only" in (await sent(english, "A01.md", PAGE)).text


async def test_in_a_group_a_file_is_no_page(running: House) -> None:
    admin = admin_of(running)
    group = gathering(running.world, ChatKind.SUPERGROUP, "街坊", admin.user)
    question = group.say("@paper_bot 东郊大桥")
    answer = await group.reply(question)
    reply = await group.reply(group.upload("A01.md", PAGE, reply_to=answer))
    assert "只看得懂文字" in reply.text


async def test_buttons_are_those_of_who_sent_it(running: House) -> None:
    admin, reader = admin_of(running), running.reader()
    await sent(admin, "A01.md", PAGE)
    shown = await said(reader, "/start")
    for data in ("dy1", "dx1", "dz1", "d1:0"):
        answer = await reader.press_answer(reader.press_data(shown, data))
        assert "失效" in answer.text
    assert await titles(running) == []


async def test_forged_and_old_buttons_say_that_it_is_gone(running: House) -> None:
    admin = admin_of(running)
    shown = await sent(admin, "A01.md", PAGE)
    for data in ("dy999", "d999:0", "d1:7"):
        assert "重新发一次" in (await admin.press_answer(admin.press_data(shown, data))).text
    async with running.opened.database.transaction() as connection:
        await forget_uploads(connection, 10**12)
    assert "重新发一次" in (await admin.press_answer(admin.press(shown, "确认发布"))).text


async def test_in_english_for_who_reads_english(house: House) -> None:
    admin = person(house.world, "Ann", language="en")
    house = replace(house, settings=replace(house.settings, admins=frozenset({admin.id})))
    async with house.bot():
        shown = await sent(admin_of(house), "A01.md", PAGE)
        assert "Stories read: 1" in shown.text
        done = await tap(admin_of(house), shown, "Publish")
        assert "new 1" in done.text


UNDATED = "# 东郊大桥修缮\n\n本报讯 东郊大桥开始修缮。\n\n记者 陆知行\n".encode()


async def test_a_draft_without_a_day_says_so_first_and_takes_a_day_from_a_calendar(
    house: House,
) -> None:
    admin = admin_of(house)
    async with house.bot():
        shown = await sent(admin, "a.md", UNDATED)
        assert shown.text.startswith("⚠️ 请先看看：\n· 没有日期，不知道是哪一天的报。")
        days = await tap(admin, shown, "选日期")
        before = await tap(admin, days, "◀")
        chosen = await tap(admin, before, "15")
        assert "没有日期" not in chosen.text
        assert "月15日" in chosen.text
    async with house.bot():  # what was chosen outlives a restart
        await tap(admin, chosen, "确认发布")
    await house.archive.refresh()
    (hit,) = (await house.archive.ask("东郊大桥")).hits
    assert hit.citation.issued is not None
    assert hit.citation.issued.day == 15


async def test_the_paper_and_the_page_of_a_draft_are_named_in_replies(running: House) -> None:
    admin = admin_of(running)
    shown = await sent(admin, "a.md", UNDATED)
    shown = await tap(admin, shown, "昨天")
    papers = await tap(admin, shown, "报纸")
    await admin.press_answer(admin.press(papers, "别的报"))
    asked = admin.from_bot()[-1]
    shown = await admin.reply(admin.say("二七日报", reply_to=asked))
    assert "二七日报" in shown.text
    await admin.press_answer(admin.press(shown, "版"))
    asked = admin.from_bot()[-1]
    shown = await admin.reply(admin.say("A05", reply_to=asked))
    assert "第A05版" in shown.text
    await tap(admin, shown, "确认发布")
    await running.archive.refresh()
    (issue,) = await running.archive.issues()
    assert issue.paper == "二七日报"


async def test_a_draft_dated_far_ahead_is_published_and_waits_to_be_released(
    running: House,
) -> None:
    admin = admin_of(running)
    shown = await sent(admin, "2062-05-18.md", FURNITURE)
    assert "日期是 2062-05-18" in shown.text
    await tap(admin, shown, "确认发布")
    assert [one.file for one in await running.archive.held_pages()] == ["2062-05-18.md"]


async def test_data_says_what_to_do(running: House) -> None:
    admin = admin_of(running)
    shown = await sent(admin, "b.txt", b'{"title": "x"}')
    assert "另存为文本" in shown.text


async def test_what_is_wrong_with_a_file_is_said_in_the_language_of_who_sent_it(
    house: House,
) -> None:
    admin = person(house.world, "Ann", language="en")
    house = replace(house, settings=replace(house.settings, admins=frozenset({admin.id})))
    async with house.bot():
        shown = await sent(admin_of(house), "A01.md", b"\0\0")
        assert shown.text.startswith("A01.md: binary: it holds many zero bytes\n")


async def test_text_columns_side_by_side_are_refused_with_what_to_do(running: House) -> None:
    admin = admin_of(running)
    woven = (
        "凌晨四点，石桥村的菜农打    区图书馆的流动书车开进了\n"
        "着手电下地割韭菜。六点钟    柳林小学，带来一千二百本\n"
        "两辆小货车装满了菜，沿着    新书，孩子们排着队挑选。\n"
        "新修的水泥路开往了县城。    书车每两周来一次，停在操\n"
    )
    shown = await sent(admin, "a.txt", woven.encode())
    assert "请按栏导出" in shown.text
    assert "side by side" not in shown.text


OTHER = "# 东郊大桥修缮\n\n本报讯 东郊大桥开始修缮。月底完工。\n\n记者 陆知行\n".encode()


async def test_a_draft_in_doubt_replaces_only_what_it_is_told_to(running: House) -> None:
    admin = admin_of(running)
    await tap(admin, await sent(admin, "2023-05-18/A01.md", OTHER), "确认发布")
    both = page(1).replace("5月17日，".encode(), b"")
    shown = await sent(admin, "2023-05-18-A01.md", both)
    assert "“确认发布”两份都留" in shown.text
    done = await tap(admin, shown, "替换")
    assert "替换了：2023-05-18" in done.text
    async with running.opened.database.reading() as view:
        [(pages,)] = await view.fetch_all("SELECT count(*) FROM page")
    assert pages == 1

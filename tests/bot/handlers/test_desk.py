"""/desk: what waits for the bot's admins, a list for each subject, and what they settle there."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

from bot.preview.model import ChatKind, Command, Message
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.services.inbox.processed import ProcessedFiles
from retrieval.archive import Origin
from tests.bot.handlers.conftest import NOODLES, PATH, House, issue, page, said
from tests.bot.handlers.test_feedback import Office, report
from tests.bot.handlers.test_feedback import office as office  # noqa: PLC0414 (a fixture)
from tests.bot.handlers.test_questions import labels, now, tap

WRONG = "第1施工队印错了，是第9施工队"


async def on(admin: Participant, shown: Message, *buttons: str) -> Message:
    """Tap buttons one after another under a message that is changed; return it as it is then."""
    for label in buttons:
        await tap(admin, shown, label)
    return now(admin, shown)


async def put_into_the_inbox(house: House, name: str, data: bytes) -> None:
    added = await house.archive.add_page(data, name, origin=Origin.INBOX)
    await ProcessedFiles(house.opened.database).note_doubts(added, house.opened.clock())


async def test_where_nothing_waits_each_list_says_so_kindly_and_leads_back(office: Office) -> None:
    admin = office.admin
    shown = await said(admin, "编辑台")
    first = shown.text
    assert "现在没有要处理的，都办完了。" in first
    told = []
    for name in labels(shown)[:-1]:
        there = await on(admin, shown, name)
        told.append(there.text)
        assert labels(there)[-2:] == ["刷新", "← 编辑台"]
        assert (await on(admin, shown, "← 编辑台")).text == first
    kindly = ["没有草稿", "没有存疑", "没有读者报错", "已有版面 1", "没有可以撤销", "都办成了"]
    kindly += ["没有找不到答案", "问题 0", "没有写过通知", "报纸版面 1"]
    assert [words for words, text in zip(kindly, told, strict=True) if words not in text] == []


async def test_what_waits_is_counted_opened_and_settled_in_one_message(office: Office) -> None:
    admin, house = office.admin, office.house
    await admin.reply(admin.upload("2023-05-19-A02.md", issue(NOODLES)))
    await put_into_the_inbox(house, "2062-10-27/A03.md", issue(PATH))
    await put_into_the_inbox(house, "2023-05-20/A04.md", "没有标题的话，说的是桥。".encode() * 9)
    await report(office.reader, WRONG)

    started = admin.say("/start")
    (shown,) = await house.world.changes.until(lambda: admin.from_bot(started)[1:] or None, 10)
    assert "待办：草稿 1、存疑 1、报错 1、待放行 1" in shown.text
    assert labels(shown)[:4] == ["草稿 1", "存疑 1", "报错 1", "版面 1"]

    assert "2023-05-19-A02.md：1 版 1 篇" in (await on(admin, shown, "草稿 1")).text
    assert "← 返回" in labels(await on(admin, shown, "1"))
    opened = await on(admin, shown, "确认发布")
    assert labels(opened) == ["撤销发布", "← 返回"]
    assert "没有草稿" in (await on(admin, shown, "← 返回")).text

    await on(admin, shown, "← 编辑台", "存疑 1", "1")
    assert "没有存疑的版面" in (await on(admin, shown, "看过了")).text

    await on(admin, shown, "← 编辑台", "版面 1")
    assert now(admin, shown).text.count("等放行）") == 1
    assert "放行 A03.md" in labels(await on(admin, shown, "1"))
    assert "等放行" not in (await on(admin, shown, "放行 A03.md")).text

    await on(admin, shown, "← 编辑台", "报错 1", "更正 #1")
    asked = admin.from_bot()[-1]
    proposed = await admin.reply(admin.say("第1施工队改成第9施工队", reply_to=asked))
    await tap(admin, proposed, "确认")
    assert "没有读者报错" in (await on(admin, shown, "刷新")).text

    assert "第9施工队" in (await on(admin, shown, "← 编辑台", "更正 1")).text
    undone = await on(admin, shown, "1", "撤销")
    assert labels(undone) == ["← 返回"]
    assert "没有可以撤销" in (await on(admin, shown, "← 返回")).text
    assert "待办：报错 1" in (await on(admin, shown, "← 编辑台")).text


async def test_a_page_that_may_be_a_new_version_replaces_the_former_once_that_is_sure(
    office: Office,
) -> None:
    admin, house = office.admin, office.house
    for name in ("2023-05-20/A04.md", "2023-05-21/A04.md"):
        await put_into_the_inbox(house, name, issue(PATH, NOODLES))
    shown = await said(admin, "/desk")
    assert "可能是" in (await on(admin, shown, "存疑 1", "1")).text
    assert "替换 2023年5月20日" in (await on(admin, shown, "它是新版，替换旧的")).text
    assert "只留这一版" in await tap(admin, shown, "替换")
    assert "没有存疑的版面" in now(admin, shown).text
    pages = (await on(admin, shown, "← 编辑台", "版面")).text
    assert "5月21日" in pages
    assert "5月20日" not in pages


async def test_a_page_in_doubt_that_an_admin_publishes_again_is_in_doubt_no_more(
    office: Office,
) -> None:
    admin, house = office.admin, office.house
    name, text = "2023-05-20-A04.md", issue(PATH) + "没有标题的话，说的是桥。\n".encode() * 9
    await put_into_the_inbox(house, name, b"\n".join(text.splitlines()[2:]))
    assert "待办：存疑 1" in (await said(admin, "/desk")).text
    draft = await admin.reply(admin.upload(name, issue(PATH)))
    await tap(admin, draft, "确认发布")
    assert "都办完了" in (await said(admin, "/desk")).text


async def test_a_notice_is_written_in_a_reply_seen_first_and_sent_from_the_desk(
    office: Office,
) -> None:
    admin = office.admin
    await said(office.reader, "/subscribe 樱桃沟")
    shown = await said(admin, "/broadcast")
    await tap(admin, shown, "写一条通知")
    asked = admin.from_bot()[-1]
    assert "将发给" in (await admin.reply(admin.say("今晚停机", reply_to=asked))).text
    assert "1. 今晚停机（等确认，还没有发）" in (await on(admin, shown, "刷新")).text
    assert "已排队" in await tap(admin, shown, "发送 1")
    assert "已到 0/1 个聊天" in now(admin, shown).text
    assert "发送 1" not in labels(now(admin, shown))


async def test_who_is_no_admin_any_more_can_do_nothing_on_the_desk_that_is_left(
    house: House,
) -> None:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    one, other = (private(house.world, person(house.world, name)) for name in ("甲", "乙"))

    def menu(whose: Participant) -> list[str]:
        return [command.name for command in commands_of(house, whose)]

    async with with_admins(house, one):
        await said(one, "/start")
        shown = await said(one, "/desk")
        await said(one, "/help")
        assert menu(one)[0] == "desk"
        group = gathering(house.world, ChatKind.SUPERGROUP, "读报群", one.user)
        for text, told in (("/desk@paper_bot", "私下发给我"), ("/x@paper_bot", "没有这个命令")):
            assert told in (await said(group, text)).text
        assert "没有这个命令" in (await said(group.joined_by(other.user), "/desk@paper_bot")).text
    async with with_admins(house, other):
        for label in labels(shown):
            assert "失效" in await tap(one, shown, label)
        assert now(one, shown) == shown
        assert "没有这个命令" in (await said(one, "/desk")).text
        assert "编辑台" not in (await said(one, "编辑台")).text
        assert menu(one) == []


async def test_an_admins_menu_speaks_the_language_that_they_choose(office: Office) -> None:
    admin, house = office.admin, office.house
    for words, line in (("英文", "desk: drafts"), ("简体", "编辑台：草稿")):
        await said(admin, f"/settings 语言 {words}")
        assert line in commands_of(house, admin)[0].description


def commands_of(house: House, whose: Participant) -> Sequence[Command]:
    scope = f'chat{{"chat_id": {whose.chat.id}}}'
    return house.world.commands.get((scope, "zh"), ())


def with_admins(house: House, *admins: Participant) -> AbstractAsyncContextManager[None]:
    ids = frozenset(one.user.id for one in admins)
    return replace(house, settings=replace(house.settings, admins=ids)).bot()

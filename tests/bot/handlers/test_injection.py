"""Markup and control characters in names, titles and texts are shown as they are, or taken out."""

from dataclasses import replace

import pytest

from bot.preview.model import ChatKind, Message
from bot.preview.people import gathering, person, private
from tests.bot.handlers.conftest import House, said

MARKUP = (
    "<b>粗</b>",
    "</b></blockquote>",
    '<a href="tg://user?id=1">管理员</a>',
    "&lt;i&gt;&amp;",
    "*粗* _斜_ `码` [链](https://example.org)",
    "{0}{query}%s",
)
OURS = {"bold", "blockquote", "expandable_blockquote", "bot_command", "mention", "hashtag", "url"}


def entities(message: Message) -> set[str]:
    """The kinds of entities; links to stories, which are ours, left out."""
    return {
        entity.type
        for entity in message.content.entities
        if not (entity.url or "").startswith("https://t.me/paper_bot?start=")
    }


@pytest.mark.parametrize("text", MARKUP)
async def test_what_people_say_is_repeated_as_it_was_said(running: House, text: str) -> None:
    reader = running.reader()
    made = await said(reader, f"/subscribe 桥 {text}")
    listed = await said(reader, "/subscriptions")
    for message in (made, listed):
        assert f"桥 {text}" in message.text
        assert entities(message) <= OURS
    assert running.preview.refused == []


@pytest.mark.parametrize("text", MARKUP)
async def test_what_a_chat_is_called_is_shown_as_it_is(running: House, text: str) -> None:
    owner = gathering(running.world, ChatKind.GROUP, text, person(running.world, text))
    await said(owner, "/subscribe@paper_bot 桥")
    listed = await said(owner, "/subscriptions@paper_bot")
    assert f"{text}的订阅" in listed.text
    assert entities(listed) <= OURS


@pytest.mark.parametrize("text", MARKUP)
async def test_what_is_printed_is_shown_as_it_is(running: House, text: str) -> None:
    printed = text.replace("&", "&amp;").replace("<", "&lt;")
    page = (
        f"# 西郊码头{printed}启用\n\n本报讯 5月18日，西郊的码头{printed}启用了。\n\n记者 陆知行\n"
    )
    await running.archive.add_page(page.encode(), "2023-05-19/A01.md")
    reader = running.reader()
    for asked in ("西郊的码头启用了吗", "/latest", "/article 1", "/search 码头"):
        answer = await said(reader, asked)
        assert "西郊码头" in answer.text
        assert entities(answer) <= OURS
    assert running.preview.refused == []


@pytest.mark.parametrize("name", [f"{text}.md" for text in MARKUP] + ["../../../x.md", "/etc/x.md"])
async def test_what_a_file_is_called_is_shown_and_never_a_path(house: House, name: str) -> None:
    admin = private(house.world, person(house.world, "站长"))
    here = replace(house, settings=replace(house.settings, admins=frozenset({admin.user.id})))
    folder = house.settings.database.parent
    before = {path.relative_to(folder).parts[0] for path in folder.rglob("*")}
    async with here.bot():
        page = "# 东郊大桥修缮\n\n本报讯 5月17日，东郊大桥开始修缮。\n\n记者 陆知行\n"
        shown = await admin.reply(admin.upload(name, page.encode()))
        assert name in shown.text
        await admin.press_answer(admin.press(shown, "确认发布"))
        assert "新 1 篇" in admin.chat.messages[shown.id].text
    assert {path.relative_to(folder).parts[0] for path in folder.rglob("*")} == before
    assert entities(shown) <= OURS


async def test_marks_that_turn_text_around_are_taken_out(running: House) -> None:
    reader = running.reader()
    made = await said(reader, "/subscribe 桥\u202e路\x00\u2066灯\ud83d")
    assert not set(made.text) & set("\u202e\x00\u2066\ud83d")
    assert "桥" in made.text

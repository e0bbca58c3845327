"""What asks nothing gets a kind line: no stories, no votes."""

from dataclasses import replace

import pytest

from tests.bot.handlers.conftest import House, page, said


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("好的", "好的。还想知道什么，接着问就行。"),
        ("哈哈哈", "😄 想知道什么，随时问。"),
        ("😀", "😄 想知道什么，随时问。"),
        ("谢谢啦", "不客气，还想知道什么就接着问。"),
        ("讲个笑话", "这个我不会，我只会找报上的新闻。想看今天的，发 /latest 就行。"),
    ],
)
async def test_what_asks_nothing_gets_one_kind_line(running: House, text: str, reply: str) -> None:
    shown = await said(running.reader(), text)
    assert shown.text == reply
    assert shown.buttons == ()


async def test_a_question_with_courtesies_is_a_question(running: House) -> None:
    assert "修缮工程" in (await said(running.reader(), "好的，那修缮工程呢")).text


async def test_whoever_wants_a_human_hears_that_it_is_a_program(running: House) -> None:
    reply = await said(running.reader(), "转人工客服")
    assert reply.text.startswith("我是一个程序，这里没有人工客服。")
    assert reply.buttons == ()


async def test_a_contact_is_told_to_who_asks_for_a_human_and_in_the_help(house: House) -> None:
    house = replace(house, settings=replace(house.settings, contact="0371-66778899"))
    await house.archive.add_page(page(1), "2023-05-18/A01.md")
    async with house.bot():
        reader = house.reader()
        assert (
            await said(reader, "我要找人工客服")
        ).text == "我是一个程序。要找人，请联系：0371-66778899"
        assert "找人：0371-66778899" in (await said(reader, "/help")).text

"""Stories by number and by headline, and buttons that are no longer what they were."""

import pytest

from tests.bot.handlers.conftest import House, said


async def test_a_number_counts_in_the_message_that_is_replied_to(running: House) -> None:
    reader = running.reader()
    listing = await said(reader, "/reporter 陆知行")
    third = next(line for line in listing.text.splitlines() if line.startswith("3. "))
    story = await reader.reply(reader.say("全文 3", reply_to=listing))
    assert story.text.splitlines()[0] == third.removeprefix("3. ")


@pytest.mark.parametrize("text", ["/article 3", "全文 第3篇", "/article 渠修缮"])
async def test_a_story_is_found_by_number_or_headline(running: House, text: str) -> None:
    story = await said(running.reader(), text)
    expected = "第14号" if "渠" in text else "第3号"
    assert expected in story.text.splitlines()[0]
    assert "施工队承担" in story.text


async def test_words_that_several_headlines_have_give_a_choice(running: House) -> None:
    choice = await said(running.reader(), "/article 东郊 修缮")
    assert choice.text.startswith("是哪一篇？")
    assert len(choice.buttons) > 1


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("/article", "/article 3"),
        ("/article 99", "只有 25 篇"),
        ("/article 0", "没有第 0 篇"),
    ],
)
async def test_what_names_no_story_is_told_kindly(running: House, text: str, reply: str) -> None:
    assert reply in (await said(running.reader(), text)).text


@pytest.mark.parametrize("data", ["a:999999", "a:99999999999999999", "t999999", "r999999"])
async def test_a_story_that_is_gone_is_said_to_be(running: House, data: str) -> None:
    reader = running.reader()
    shown = await said(reader, "/latest")
    press = reader.press_data(shown, data)
    answer = await reader.press_answer(press)
    told = [answer.text or "", *(message.text for message in reader.from_bot(shown))]
    assert any("已经不在" in text for text in told)


@pytest.mark.parametrize("data", ["x", "p:1", "a:-1", "a:1;drop", "p:9999999999999999999:n"])
async def test_forged_buttons_get_a_kind_note(running: House, data: str) -> None:
    reader = running.reader()
    shown = await said(reader, "/latest")
    answer = await reader.press_answer(reader.press_data(shown, data))
    assert "已经失效" in (answer.text or "")
    assert reader.from_bot(shown) == []

"""A person alone with the bot."""

import pytest

from bot.preview.entities import stretch, units
from bot.preview.model import Message
from bot.preview.participant import Participant
from tests.end_to_end.running import Bot

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("bot")]

QUAY = "河湾区老码头改造动工 沿江步道明年贯通"
CANTEEN = "社区食堂开进筒子楼 老人一餐只花八元"
CENTRE = "科技园 R&D <中心> 揭牌 为企业提供“一站式”服务"


@pytest.fixture
def reader(bot: Bot) -> Participant:
    return bot.person("小李")


def bold(message: Message) -> list[str]:
    return [stretch(message.text, e) for e in message.content.entities if e.type == "bold"]


async def said(reader: Participant, text: str) -> Message:
    return await reader.reply(reader.say(text))


async def test_a_question_is_answered_with_its_source_and_the_fact_in_bold(
    reader: Participant,
) -> None:
    answer = await said(reader, "老码头改造投资多少钱？")
    assert QUAY in bold(answer)
    assert "记者 陆知行 · 2023年5月18日刊 · 第A01版（说的是5月16日）" in answer.text
    assert "工程投资2.6亿元" in answer.text
    assert "2.6亿元" in bold(answer)
    assert not any(part in "老码头改造投资" for part in bold(answer))
    assert not answer.preview
    assert any("全文" in button.text for button in answer.buttons)


async def test_whatever_the_page_holds_is_shown_as_printed(reader: Participant) -> None:
    answer = await said(reader, "科技园 R&D 中心首批入驻多少家企业")
    assert CENTRE in bold(answer)
    assert "十一家" in bold(answer)
    assert "本报讯 5月15日，河湾科技园的 R&D <中心> 揭牌。" in answer.text


async def test_start_says_the_own_id_and_offers_three_questions_that_are_answered(
    reader: Participant,
) -> None:
    welcome = await said(reader, "/start")
    assert str(reader.user.id) in welcome.text
    assert len(welcome.buttons) == 3
    for button in welcome.buttons:
        press = reader.press(welcome, button.text)
        before = max(reader.chat.messages)
        await reader.press_answer(press)
        answer = await reader.reply(reader.chat.messages[before])
        assert answer.buttons, button.text


async def test_help_names_the_commands(reader: Participant) -> None:
    for text in ("/help", "帮助"):
        answer = await said(reader, text)
        assert all(name in answer.text for name in ("/search", "/latest", "/article", "/reporter"))


@pytest.mark.parametrize("text", ["/search 食堂 志愿者", "搜索 食堂 志愿者"])
async def test_search_finds_what_has_every_word(reader: Participant, text: str) -> None:
    answer = await said(reader, text)
    assert CANTEEN in bold(answer)
    assert QUAY not in answer.text
    assert "没有一篇同时有这些词" not in answer.text


async def test_search_without_a_story_that_has_all_words_says_so(reader: Participant) -> None:
    answer = await said(reader, "/search 食堂 吊机")
    assert "没有一篇同时有这些词" in answer.text
    assert {QUAY, CANTEEN} & set(bold(answer))


async def test_search_without_words_asks_for_them(reader: Participant) -> None:
    assert "要找什么" in (await said(reader, "/search")).text


@pytest.mark.parametrize("text", ["/latest", "最新"])
async def test_latest_lists_the_newest_bulletin_in_page_order(
    reader: Participant, text: str
) -> None:
    answer = await said(reader, text)
    places = [answer.text.find(title) for title in (QUAY, CANTEEN, CENTRE)]
    assert -1 not in places
    assert places == sorted(places)
    assert "蓝布衫" not in answer.text


async def test_a_listed_story_is_read_in_full(reader: Participant) -> None:
    for text in ("/article 2", "/article 社区食堂", "全文 2"):
        story = await said(reader, text)
        assert CANTEEN in story.text
        assert "年底前还要再开五家。" in story.text
        assert "记者 欧阳晓岚" in story.text


async def test_the_button_gives_the_whole_story_in_parts(reader: Participant) -> None:
    answer = await said(reader, "老裁缝的蓝布衫")
    reader.press(answer, "全文")
    (first,) = await reader.replies(answer, 1)
    count = int(first.text.rpartition("/")[2].removesuffix(")"))
    assert count > 1
    parts = list(await reader.replies(answer, min(count, 4)))
    while len(parts) < count:
        reader.press(parts[-1], f"接着读 {len(parts) + 1}/{count}")
        parts += await reader.replies(parts[-1], min(count - len(parts), 4))
    assert all(units(part.text) <= 4096 for part in parts)
    whole = "\n".join(part.text for part in parts)
    for number in range(1, 301):
        assert f"第{number}匹布量了又量，说这一匹要做{number + 7}件蓝布衫" in whole


async def test_a_button_of_another_time_says_that_it_is_dead(reader: Participant) -> None:
    answer = await said(reader, "老码头改造")
    press = reader.press_data(answer, "forged:button")
    assert (await reader.press_answer(press)).text


@pytest.mark.parametrize("text", ["/reporter 欧阳晓岚", "记者 欧阳晓岚", "欧阳晓岚写了哪些报道？"])
async def test_a_reporters_stories_are_listed(reader: Participant, text: str) -> None:
    answer = await said(reader, text)
    assert CANTEEN in answer.text
    assert CENTRE in answer.text
    assert QUAY not in answer.text


async def test_reporter_without_a_name_or_with_an_unknown_one(reader: Participant) -> None:
    assert "哪一位记者" in (await said(reader, "/reporter")).text
    assert "没有找到署名“查无此人”的报道" in (await said(reader, "/reporter 查无此人")).text


async def test_a_greeting_is_greeted(reader: Participant) -> None:
    answer = await said(reader, "你好")
    assert answer.text.startswith("你好")
    assert answer.buttons == ()


async def test_what_the_paper_does_not_say_is_said_so_with_what_is_nearest(
    reader: Participant,
) -> None:
    answer = await said(reader, "老码头的灯塔管理员叫什么名字，养了几只猫？")
    assert "报上没有直接说" in answer.text
    assert QUAY in answer.text


async def test_a_question_too_long_is_told_the_limit(reader: Participant) -> None:
    assert "500" in (await said(reader, "老码头" * 167)).text


async def test_photos_get_a_useful_reply_and_stickers_a_kind_one(reader: Participant) -> None:
    assert "文字" in (await reader.reply(reader.photo())).text
    assert "没有找到" not in (await reader.reply(reader.sticker())).text


async def test_an_unknown_command_points_to_help(reader: Participant) -> None:
    assert "/help" in (await said(reader, "/nonsense")).text


async def test_an_english_reader_is_spoken_to_in_english(bot: Bot) -> None:
    answer = await said(bot.person("Ann", language="en"), "/start")
    assert "just ask" in answer.text


async def test_menus_are_set_for_every_kind_of_chat(bot: Bot) -> None:
    menus = bot.world.commands
    assert {
        "start",
        "help",
        "search",
        "latest",
        "article",
        "reporter",
        "subscribe",
        "settings",
    } <= {command.name for commands in menus.values() for command in commands}
    assert {language for _, language in menus} >= {"", "en"}
    assert len({scope for scope, _ in menus}) > 1

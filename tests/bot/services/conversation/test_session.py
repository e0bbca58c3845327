"""A conversation from its first words on: what each step shows, and what it leaves as it is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli.terminal import screen_text
from bot.messages.texts import ZH
from bot.services.conversation.session import Session
from retrieval.archive import Archive

PAGE = """# 竹溪大桥通车 两岸只要五分钟

本报讯 5月12日，竹溪大桥通车，全长860米，连着青田县和石浦县。工程花了1.2亿元。

图为通车现场。 叶小舟 摄

县长罗文清说，桥上不收费。

记者 顾念安

# 竹溪大桥桥下建公园

本报讯 竹溪大桥桥下要建公园，种三千棵柳树。

记者 顾念安

# 乡村图书馆开门

本报讯 5月13日，石浦县的乡村图书馆开门，藏书八千册。

记者 白露
"""


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[Session]:
    async with Archive.open(tmp_path / "bulletins.db") as archive:
        await archive.add_page(PAGE.encode(), "竹溪报/2023-05-14/A01.md")
        yield Session(archive, ZH)


async def said(session: Session, words: str) -> str:
    return "\n".join(screen_text(one, bold=False) for one in await session.say(words))


async def test_what_is_told_of_a_story_is_of_the_one_that_is_read(session: Session) -> None:
    await said(session, "竹溪大桥哪天通车")
    assert "《竹溪大桥通车 两岸只要五分钟》的记者：顾念安" in await said(session, "第一条谁写的")
    assert "2023年5月14日" in await said(session, "哪天的报纸")
    assert "叶小舟 摄" in await said(session, "照片呢")
    assert "图为通车现场" in await said(session, "有图吗")


async def test_the_gist_is_the_first_sentences_as_printed(session: Session) -> None:
    await said(session, "竹溪大桥哪天通车")
    gist = await said(session, "简单说")
    assert "全长860米，连着青田县和石浦县。" in gist
    assert "本报讯" not in gist


async def test_where_a_list_ends_the_next_story_is_the_one_printed_next(session: Session) -> None:
    await said(session, "桥下种多少棵柳树")
    await said(session, "全文")
    assert (await said(session, "下一篇")).startswith("乡村图书馆开门")
    assert "最后一篇" in await said(session, "下一篇")
    assert (await said(session, "谁写的")).endswith("白露。")


async def test_what_else_a_reporter_wrote_leaves_out_the_story_at_hand(session: Session) -> None:
    await said(session, "竹溪大桥哪天通车")
    await said(session, "第一条")
    others = await said(session, "他还写过什么")
    assert "1. 竹溪大桥桥下建公园" in others
    assert "通车" not in others
    await said(session, "乡村图书馆哪天开门")
    assert "只有这一篇" in await said(session, "这位记者还写了什么")


async def test_of_the_same_issue_the_other_stories_are_listed(session: Session) -> None:
    await said(session, "乡村图书馆哪天开门")
    listed = await said(session, "同一天还有什么")
    assert "竹溪大桥通车" in listed
    assert "1. 乡村图书馆" not in listed
    assert "共 2 篇" in listed
    assert "一共 2 条" in await said(session, "一共几条")


async def test_a_question_without_a_subject_says_where_it_was_asked(session: Session) -> None:
    await said(session, "竹溪大桥哪天通车")
    answer = await said(session, "花了多少钱")
    assert answer.startswith("在《竹溪大桥通车 两岸只要五分钟》里：")
    assert "1.2亿元" in answer


async def test_what_a_story_does_not_say_is_said_once_with_what_is_nearest(
    session: Session,
) -> None:
    await said(session, "竹溪大桥哪天通车")
    answer = await said(session, "桥上限速多少")
    assert "没有直接说" in answer
    assert answer.count("没有") <= 2
    assert "报上没有" not in answer


async def test_a_question_with_a_subject_of_its_own_is_a_new_one(session: Session) -> None:
    await said(session, "竹溪大桥哪天通车")
    answer = await said(session, "乡村图书馆藏书多少册")
    assert answer.startswith("1. 乡村图书馆开门")


@pytest.mark.parametrize("words", ["1", "全文", "还有吗", "下一篇", "谁写的", "返回", "more"])
async def test_where_nothing_is_shown_it_says_how_to_begin(session: Session, words: str) -> None:
    assert await said(session, words) == ZH.talk.nothing_shown


async def test_what_is_new_needs_nothing_on_the_screen(session: Session) -> None:
    assert "竹溪大桥通车" in await said(session, "what is new today")


async def test_going_back_and_again_show_what_was_shown(session: Session) -> None:
    first = await said(session, "竹溪大桥")
    story = await said(session, "第一条")
    assert await said(session, "再说一遍") == story
    assert await said(session, "返回列表") == first
    assert await said(session, "第八十条")
    assert await said(session, "再说一遍") == first


ELSEWHERE = """# 青石书记走访纸厂

本报讯 5月15日，书记崔望北走访青石纸厂，看了新装的纸机。副镇长罗水生一同前往。

记者 顾念安

# 青石书记察看河堤

本报讯 5月16日，书记崔望北察看河堤，镇领导方大川参加。

记者 白露

# 青石小学添了乒乓球台

本报讯 校长钟采薇说，青石小学的乒乓球台花了9000元，是校友捐的。

记者 白露

# 青石12路公交改道

本报讯 12路改走环河路，新添了四辆车。

记者 白露

# 第三批果苗送到 四个村今天栽下

本报讯 第三批果苗5月16日送到石浦县，一共八千株。

记者 白露

# 石浦县果苗下乡 头一批一万株

本报讯 石浦县的果苗下乡，头一批一万株都是梨树。

记者 白露
"""


@pytest.fixture
async def wider(tmp_path: Path) -> AsyncIterator[Session]:
    async with Archive.open(tmp_path / "bulletins.db") as archive:
        await archive.add_page(PAGE.encode(), "竹溪报/2023-05-14/A01.md")
        await archive.add_page(ELSEWHERE.encode(), "竹溪报/2023-05-17/A01.md")
        yield Session(archive, ZH)


async def test_a_pronoun_is_of_the_first_story_of_an_answer(wider: Session) -> None:
    await said(wider, "崔望北走访纸厂看了什么")
    answer = await said(wider, "谁陪他去的")
    assert answer.startswith("在《青石书记走访纸厂》里：")
    assert "罗水生" in answer


@pytest.mark.parametrize("another", ["那钟采薇呢", "钟采薇呢"])
async def test_whom_another_is_asked_for_is_the_topic_from_then_on(
    wider: Session, another: str
) -> None:
    await said(wider, "崔望北走访纸厂看了什么")
    assert "青石小学添了乒乓球台" in await said(wider, another)
    answer = await said(wider, "钱从哪里来")
    assert answer.startswith("在《青石小学添了乒乓球台》里：")
    assert "校友捐" in answer


async def test_what_another_story_has_more_of_is_asked_of_that(wider: Session) -> None:
    await said(wider, "竹溪大桥哪天通车")
    answer = await said(wider, "12路新添了几辆")
    assert "1. 青石12路公交改道" in answer
    assert "《竹溪大桥通车" not in answer


async def test_what_nothing_printed_is_about_is_not_said_to_be_near(wider: Session) -> None:
    await said(wider, "竹溪大桥哪天通车")
    assert "竹溪大桥" not in await said(wider, "银河系黑洞哪天爆发")


async def test_for_a_bare_question_no_unrelated_story_answers(wider: Session) -> None:
    await said(wider, "乡村图书馆哪天开门")
    answer = await said(wider, "一共多少株")
    assert "果苗" not in answer
    assert "乡村图书馆" in answer


async def test_a_step_that_comes_to_nothing_leaves_the_screen_as_it_is(wider: Session) -> None:
    await said(wider, "竹溪大桥哪天通车")
    await said(wider, "第一条")
    for failed in ("第八十条", "下一页", "银河系黑洞哪天爆发", "谢谢", "哈哈"):
        await said(wider, failed)
    assert (await said(wider, "谁写的")).endswith("顾念安。")
    assert "竹溪大桥通车" in await said(wider, "再说一遍")


async def test_who_wants_stories_on_something_is_given_those(wider: Session) -> None:
    await said(wider, "第三批果苗有多少株")
    assert "石浦县果苗下乡" in await said(wider, "还有关于果苗的吗")


async def test_what_a_headline_names_is_the_topic_from_then_on(wider: Session) -> None:
    await said(wider, "竹溪大桥通车")
    await said(wider, "乡村图书馆哪天开门")
    await said(wider, "纸厂呢")
    assert (await said(wider, "谁陪他去的")).startswith("在《青石书记走访纸厂》里：")


async def test_what_only_another_story_is_about_is_found_there(wider: Session) -> None:
    await said(wider, "乡村图书馆哪天开门")
    answer = await said(wider, "校友捐了什么")
    assert "青石小学添了乒乓球台" in answer

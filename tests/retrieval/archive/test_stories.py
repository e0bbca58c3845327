"""What is asked of one story: what it says, what others say of its subject, its day, its lead."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown
from retrieval.model import AnswerKind, Band

VACCINE = """# 青石镇集中接种流感疫苗

本报讯 11月3日，青石镇卫生院为辖区老人集中接种流感疫苗。60岁以上老人凭身份证免费接种。

截至当日下午五点，全镇共接种1280剂，覆盖十一个村。镇卫生院院长何秀英说：“村里的老人不用再跑县城。医生上门服务。”

下一步，镇里将为行动不便的老人安排上门接种。

# 柳河大桥合龙

本报讯 11月3日，位于贵州省江口县的柳河大桥合龙，大桥全长1.6公里，总投资4.2亿元。
"""
LATER = """# 青石镇流感疫苗第二轮接种开始

本报讯 11月20日，青石镇卫生院开始第二轮流感疫苗接种，地点设在镇卫生院一楼大厅。
"""


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Archive]:
    async with Archive.open(tmp_path / "archive.db") as opened:
        await opened.add_page(VACCINE.encode(), "2024-11-04/A01.md")
        await opened.add_page(LATER.encode(), "2024-11-21/A01.md")
        yield opened


async def of(archive: Archive, headline: str) -> int:
    """Return the id of the story that a headline is found by."""
    return (await archive.search(headline)).hits[0].citation.article_id


async def test_a_story_is_asked_without_naming_its_subject(archive: Archive) -> None:
    answer = await archive.ask_story(await of(archive, "集中接种"), "一共打了多少剂")
    assert answer.answered
    assert "1280剂" in answer.hits[0].snippet.text
    view = answer.hits[0].snippet
    assert [view.text[start:end] for start, end in view.facts] == ["1280剂"]


async def test_one_hit_for_each_passage_and_of_that_story_alone(archive: Archive) -> None:
    story = await of(archive, "集中接种")
    hits = (await archive.ask_story(story, "接种疫苗的老人")).hits
    assert {hit.citation.article_id for hit in hits} == {story}
    assert len({hit.passage.ordinal for hit in hits}) == len(hits)


async def test_what_a_story_does_not_say_is_not_claimed(archive: Archive) -> None:
    answer = await archive.ask_story(await of(archive, "集中接种"), "花了多少钱")
    assert not answer.answered


async def test_small_talk_is_asked_of_no_story(archive: Archive) -> None:
    answer = await archive.ask_story(await of(archive, "集中接种"), "谢谢")
    assert answer.kind is AnswerKind.COURTESY


async def test_a_question_about_a_story_finds_others_on_its_subject(archive: Archive) -> None:
    story = await of(archive, "集中接种")
    hits = (await archive.about_story(story, "第二轮在哪里", limit=3)).hits
    assert [hit.citation.title for hit in hits][:1] == ["青石镇流感疫苗第二轮接种开始"]
    assert story not in {hit.citation.article_id for hit in hits}


async def test_related_stories_are_on_the_same_subject(archive: Archive) -> None:
    answer = await archive.related(await of(archive, "集中接种"), limit=3)
    assert answer.kind is AnswerKind.LISTING
    assert [hit.citation.title for hit in answer.hits] == ["青石镇流感疫苗第二轮接种开始"]


async def test_a_story_without_another_on_its_subject_has_none_related(archive: Archive) -> None:
    answer = await archive.related(await of(archive, "柳河大桥"), limit=3)
    assert (answer.hits, answer.total) == ((), 0)


async def test_the_other_stories_of_an_issue(archive: Archive) -> None:
    answer = await archive.same_day(await of(archive, "集中接种"), limit=3)
    assert [hit.citation.title for hit in answer.hits] == ["柳河大桥合龙"]
    assert answer.total == 1


async def test_the_first_sentences_are_as_printed_and_begin_after_the_dateline(
    archive: Archive,
) -> None:
    lead = await archive.lead(await of(archive, "集中接种"), 2)
    assert lead == (
        "11月3日，青石镇卫生院为辖区老人集中接种流感疫苗。",
        "60岁以上老人凭身份证免费接种。",
    )


async def test_no_quotation_is_left_open(archive: Archive) -> None:
    lead = await archive.lead(await of(archive, "集中接种"), 4)
    assert lead[3] == "镇卫生院院长何秀英说：“村里的老人不用再跑县城。医生上门服务。”"


@pytest.mark.parametrize("asked", ["ask_story", "about_story"])
async def test_an_unknown_story_cannot_be_asked(archive: Archive, asked: str) -> None:
    with pytest.raises(ArticleUnknown):
        await getattr(archive, asked)(10_000, "多少剂")


async def test_an_empty_question_has_no_answer(archive: Archive) -> None:
    answer = await archive.ask_story(await of(archive, "集中接种"), "")
    assert answer.band is Band.NOTHING


LIBRARY = """# 县图书馆新馆开门 藏书三万册

本报讯 12月1日，县图书馆新馆开门，馆长葛映秋说，新馆藏书三万册，每天开到晚上九点。

# 县图书馆来了盲文书 请志愿者来念

本报讯 12月2日，县图书馆添了一排盲文书，两百本有声书戴上耳机就能听。馆里还请了志愿者念报纸。
"""


async def test_a_story_is_related_to_one_on_whose_subject_it_is(archive: Archive) -> None:
    await archive.add_page(LIBRARY.encode(), "2024-12-03/A01.md")
    opened, braille = await of(archive, "新馆开门"), await of(archive, "盲文书")
    for one, other in ((opened, braille), (braille, opened)):
        found = await archive.related(one, 5)
        assert [hit.citation.article_id for hit in found.hits] == [other]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("是哪里人", "青浦县"),
        ("谁陪他去的", "高远山"),
        ("主任怎么讲", "先修路"),
        ("第一场在哪儿演", "老戏台"),
        ("钱从哪来", "自筹"),
        ("要办什么手续", "备案"),
        ("几点来电", "9点20分"),
        ("什么时候动的工", "12月5日"),
    ],
)
async def test_what_is_asked_in_few_words_is_found_in_the_story(
    archive: Archive, text: str, told: str
) -> None:
    page = """# 孟广田带剧团下乡

本报讯 12月5日，新戏台动工。青浦县人孟广田带着剧团下乡，副镇长高远山一同前往。

首场演出在柳湾村老戏台举行。

剧团的钱是大家自筹的。下乡演出先要到文化站备案。当晚停电，9点20分恢复供电。

文化站主任章若谷说，先修路，再搭台。
"""
    await archive.add_page(page.encode(), "2024-12-06/A01.md")
    answer = await archive.ask_story(await of(archive, "孟广田"), text)
    assert answer.answered
    assert told in answer.hits[0].snippet.text

"""What is said around a question changes nothing of what is found.

Polite, clumsy and dialect wrappings, none of them in what the weights are learnt from, around
questions on the sample pages and on a page made up for tests; and words in the midst of them.
"""

from datetime import date
from pathlib import Path

import pytest

from retrieval.analysis import words
from retrieval.answer.answer import answer
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, Band, Printing, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.reading.page import read_page

ROOT = Path(__file__).parents[3]
PAGES = (
    *sorted(path for path in (ROOT / "data/samples").rglob("*") if path.is_file()),
    ROOT / "tests/fixtures/questions/qinghe.md",
)
TODAY = date(2024, 3, 21)
KEPT = 0.95

WRAPPINGS = (
    "你好，{}",
    "{}谢谢您啦",
    "请问一下哈，{}",
    "小编您好！麻烦您给查一下{}，多谢多谢",
    "不好意思打扰了，我想打听一下{}",
    "嗯……那个，{}来着？",
    "呃我就想问问{}啊",
    "哎，{}你知道不",
    "各位大哥大姐，{}，求告诉一声",
    "俺们家里人都想晓得{}咧",
    "您好呀，打扰一下哈，{}",
    "{}，先谢过了哈",
    "请教各位个事，{}",
    "劳驾帮忙瞅瞅{}呗",
    "我们屋头的人都在问{}撒",
    "喂喂在不在，{}，急死人了",
    "{}你给俺说道说道",
    "不晓得该问谁，就是{}那个事",
    "辛苦小哥，方便的话查查{}，么么哒",
)
INSIDE = ("嗯", "那个", "，就是说，", "啊", "这个")
"""What is said in the middle of a question, between two of its words."""
QUESTIONS = (
    "石门水库加固总投资多少",
    "大坝防渗墙完成了多少",
    "禾香源的果汁项目为什么没开工",
    "奖补资金有多少万元",
    "明厨亮灶平台接入了多少所学校的食堂",
    "孟晓棠说下一步要做什么",
    "青禾县有多少家日间照料中心",
    "照料中心为老人提供哪些服务",
    "剪纸传承人去了哪所小学",
    "欧阳建国督导什么工程",
    "樊惠林到郑州大学调研了什么",
    "国家超级计算郑州中心",
    "樱桃沟项目回迁群众",
    "虎荣鑫走访了哪些食品企业",
    "帝益肥上市",
    "宣传部长的党课题目",
    "意识形态工作责任制",
    "困难群众救助资金",
    "义务兵优抚",
    "花花牛",
    "水库哪年建成的",
    "大坝哪里渗漏",
    "溢洪道改造",
    "水库局长钟鹏说了什么",
    "冷库能存多少吨苹果",
    "一斤苹果多卖几毛",
    "鲁思源去了哪些地方",
    "果汁项目为什么没开工",
    "食堂后厨手机能看吗",
    "平台提醒了多少次",
    "食材采购价格来源",
    "陈桂兰多大年纪",
    "福彩公益金用在哪",
    "照料中心的午餐",
    "韦素芬带了多少徒弟",
    "非遗社团周几开",
    "禾下乘凉",
    "郭小寨原址重建",
    "海一云商",
    "潘多拉野生动物园",
    "西气东输影响项目",
    "首套房优先",
    "康师傅饮品中原区域总部",
    "仝吉食品年产多少吨",
    "万家食品发展空间",
    "就业补助资金拨付",
    "残疾抚恤金",
    "高龄津贴",
    "豫事办",
    "超硬材料实验室",
    "申红涛讲课",
    "汤晓义座谈会",
    "基层站所廉政风险点",
    "统筹结算平台",
)


def _snapshot() -> Snapshot:
    stored: list[StoredArticle] = []
    for number, page in enumerate(PAGES, 1):
        bulletin = read_page(page.read_bytes(), page.name).bulletin
        for at, article in enumerate(bulletin.articles):
            printing = Printing(number, bulletin.paper, bulletin.date, bulletin.page, at)
            stored.append(StoredArticle(len(stored) + 1, article, (printing,)))
    names = Gazetteer.of(name for one in stored for name in extract_names(one.article))
    return Snapshot.build(stored, names)


MADE = _snapshot()


def ask(question: str) -> Answer:
    return answer(MADE, question, today=TODAY)


def first(found: Answer) -> int | None:
    return found.hits[0].citation.article_id if found.hits else None


@pytest.fixture(scope="module")
def plain() -> dict[str, int | None]:
    """The first story of each question as it is."""
    return {question: first(ask(question)) for question in QUESTIONS}


def test_every_question_finds_something_to_wrap(plain: dict[str, int | None]) -> None:
    assert [question for question, story in plain.items() if story is None] == []


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_a_wrapped_question_keeps_its_first_story(
    wrapping: str, plain: dict[str, int | None]
) -> None:
    lost = [
        question
        for question, story in plain.items()
        if first(ask(wrapping.format(question))) != story
    ]
    assert len(lost) <= (1 - KEPT) * len(QUESTIONS), lost


@pytest.mark.parametrize("said", INSIDE)
def test_a_question_with_a_word_in_its_midst_keeps_its_first_story(
    said: str, plain: dict[str, int | None]
) -> None:
    lost = []
    for question, story in plain.items():
        cut = words.cut(question)
        halves = cut[: len(cut) // 2], cut[len(cut) // 2 :]
        interrupted = said.join("".join(half) for half in halves)
        if first(ask(interrupted)) != story:
            lost.append(interrupted)
    assert len(lost) <= (1 - KEPT) * len(QUESTIONS), lost


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_a_wrapping_alone_finds_nothing(wrapping: str) -> None:
    assert ask(wrapping.format("")).band is Band.NOTHING


@pytest.mark.parametrize("question", ["樱桃沟项目", "石门水库", "苹果产业", "党课"])
def test_asking_for_the_newest_never_finds_less(question: str) -> None:
    plain = {hit.citation.article_id for hit in ask(question).hits}
    newest = ask(f"{question}最新消息")
    assert newest.hits
    assert first(newest) in plain

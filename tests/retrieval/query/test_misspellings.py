"""Mistyped words over the sample pages: put right or offered, and right words left alone.

The typos are made of the pages' own words, thirty of each sort, by a seeded generator. What is
asked for is a floor for each sort: what it falls short of are words whose typo is a word, too.
"""

import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from retrieval.analysis import words
from retrieval.analysis.normalise import compact_text
from retrieval.analysis.shapes import lookalikes
from retrieval.analysis.sounds import sounding, sounding_nearly, sounds
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, RemarkKind, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.parse import parse
from retrieval.query.question_words import FILLERS, VAGUE
from retrieval.query.spelling import offered, put_right
from retrieval.reading.page import read_page

TODAY = date(2022, 10, 28)
SAMPLES = Path(__file__).parents[3] / "data" / "samples"
COUNT = 30
Slip = Callable[[random.Random, str], str | None]


def alike(chance: random.Random, word: str) -> str | None:
    at = chance.randrange(len(word))
    return _with(word, at, chance, sounding(sounds(word[at])[0])[:40])


def nearly(chance: random.Random, word: str) -> str | None:
    at = chance.randrange(len(word))
    sound = sounds(word[at])[0]
    others = set(sounding_nearly(sound)[:60]) - set(sounding(sound))
    return _with(word, at, chance, "".join(sorted(others)))


def looks(chance: random.Random, word: str) -> str | None:
    at = chance.randrange(len(word))
    return _with(word, at, chance, "".join(lookalikes(word[at])[:4]))


def missing(chance: random.Random, word: str) -> str | None:
    at = chance.randrange(1, max(len(word) - 1, 2))
    return word[:at] + word[at + 1 :] if len(word) > 2 else None


def doubled(chance: random.Random, word: str) -> str | None:
    at = chance.randrange(len(word))
    return word[:at] + word[at] + word[at:] if len(word) > 2 else None


def swapped(chance: random.Random, word: str) -> str | None:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _with(word: str, at: int, chance: random.Random, others: str) -> str | None:
    others = others.replace(word[at], "")
    return word[:at] + chance.choice(others) + word[at + 1 :] if others else None


# The least share of each sort that is put right, and that is put right or offered.
SORTS: tuple[tuple[Slip, float, float], ...] = (
    (alike, 0.8, 0.85),
    (nearly, 0.65, 0.8),
    (looks, 0.7, 0.8),
    (missing, 0.35, 0.7),
    (doubled, 0.75, 0.75),
    (swapped, 0.55, 0.65),
)


@pytest.fixture(scope="module")
def stories() -> list[StoredArticle]:
    pages = [path for path in sorted(SAMPLES.rglob("*")) if path.is_file()]
    read = (read_page(path.read_bytes(), path.name) for path in pages)
    told = (story for page in read for story in page.bulletin.articles)
    return [
        StoredArticle(at, story, (Printing(1, "晚报", None, None, at),))
        for at, story in enumerate(told, 1)
    ]


@pytest.fixture(scope="module")
def snapshot(stories: list[StoredArticle]) -> Snapshot:
    names = Gazetteer.of(name for one in stories for name in extract_names(one.article))
    return Snapshot.build(stories, names)


@pytest.fixture(scope="module")
def vocabulary(stories: list[StoredArticle]) -> list[str]:
    """The words of the pages that say something, each as often as it stands there."""
    cut = (word for one in stories for word in words.cut(compact_text(one.article.body)))
    return [
        word
        for word in cut
        if re.fullmatch("[一-鿿]{2,5}", word)
        and words.frequency(word)
        and word not in FILLERS
        and word not in VAGUE
    ]


@pytest.mark.parametrize(
    ("slip", "right", "found"), SORTS, ids=[sort[0].__name__ for sort in SORTS]
)
def test_typos_are_put_right_or_offered(
    snapshot: Snapshot, vocabulary: list[str], slip: Slip, right: float, found: float
) -> None:
    chance = random.Random(slip.__name__)  # noqa: S311 (typos need no secret)
    taken = offers = wrong = tried = 0
    while tried < COUNT:
        word = chance.choice(vocabulary)
        typo = slip(chance, word)
        if typo is None or typo == word or len(snapshot.name_postings(typo)):
            continue
        tried += 1
        question = chance.choice(("{}", "{}有什么新消息", "请问{}", "关于{}")).format(typo)
        query = parse(question, snapshot, TODAY)
        ways = offered(snapshot, query, words_too=True)
        if word in query.line or any(word in name for name in query.names):
            taken += 1
        elif query.line != compact_text(question):
            wrong += 1
        elif any(word in way.text for way in ways):
            offers += 1
    assert wrong <= 1
    assert taken >= right * COUNT
    assert taken + offers >= found * COUNT


def test_no_word_in_print_is_taken_for_another(snapshot: Snapshot, vocabulary: list[str]) -> None:
    for word in sorted(set(vocabulary)):
        assert put_right(word, snapshot).line == word


@pytest.mark.parametrize(
    "question",
    [
        *("地铁什么时候通车", "医保怎么报销", "宠物狗要办证吗", "高考分数线是多少", "暖气几号来"),
        *("公交卡丢了去哪补办", "油价又涨了吗", "电动车上牌在哪", "社区食堂菜价贵不贵", "核酸点"),
        *("篮球赛谁赢了", "彩票中奖号码", "律师怎么收费", "流感疫苗打几针", "樱桃多少钱一斤"),
        *("垃圾分类", "孩子上户口要啥材料", "快递柜超时收费", "广场舞扰民找谁", "房贷利率降没降"),
        *("老年大学招生", "共享单车乱停", "殡仪馆电话", "地震了吗", "蝗虫", "渔业补助", "驴友走失"),
        *("煤改气", "充电桩安装", "网约车司机考试", "民宿评级", "马拉松报名", "无人机表演几点开始"),
        *("阳台封窗", "自习室", "考驾照", "领养小猫", "陪诊师", "露营地", "剧本杀店", "直播带货"),
    ],
)
def test_a_question_in_right_words_is_left_as_it_is(snapshot: Snapshot, question: str) -> None:
    assert put_right(question, snapshot).line == question


def test_a_word_of_the_dictionary_is_never_taken_for_another_one() -> None:
    stored = StoredArticle(
        1,
        Article(
            "夜市开张", paragraphs=("夜市在老街开张，地铺一排，工事坚固，适宜游人，权利归商户。",)
        ),
        (Printing(1, "报", None, None, 0),),
    )
    made = Snapshot.build([stored], Gazetteer())
    for typed, printed in (("地铁", "地铺"), ("公式", "工事"), ("事宜", "适宜"), ("权力", "权利")):
        query = parse(typed, made, TODAY)
        assert query.line == typed, printed
        assert RemarkKind.SPELLING not in {one.kind for one in query.remarks}
    ways = offered(made, parse("权力", made, TODAY), words_too=True)
    assert [way.text for way in ways] == ["权利"]

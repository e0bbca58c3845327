"""Everyday words: the table decides something in each row, and finds what papers print."""

from collections import Counter
from datetime import date

import pytest

from retrieval.answer.answer import answer
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.question_words import FILLERS, VAGUE
from retrieval.query.synonyms import SYNONYMS
from retrieval.word_list import table

TODAY = date(2024, 3, 21)
PRINTED = (
    "城南片区保障性住房开始配租",
    "文昌路小学学生营养餐价格下调",
    "机动车驾驶人醉驾获刑",
    "社区卫生服务中心为老年人接种疫苗",
    "河道黑臭水体治理通过验收",
    "暴雨预警信号发布后学校停课",
    "电动自行车充电设施进小区",
    "马铃薯种植户喜获丰收",
    "犬只伤人事件频发，文明养犬条例施行",
    "消防救援人员扑灭厂房火灾",
    "航班大面积延误旅客滞留",
    "失业保险金发放标准提高",
)
ASKED = (
    ("公租房啥时候能住", 0),
    ("娃娃在学校吃的午餐便宜了吗", 1),
    ("喝酒开车判了几年", 2),
    ("老头老太太打疫苗去哪儿", 3),
    ("臭水沟治好了没", 4),
    ("落大雨娃娃还上不上学", 5),
    ("电瓶车在哪儿充电", 6),
    ("种洋芋的收成咋样", 7),
    ("狗咬人有人管吗", 8),
    ("厂子着火谁去救火的", 9),
    ("飞机误点了多少人", 10),
    ("下岗了能领多少失业金", 11),
)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    stories = [
        StoredArticle(
            at, Article(title, paragraphs=(f"{title}。",)), (Printing(1, "", None, None, 0),)
        )
        for at, title in enumerate(PRINTED)
    ]
    return Snapshot.build(stories, Gazetteer())


def test_no_everyday_word_stands_in_two_rows() -> None:
    rows = table("retrieval.query", "synonyms", 2)
    counted = Counter(word for everyday, _ in rows for word in everyday)
    assert [word for word, count in counted.items() if count > 1] == []


def test_every_everyday_word_has_another_and_is_looked_for() -> None:
    assert [word for word, printed in SYNONYMS.items() if not printed] == []
    assert SYNONYMS.keys() & (FILLERS | VAGUE) == set()


def test_everyday_questions_find_what_is_printed(snapshot: Snapshot) -> None:
    lost = []
    for question, story in ASKED:
        found = answer(snapshot, question, today=TODAY)
        if story not in [hit.citation.article_id for hit in found.hits[:1]]:
            lost.append(question)
    assert len(lost) <= len(ASKED) // 5, lost

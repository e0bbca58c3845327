"""The order of passages, beside what their words are worth."""

from datetime import date

import pytest

from retrieval.answer.ranking import ranking
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.parse import parse

TODAY = date(2024, 3, 21)


def stored(number: int, title: str, *paragraphs: str) -> StoredArticle:
    article = Article(title, paragraphs=paragraphs)
    return StoredArticle(number, article, (Printing(number, "日报", None, None, number),))


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    made = [
        stored(
            1,
            "青石桥通车",
            "青石桥今天通车，青石桥两岸的居民来看青石桥。",
            "青石桥全长480米，由市里出资修建。",
            "青石桥通车后，两岸的车辆不再绕行。",
        ),
        stored(2, "东湖果园开园", "东湖果园今天开园，游客来采草莓。"),
        stored(3, "西关小学搬迁", "西关小学搬到新校区，学生三百人。"),
    ]
    return Snapshot.build(made, Gazetteer())


@pytest.mark.parametrize(
    ("question", "held"), [("青石桥有多长", "480米"), ("青石桥通车了吗", "今天通车")]
)
def test_of_one_storys_passages_the_one_with_what_is_asked_for_comes_first(
    snapshot: Snapshot, question: str, held: str
) -> None:
    found = ranking(snapshot, parse(question, snapshot, TODAY))
    assert held in snapshot.compact(found[0].passage)


def test_scores_fall_all_the_same(snapshot: Snapshot) -> None:
    found = ranking(snapshot, parse("青石桥有多长", snapshot, TODAY))
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)

"""What /search finds, a question never denies; and the spellings that an answer offers."""

from datetime import date

import pytest

from retrieval.answer.answer import answer
from retrieval.answer.filtered import search
from retrieval.index.snapshot import Snapshot
from retrieval.model import AnswerKind, Article, Band, Printing, RemarkKind, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer

TODAY = date(2024, 3, 21)
TOLD = (
    ("投诉处理加快", "县热线办处理投诉三百件，会后当天回复，干部下村去干。"),
    ("水库完工", "石门水库除险加固完工，义务巡堤队收工，食品店开门。"),
    ("视频进村", "村里的大屏播视频，权利清单上墙。"),
    ("中秋晚会", "晚会后放烟花。"),
)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    stored = [
        StoredArticle(
            at,
            Article(title, reporters=("谢雨桐",), paragraphs=(text,)),
            (Printing(1, "报", None, "A1", at),),
        )
        for at, (title, text) in enumerate(TOLD, 1)
    ]
    names = Gazetteer.of(name for one in stored for name in extract_names(one.article))
    return Snapshot.build(stored, names)


@pytest.mark.parametrize(
    "text",
    [
        *("处理", "后", "干", "会", "水", "视频", "三百件", "晚会后", "巡堤队收工", "处理 投诉"),
        *(
            "去",
            "当天",
            "石门水库",
            "标题:水库",
            "版:A1",
            "记者:谢雨桐",
            "放烟花",
            "开门",
            "村里",
        ),
    ],
)
def test_what_search_finds_is_found_by_a_question(snapshot: Snapshot, text: str) -> None:
    found = search(snapshot, text, limit=9, today=TODAY)
    asked = answer(snapshot, text, limit=9, today=TODAY)
    assert found.hits
    assert asked.band is not Band.NOTHING
    passed = {hit.citation.article_id for hit in found.hits}
    assert {hit.citation.article_id for hit in asked.hits} & passed


@pytest.mark.parametrize(("text", "title"), [("处理", "投诉处理加快"), ("干", "投诉处理加快")])
def test_a_vague_word_is_looked_for_where_it_is_all_that_is_said(
    snapshot: Snapshot, text: str, title: str
) -> None:
    bare = answer(snapshot, text, today=TODAY)
    assert bare.answered
    assert bare.hits[0].citation.title == title
    asked = answer(snapshot, f"{text}呢", today=TODAY)
    assert asked.band is Band.NEAREST
    assert asked.hits[0].citation.title == title


@pytest.mark.parametrize("text", ["asdkjh", "。。。", "qwerty", "火星", "。", "zzzz", "xkcd 9q"])
def test_noise_and_what_is_nowhere_in_print_stay_nothing(snapshot: Snapshot, text: str) -> None:
    found = answer(snapshot, text, today=TODAY)
    assert found.band is Band.NOTHING
    assert not found.hits


@pytest.mark.parametrize("text", ["你好", "谢谢", "什么", "好的", "你是谁"])
def test_a_courtesy_stays_one_whatever_is_in_print(snapshot: Snapshot, text: str) -> None:
    assert answer(snapshot, text, today=TODAY).kind is AnswerKind.COURTESY


def test_a_word_put_right_is_said_with_what_it_finds(snapshot: Snapshot) -> None:
    found = answer(snapshot, "意务巡堤队", today=TODAY)
    said = {one.kind: one.values for one in found.remarks}
    assert said[RemarkKind.SPELLING][1].startswith("义务")
    assert found.hits[0].citation.title == "水库完工"


def test_all_that_may_be_meant_is_offered_and_each_comes_to_something(snapshot: Snapshot) -> None:
    found = answer(snapshot, "shipin", today=TODAY)
    assert found.kind is AnswerKind.NOTHING
    [others] = [one.values for one in found.remarks if one.kind is RemarkKind.SUGGESTION]
    assert set(others) == {"食品", "视频"}
    for other in others:
        assert answer(snapshot, other, today=TODAY).hits


def test_a_word_of_the_dictionary_is_offered_what_it_may_be_meant_for(snapshot: Snapshot) -> None:
    found = answer(snapshot, "权力清单", today=TODAY)
    assert RemarkKind.SPELLING not in {one.kind for one in found.remarks}
    if not found.hits:
        assert ("权利清单",) in [one.values for one in found.remarks]


def test_what_was_put_right_is_not_offered_again(snapshot: Snapshot) -> None:
    found = answer(snapshot, "意务巡堤队的食堂电话", today=TODAY)
    kinds = [one.kind for one in found.remarks]
    assert RemarkKind.SPELLING in kinds
    assert RemarkKind.SUGGESTION not in kinds

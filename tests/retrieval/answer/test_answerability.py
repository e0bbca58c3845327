"""When a passage answers: what must be met, and what score and coverage make of the rest."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer.answerability import LARGEST, Answerability, Judge, growth, log_odds
from retrieval.answer.ranking import ranking
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.parse import parse

TODAY = date(2024, 3, 21)
TEXTS = (
    "县委书记欧阳建国到石门水库督导除险加固。",
    "县长鲁思源到企业调研苹果产业。",
    "传承人走进小学，教孩子剪纸。",
    "社区食堂开张，午餐六块钱。",
)
SHARES = st.floats(0, 1)
SCORES = st.floats(0, 5)
PASSAGES = st.integers(1, 1 << 20)


def stored(at: int, text: str) -> StoredArticle:
    article = Article("", paragraphs=(text,))
    return StoredArticle(at, article, (Printing(at, "日报", None, None, at),))


ARTICLES = [stored(at, text) for at, text in enumerate(TEXTS, 1)]
NAMES = Gazetteer.of(name for one in ARTICLES for name in extract_names(one.article))
MADE = Snapshot.build(ARTICLES, NAMES)


def best(question: str) -> Answerability:
    query = parse(question, MADE, TODAY)
    first = ranking(MADE, query)[0]
    return Judge(MADE, query).assess(first.passage, first.score)


def test_what_says_all_that_is_asked_answers() -> None:
    found = best("石门水库 加固")
    assert found.coverage == 1.0
    assert found.score >= 1.0
    assert found.answers


@pytest.mark.parametrize(
    "question",
    [
        "欧阳建国的电话",  # what print calls the same, and does not say
        "上海的社区食堂",  # a place that is nowhere in the archive
        "苹果产业3600亿元",  # a figure
        "鲁思源游泳比赛",  # the name alone
    ],
)
def test_what_must_be_met_is_not_made_up_for(question: str) -> None:
    found = best(question)
    assert not found.possible
    assert not found.answers


def test_a_low_score_is_no_answer_even_where_no_rule_speaks_against_it() -> None:
    query = parse("石门水库 加固", MADE, TODAY)
    judge, first = Judge(MADE, query), ranking(MADE, query)[0]
    found = [judge.assess(first.passage, score) for score in (first.score, -9 * first.score)]
    assert [one.possible for one in found] == [True, True]
    assert [one.answers for one in found] == [True, False]


def test_no_score_counts_where_nothing_has_weight() -> None:
    query = parse("", MADE, TODAY)
    assert Judge(MADE, query).assess(0, 1.0) == Answerability(
        0.0, 1.0, possible=False, answers=False
    )


@given(SCORES, SCORES, SHARES, SHARES, PASSAGES)
def test_odds_rise_with_score_and_coverage(
    score: float, other: float, coverage: float, share: float, passages: int
) -> None:
    low, high = sorted((score, other)), sorted((coverage, share))
    assert log_odds(low[0], high[0], passages) <= log_odds(low[1], high[1], passages)


@given(SCORES, SHARES, PASSAGES, PASSAGES)
def test_more_passages_demand_more_up_to_the_largest_learnt_from(
    score: float, coverage: float, passages: int, others: int
) -> None:
    few, many = sorted((passages, others))
    assert log_odds(score, coverage, few) >= log_odds(score, coverage, many)
    assert log_odds(score, coverage, LARGEST) == log_odds(score, coverage, LARGEST + many)


@given(st.integers(1, LARGEST - 2))
def test_each_passage_more_demands_less_more(passages: int) -> None:
    one, two, three = (growth(passages + more) for more in range(3))
    assert two - one >= three - two - 1e-12


def test_an_empty_archive_has_odds() -> None:
    assert log_odds(0.0, 0.0, 0) == log_odds(0.0, 0.0, 1)

from datetime import date

import pytest

from retrieval.evaluation.percolation.subscriptions import ARTICLES, MIXES, Material, hostile, usual
from retrieval.model import StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.filter.clause import Field
from retrieval.query.filter.filter import Filter

TODAY = date(2022, 10, 27)


@pytest.fixture(scope="module")
def paper() -> Material:
    return Material.of()


def test_a_page_has_its_articles_with_title_credit_and_text(paper: Material) -> None:
    assert len(paper.page) == ARTICLES
    assert all(one.title and one.reporters and one.paragraphs for one in paper.page)


@pytest.mark.parametrize("mix", MIXES)
def test_a_seed_gives_the_same_subscriptions_and_each_requires_a_word(
    paper: Material, mix: str
) -> None:
    subscriptions = list(MIXES[mix](paper, 200))
    assert len(subscriptions) == 200
    assert subscriptions == list(MIXES[mix](paper, 200))
    assert all(Filter.parse(text).required for text in subscriptions)


def test_people_subscribe_to_words_titles_and_reporters(paper: Material) -> None:
    clauses = [clause for text in usual(paper, 500) for clause in Filter.parse(text).clauses]
    assert {clause.field for clause in clauses} == {Field.ANYWHERE, Field.TITLE, Field.REPORTER}
    assert {clause.excluded for clause in clauses} == {True, False}
    assert {len(clause.words) for clause in clauses} == {1, 2}


def test_hostile_subscriptions_are_met_in_most_articles(paper: Material) -> None:
    filters = [Filter.parse(text) for text in hostile(paper, 40)][::2]
    page = [StoredArticle(1, article, ()) for article in paper.page]
    met = sum(one.matches(story, Gazetteer(), TODAY) for one in filters for story in page)
    assert met > 0.5 * len(filters) * len(page)

import pytest

from retrieval.analysis.keys import key_of
from retrieval.index.document_store import WROTE, Role
from retrieval.index.lookups import By
from retrieval.opensearch.queries import (
    EVERYTHING,
    FIRST,
    NOTHING,
    all_queries,
    any_of,
    any_query,
    inexact,
    of_articles,
    of_passages,
    replaced,
    standing,
    termed,
    whole,
)
from retrieval.searcher.sets import (
    Articles,
    ArticleSet,
    Both,
    Containing,
    Credited,
    Either,
    Every,
    Keyed,
    Termed,
    Titled,
    Without,
)

_PHRASE = Containing("郑州大学")
_DAY = Keyed(By.DAY, ((20240101, 20240101), (20240201, 20240229)))


@pytest.mark.parametrize(
    ("said", "query"),
    [
        (Every(), EVERYTHING),
        (Articles(frozenset()), NOTHING),
        (Articles(frozenset((3, 1))), {"terms": {"article": [1, 3]}}),
        (
            _DAY,
            {
                "bool": {
                    "should": [
                        {"terms": {"day": [20240101]}},
                        {"range": {"day": {"gte": 20240201, "lte": 20240229}}},
                    ]
                }
            },
        ),
        (Keyed(By.DAY, ()), NOTHING),
        (Keyed(By.PAGE, ((9, 5),)), NOTHING),
        (
            Keyed(By.OWN_DAY, ((1, 1 << 62),)),
            {"range": {"own_day": {"gte": 1, "lte": (1 << 31) - 1}}},
        ),
        (Keyed(By.ISSUE, ((1, 1 << 62),)), {"range": {"issues": {"gte": 1, "lte": 1 << 62}}}),
        (Termed("郑州"), {"term": {"story_terms": "郑州"}}),
        (Containing("郑州"), {"term": {"story_terms": "郑州"}}),
        (Titled("郑州"), {"match_phrase": {"title_chars": "郑 州"}}),
        (Credited(frozenset((5,)), Role.REPORTER), {"terms": {"reporters": [5]}}),
        (
            Credited(frozenset((5,)), WROTE),
            {
                "bool": {
                    "should": [
                        {"terms": {"reporters": [5]}},
                        {"terms": {"correspondents": [5]}},
                    ]
                }
            },
        ),
        (Credited(frozenset(), WROTE), NOTHING),
        (Credited(frozenset((5,)), Role(0)), NOTHING),
    ],
)
def test_a_plain_set_is_the_same_of_articles_and_of_passages(
    said: ArticleSet, query: dict[str, object]
) -> None:
    assert of_passages(said) == query
    assert of_articles(said) == all_queries([FIRST, of_passages(said)])
    assert list(inexact(said)) == []


def test_a_string_is_exact_of_articles_and_told_by_its_terms_of_passages() -> None:
    pairs = [{"term": {"story_terms": pair}} for pair in ("郑州", "州大", "大学")]
    assert of_passages(_PHRASE) == {"bool": {"filter": pairs}}
    exact = standing("郑州大学", "story_chars", "title_chars")
    assert of_articles(_PHRASE) == {
        "bool": {"filter": [FIRST, {"bool": {"filter": [*pairs, exact]}}]}
    }
    assert of_passages(Containing("g5")) is EVERYTHING


def test_a_mark_alone_stands_nowhere() -> None:
    for word in ("，", ""):
        assert of_articles(Containing(word)) == {"bool": {"filter": [FIRST, NOTHING]}}
        assert whole(word) is NOTHING


def test_a_whole_of_two_characters_is_a_term() -> None:
    assert whole("郑州") == termed("郑州")
    assert "match_phrase" in str(whole("郑州市"))
    assert "chars" in str(whole("wifi"))


def test_what_is_left_out_roughly_is_not_left_out() -> None:
    left = Termed("郑州")
    assert of_passages(Without(left, _PHRASE)) == of_passages(left)
    assert of_passages(Without(left, Both(_DAY, _PHRASE))) == of_passages(left)
    assert of_passages(Without(left, _DAY)) == {
        "bool": {"filter": [of_passages(left)], "must_not": [of_passages(_DAY)]}
    }
    assert "must_not" in str(of_articles(Without(left, _PHRASE)))


def test_long_chains_of_sets_do_not_nest() -> None:
    chain: ArticleSet = Termed("词0")
    for number in range(1, 30):
        chain = Either(Termed(f"词{number}"), chain)
    query = of_passages(chain)
    assert len(query["bool"]["should"]) == 30  # type: ignore[index]
    both: ArticleSet = Termed("词0")
    for number in range(1, 30):
        both = Both(both, Termed(f"词{number}"))
    assert len(of_passages(both)["bool"]["filter"]) == 30  # type: ignore[index]


def test_what_is_inexact_can_be_replaced() -> None:
    said = Both(Either(_DAY, _PHRASE), Without(Every(), _PHRASE))
    assert list(inexact(said)) == [_PHRASE, _PHRASE]
    known = Articles(frozenset((7,)))
    better = replaced(said, {_PHRASE: known})
    assert better == Both(Either(_DAY, known), Without(Every(), known))
    assert list(inexact(better)) == []


def test_many_values_are_several_clauses() -> None:
    clauses = any_of("article", range(130_000))["bool"]
    assert [len(one["terms"]["article"]) for one in clauses["should"]] == [  # type: ignore[index]
        60_000,
        60_000,
        10_000,
    ]


def test_queries_together_are_as_plain_as_can_be() -> None:
    one, other = termed("甲"), termed("乙")
    assert any_query([]) is NOTHING
    assert any_query([one]) is one
    assert all_queries([]) is EVERYTHING
    assert all_queries([EVERYTHING, one]) is one
    assert all_queries([one, other]) == {"bool": {"filter": [one, other]}}
    assert termed("长一点的词") == {"term": {"terms": f"~{key_of('长一点的词') % 2**64:x}"}}

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval.index.bm25 import PassageIndex
from retrieval.index.id_set import IdSet
from retrieval.index.postings import Postings

TERMS = st.sampled_from("甲乙丙丁戊己")
CORPUS = st.lists(st.lists(TERMS, max_size=8), max_size=8)
QUERY = st.lists(st.sampled_from("甲乙丙丁戊己庚"), max_size=6)


@given(CORPUS.filter(any), QUERY)
def test_with_the_parents_idf_scores_are_the_parents(
    corpus: list[list[str]], query: list[str]
) -> None:
    parent = BM25Okapi(corpus)
    index = PassageIndex(corpus, k1=1.5, b=0.75, epsilon=0.25)
    np.testing.assert_allclose(index.get_scores(query), parent.get_scores(query), 1e-9, 1e-9)
    some = list(range(0, len(corpus), 2))
    np.testing.assert_allclose(
        index.get_batch_scores(query, some), parent.get_batch_scores(query, some), 1e-9, 1e-9
    )
    assert {term: index.idf[term] for term in parent.idf} == pytest.approx(parent.idf)


@given(CORPUS, CORPUS, QUERY, st.integers(0, 9))
def test_the_top_is_that_of_all_scores_ties_by_place(
    corpus: list[list[str]], titles: list[list[str]], query: list[str], k: int
) -> None:
    titles = [*titles, *([] for _ in corpus)][: len(corpus)]
    index = PassageIndex(corpus, titles=titles)
    scores = index.get_scores(query)
    expected = sorted(np.flatnonzero(scores > 0), key=lambda at: (-scores[at], at))[:k]
    ids, found = index.top([(term, 1.0) for term in query], k)
    assert ids.tolist() == expected
    assert found.tolist() == scores[ids].tolist()
    assert index.get_top_n(query, range(len(corpus)), k) == expected


@given(CORPUS, QUERY)
def test_no_match_ever_scores_zero_or_less(corpus: list[list[str]], query: list[str]) -> None:
    scores = PassageIndex(corpus).get_scores(query)
    assert [score > 0 for score in scores] == [bool(set(query) & set(one)) for one in corpus]


def test_a_title_counts_at_its_weight_and_adds_no_length() -> None:
    index = PassageIndex([["甲"], ["甲", "乙"]], titles=[["甲", "丙"], []], title_weight=0.5)
    assert index.postings("甲").tf.tolist() == [1.5, 1.0]
    assert index.postings("丙").tf.tolist() == [0.5]
    assert index.doc_len.tolist() == [1, 2]


def test_frequencies_and_idf_are_those_of_the_formula() -> None:
    index = PassageIndex([["甲"], ["甲", "乙"], ["丙"]])
    assert index.document_frequency("甲") == 2
    assert index.document_frequency("丁") == 0
    assert index.idf_of("甲") == pytest.approx(np.log(1 + 1.5 / 2.5))
    assert index.idf_of("丁") == pytest.approx(np.log(1 + 3.5 / 0.5))


def test_weights_multiply_and_names_add() -> None:
    index = PassageIndex([["甲"], ["甲"], ["乙"]])
    _, (once, _) = index.top([("甲", 1.0)], 5)
    _, (twice, _) = index.top([("甲", 2.0)], 5)
    assert twice == pytest.approx(2 * once)
    name = Postings(np.array([1], np.int32), np.array([1], np.float32))
    ids, scores = index.top([("甲", 1.0)], 5, names=[(name, 1.0)])
    assert ids.tolist() == [1, 0]
    assert scores[0] > scores[1]


def test_only_what_is_allowed_is_given() -> None:
    index = PassageIndex([["甲"], ["甲"], ["甲"]])
    ids, _ = index.top([("甲", 1.0)], 5, allowed=IdSet.between(1, 3))
    assert ids.tolist() == [1, 2]


def test_an_empty_archive_has_no_answers_and_no_errors() -> None:
    index = PassageIndex([])
    assert index.get_scores(["甲"]).tolist() == []
    assert index.get_batch_scores(["甲"], []) == []
    assert index.get_top_n(["甲"], [], 3) == []
    assert index.top([("甲", 1.0)], 3)[0].tolist() == []
    assert index.idf_of("甲") > 0


def test_documents_that_do_not_match_the_archive_are_refused() -> None:
    with pytest.raises(ValueError, match="1 documents for 2 passages"):
        PassageIndex([["甲"], ["乙"]]).get_top_n(["甲"], ["one"])

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.analyzer import words_and_bigrams
from retrieval.analysis.weighing import weighed


def test_what_asks_counts_for_next_to_nothing() -> None:
    weights = weighed("图书馆是什么时候开放的?")
    assert weights["什么"] < 0.1
    assert weights["图书馆"] > 0.6


def test_a_bigram_inside_a_word_counts_less_than_the_word() -> None:
    weights = weighed("图书馆")
    assert weights["图书"] < weights["图书馆"]


def test_what_a_word_makes_with_an_asking_one_counts_little() -> None:
    weights = weighed("大桥是哪里修建的")
    assert weights["里修"] < 0.3 < weights["修建"]


def test_a_term_that_comes_twice_counts_at_its_best() -> None:
    assert weighed("郑州大学 大学")["大学"] == pytest.approx(weighed("大学")["大学"], abs=0.1)


def test_nothing_has_no_terms() -> None:
    assert weighed("") == {}


@given(st.text("的是什么时候哪里大学青河桥abc12 ?", max_size=30))
def test_weights_are_those_of_the_bags_terms(text: str) -> None:
    weights = weighed(text)
    assert set(weights) == set(words_and_bigrams(text))
    assert all(0 < weight <= 1 for weight in weights.values())


def test_what_is_learnt_decides() -> None:
    assert weighed("大桥", {"is 大桥": 2.0})["大桥"] > 0.8
    assert weighed("大桥", {"is 大桥": -2.0})["大桥"] < 0.2

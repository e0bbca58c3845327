"""What tells one saved search from another."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.everything import EVERYTHING, is_everything
from bot.services.subscription_query import filter_of, folded, looks_for_nothing
from retrieval.query.filter.clause import Clause
from retrieval.query.filter.filter import Filter

word = st.sampled_from(
    ["食品", "产业链", "樊惠林", "5000", "open", "Open Source", "张  娅", "党课"]
)
term = st.one_of(word, word.map('"{}"'.format), word.map("“{}”".format))
clause = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "-"]),
    st.sampled_from(["", "记者:", "标题：", "标题:"]),
    st.lists(term, min_size=1, max_size=3).map("|".join),
)


def said(query: str) -> set[tuple[object, ...]]:
    """The clauses of a query, without any order."""
    wanted = Filter.parse(query)
    return {(frozenset(one.words), one.field, one.excluded) for one in wanted.clauses}


@given(st.one_of(st.text(), st.lists(clause, max_size=4).map(" ".join)))
def test_a_folded_query_says_what_the_query_says(query: str) -> None:
    if not is_everything(query):
        assert said(folded(query)) == said(query)
    assert folded(folded(query)) == folded(query)


@given(st.lists(clause, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_clauses_makes_no_difference(clauses: list[str], random: Random) -> None:
    turned = list(clauses)
    random.shuffle(turned)
    assert folded(" ".join(turned)) == folded(" ".join(clauses))


@given(st.lists(clause, max_size=3).map(" ".join), st.lists(clause, max_size=3).map(" ".join))
def test_queries_are_told_apart_where_they_ask_for_different_things(one: str, other: str) -> None:
    assert (folded(one) == folded(other)) == (said(one) == said(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("食品 产业链", "产业链\u3000食品"),
        ("“安置房原址重建”", '"安置房原址重建"'),
        ("记者：景静", "记者:景静"),
        ("ＡＩ｜机器人", "机器人|ai"),
        ("－党课 調研", "调研 -党课"),
        ("食品 食品", "食品"),
        ("all", "全部"),
        (" ALL ", "全 部"),
    ],
)
def test_however_it_is_typed(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("食品 产业链", "食品|产业链"),
        ("食品", "-食品"),
        ("景静", "记者:景静"),
        ("标题:景静", "记者:景静"),
        ("全部", '"全部"'),
        ("全部", "全部 食品"),
    ],
)
def test_what_is_not_the_same(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize("query", ["全部", "all", "ALL", "  全部 ", "ａｌｌ"])
def test_everything_is_no_filter(query: str) -> None:
    assert is_everything(query)
    assert filter_of(query) is None
    assert folded(query) == EVERYTHING
    assert not looks_for_nothing(query)


def test_in_quotes_it_is_a_word() -> None:
    assert filter_of('"全部"') == Filter((Clause(("全部",)),))


@pytest.mark.parametrize("query", ["", "-党课", "-党课 -调研", "！？", '"', "-记者:景静"])
def test_what_no_story_can_pass(query: str) -> None:
    assert looks_for_nothing(query)


@pytest.mark.parametrize("query", ["食品", "调研 -党课", "记者:景静"])
def test_what_a_story_can_pass(query: str) -> None:
    assert not looks_for_nothing(query)

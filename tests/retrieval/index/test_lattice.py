"""Strings through choices of characters: what may stand in print, and nothing else."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis.bigrams import bigrams
from retrieval.index.lattice import MOST, Choices, fitting, strings
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from tests.examples import examples

PRINTED = Printing(1, "报", None, None, 0)
LETTERS = "东南西北桥水"
TEXTS = st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=4)
PLACES = st.lists(
    st.dictionaries(st.sampled_from(LETTERS), st.sampled_from([0.0, 1.0]), min_size=1),
    min_size=2,
    max_size=4,
)


def built(texts: list[str]) -> Snapshot:
    stored = [
        StoredArticle(at, Article("", paragraphs=(text,)), (PRINTED,))
        for at, text in enumerate(texts, 1)
    ]
    return Snapshot.build(stored, Gazetteer())


@settings(max_examples=examples(60))
@given(TEXTS, PLACES)
def test_what_is_given_is_all_whose_neighbours_meet_in_print(
    texts: list[str], places: list[dict[str, float]]
) -> None:
    meet = {pair for text in texts for _, pair in bigrams(text)}
    wanted = {}
    for way in product(*places):
        word = "".join(way)
        cost = sum(place[one] for place, one in zip(places, way, strict=True))
        if cost <= 1 and all(pair in meet for _, pair in bigrams(word)):
            wanted[word] = cost
    found = strings(built(texts).index, [Choices.of(place) for place in places], 1.0)
    assert [cost for _, cost in found] == sorted(cost for _, cost in found)
    if len(wanted) <= MOST:
        assert dict(found) == wanted


@settings(max_examples=examples(40))
@given(TEXTS, st.sampled_from(["", *LETTERS]), st.sampled_from(["", *LETTERS]))
def test_what_fits_stands_behind_and_before(texts: list[str], before: str, after: str) -> None:
    meet = {pair for text in texts for _, pair in bigrams(text)}
    choices = Choices.of(dict.fromkeys(LETTERS, 0.5))
    found = fitting(built(texts).index, before, choices, after)
    assert {one for one, _ in found} == {
        one
        for one in LETTERS
        if (not before or before + one in meet) and (not after or one + after in meet)
    }


@settings(max_examples=examples(30))
@given(TEXTS)
def test_what_follows_a_character_is_what_stands_behind_it(texts: list[str]) -> None:
    index = built(texts).index
    for one in LETTERS:
        behind = {pair[1] for text in texts for _, pair in bigrams(text) if pair[0] == one}
        assert set(index.vocabulary.following(one)) == behind


def test_one_place_alone_is_no_string() -> None:
    assert strings(built(["东桥"]).index, [Choices.of({"东": 0.0})], 1.0) == []

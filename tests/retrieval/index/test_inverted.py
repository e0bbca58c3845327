import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.keys import keys_of
from retrieval.index.bm25 import PassageIndex
from retrieval.index.id_set import IdSet
from retrieval.index.inverted import Bags, InvertedIndex
from retrieval.index.kernel import UNIT
from retrieval.index.max_score import WINDOW
from retrieval.index.outside import Stretches
from retrieval.index.postings import Postings

TERMS = [chr(code) for code in range(ord("一"), ord("一") + 40)]
PASSAGES = st.lists(st.lists(st.sampled_from(TERMS[:6]), max_size=6), max_size=6)


def segment(passages: list[list[str]]) -> InvertedIndex:
    lengths = np.array(list(map(len, passages)), np.int32)
    bags = Bags(lengths, keys_of(term for passage in passages for term in passage))
    nothing = Bags(np.zeros(len(passages), np.int32), np.empty(0, np.int64))
    return InvertedIndex.of(bags, nothing, np.arange(len(passages), dtype=np.int32))


def large(passages: int, seed: int) -> InvertedIndex:
    """Make passages of which each has a few of `TERMS`, the first of these most often."""
    chance = np.random.default_rng(seed)
    lengths = chance.integers(1, 12, passages).astype(np.int32)
    picked = np.minimum(chance.geometric(0.12, int(lengths.sum())) - 1, len(TERMS) - 1)
    nothing = Bags(np.zeros(passages, np.int32), np.empty(0, np.int64))
    each = np.arange(passages, dtype=np.int32)
    return InvertedIndex.of(Bags(lengths, keys_of(TERMS)[picked]), nothing, each)


def held(segment: InvertedIndex) -> dict[tuple[int, int], int]:
    return {
        (int(key), int(segment.ids[at])): int(segment.tf[at])
        for number, key in enumerate(segment.keys)
        for at in range(segment.starts[number], segment.starts[number + 1])
    }


@given(PASSAGES)
def test_postings_hold_each_term_where_it_stands_as_often_as_it_does(
    passages: list[list[str]],
) -> None:
    made = segment(passages)
    expected = {
        (int(keys_of([term])[0]), at): UNIT * passage.count(term)
        for at, passage in enumerate(passages)
        for term in passage
    }
    assert held(made) == expected
    assert made.keys.tolist() == sorted(set(made.keys.tolist()))


def test_a_term_that_stands_more_often_than_can_be_counted_counts_as_the_most() -> None:
    assert segment([["甲"] * 20_000]).tf.tolist() == [0xFFFF]


@given(PASSAGES, PASSAGES, st.data())
def test_merged_segments_hold_what_stays(
    first: list[list[str]], second: list[list[str]], data: st.DataObject
) -> None:
    everything = [*first, *second]
    kept = data.draw(st.lists(st.booleans(), min_size=len(everything), max_size=len(everything)))
    stays = np.array(kept, np.bool_)
    moved = np.where(stays, np.cumsum(stays) - 1, -1).astype(np.int32)
    both = [segment(first), segment(second)]
    lengths = np.concatenate([one.lengths for one in both])[stays]
    merged = InvertedIndex.merged(both, [moved[: len(first)], moved[len(first) :]], lengths)
    fresh = segment([one for one, stay in zip(everything, kept, strict=True) if stay])
    assert held(merged) == held(fresh)
    assert merged.lengths.tolist() == fresh.lengths.tolist()
    np.testing.assert_allclose(merged.peaks, fresh.peaks)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("k", [1, 10, 100])
def test_over_windows_segments_and_deletions_the_top_is_that_of_all_scores(
    seed: int, k: int
) -> None:
    chance = np.random.default_rng(seed)
    segments = [large(int(size), seed) for size in (2.5 * WINDOW, 300, 40)]
    deleted = [
        np.flatnonzero(chance.random(len(one)) < share).astype(np.int32)
        for one, share in zip(segments, (0.01, 0.3, 0.0), strict=True)
    ]
    index = PassageIndex.over(segments, deleted)
    query = [TERMS[at] for at in chance.choice(40, 7)]
    scores = index.get_scores([*query, "不"])
    order = np.lexsort((np.arange(len(scores)), -scores))
    expected = [at for at in order[:k].tolist() if scores[at] > 0]
    found, own = index.top([(term, 1.0) for term in [*query, "不"]], k)
    assert found.tolist() == expected
    assert own.tolist() == scores[expected].tolist()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("share", [0.5, 0.01, 0.0002])
def test_names_and_what_is_allowed_hold_over_windows_and_segments(seed: int, share: float) -> None:
    chance = np.random.default_rng(seed)
    index = PassageIndex.over([large(2 * WINDOW, seed), large(500, seed + 1)])
    ids = np.flatnonzero(chance.random(index.max_passage) < 0.002).astype(np.int32)
    name = Postings(ids, np.ones(len(ids), np.float32))
    allowed = chance.random(index.max_passage) < share
    some = IdSet.of(np.flatnonzero(allowed))
    found, own = index.top([(TERMS[20], 1.0)], 20, names=[(name, 2.0)], allowed=some)
    alone = np.zeros(index.max_passage)
    one = PassageIndex.over([large(2 * WINDOW, seed), large(500, seed + 1)])
    every, parts = one.top([], index.max_passage, names=[(name, 2.0)])
    alone[every] = parts
    scores = np.where(allowed, index.get_scores([TERMS[20]]) + alone, 0.0)
    order = np.lexsort((np.arange(len(scores)), -scores))[:20]
    assert found.tolist() == [at for at in order.tolist() if scores[at] > 0]
    np.testing.assert_allclose(own, scores[found])


def test_scores_of_segments_are_those_of_a_fresh_build() -> None:
    passages = [["甲", "乙"], ["甲"], ["乙", "丙", "丙"], ["甲", "丙"]]
    apart = PassageIndex.over(
        [segment(passages[:2]), segment(passages[2:])],
        [np.array([1], np.int32), np.empty(0, np.int32)],
    )
    fresh = PassageIndex.over([segment([passages[0], *passages[2:]])])
    query = ["甲", "丙", "丙", "丁"]
    assert apart.get_scores(query)[[0, 2, 3]].tolist() == fresh.get_scores(query).tolist()
    assert apart.get_scores(query)[1] == 0
    assert apart.document_frequency("甲") == fresh.document_frequency("甲") == 2


def test_a_passage_number_that_is_none_is_passed_over() -> None:
    whole = segment([["甲"], ["甲"]])
    damaged = InvertedIndex(**{**whole.arrays(), "ids": np.array([0, 9], np.int32)})  # type: ignore[arg-type]
    index = PassageIndex.over([damaged])
    assert index.get_scores(["甲"])[1] == 0
    assert index.top([("甲", 1.0)], 5)[0].tolist() == [0]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("near", [(0, 60), (3000, 40), (100, 3 * WINDOW)])
@pytest.mark.parametrize("k", [5, 200])
def test_stretches_count_as_their_postings_would(seed: int, near: tuple[int, int], k: int) -> None:
    index = PassageIndex.over([large(2 * WINDOW, seed), large(500, seed + 1)])
    start, length = near
    after = start + length
    sets = (IdSet.between(start, after), 1.0), (IdSet.between(after, after + 700), 0.5)
    ids = np.arange(start, min(after + 700, index.max_passage), dtype=np.int32)
    tf = np.where(ids < after, 1.0, 0.5).astype(np.float32)
    terms = [(TERMS[at], 1.0) for at in (2, 20, 30)]
    allowed = IdSet.of(np.flatnonzero(np.random.default_rng(seed).random(index.max_passage) < 0.9))
    inside = tuple((own & IdSet.between(0, index.max_passage), often) for own, often in sets)
    found = index.top(terms, k, stretches=Stretches(inside), allowed=allowed)
    expected = index.top(terms, k, names=[(Postings(ids, tf), 1.0)], allowed=allowed)
    assert found[0].tolist() == expected[0].tolist()
    assert found[1].tolist() == expected[1].tolist()

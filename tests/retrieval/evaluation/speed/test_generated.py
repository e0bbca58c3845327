from collections import Counter
from itertools import chain

import numpy as np
import pytest

from retrieval.analysis import words
from retrieval.evaluation.speed.generated import CHUNK, WORDS, generated

SMALL = 400


@pytest.fixture(scope="module")
def passages() -> list[str]:
    return list(chain.from_iterable(generated(SMALL)))


def test_the_same_seed_gives_the_same_passages(passages: list[str]) -> None:
    assert list(chain.from_iterable(generated(SMALL))) == passages
    assert list(chain.from_iterable(generated(SMALL, seed=1))) != passages


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one(passages: list[str]) -> None:
    first, second = generated(CHUNK + 3)
    assert len(first) == CHUNK
    assert first[:SMALL] == passages
    assert len(second) == 3
    assert not set(first) & set(second)


def test_none_are_given_for_none() -> None:
    assert list(generated(0)) == []


def test_a_passage_has_about_sixty_words_and_ends_a_sentence(passages: list[str]) -> None:
    # What is cut again is not just what was drawn: words fall apart and grow together.
    sizes = [sum(word not in "，、。" for word in words.cut(text)) for text in passages]
    assert np.mean(sizes) == pytest.approx(WORDS, rel=0.2)
    assert min(sizes) > 15
    assert all(text.endswith("。") for text in passages)
    assert not any("\n" in text for text in passages)


def test_words_fall_by_rank_as_zipfs_law_has_it(passages: list[str]) -> None:
    counts = Counter(word for text in passages for word in words.cut(text))
    by_rank = np.array(sorted(counts.values(), reverse=True))
    ranks = np.arange(10, 1000)
    slope, _ = np.polyfit(np.log(ranks), np.log(by_rank[ranks]), 1)
    assert -1.4 < slope < -0.6
    once = np.mean(by_rank == 1)
    assert 0.3 < once < 0.9


def test_words_come_in_bursts(passages: list[str]) -> None:
    # A word of middle frequency stands twice in a passage more often than by chance.
    bags = [Counter(words.cut(text)) for text in passages]
    total = sum(bags, Counter[str]())
    middle = {word: n for word, n in total.items() if 4 <= n <= 12 and len(word) > 1}
    pairs = sum(bag[word] * (bag[word] - 1) for word in middle for bag in bags)
    by_chance = sum(n * (n - 1) for n in middle.values()) / len(passages)
    assert pairs > 3 * by_chance

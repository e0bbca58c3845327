"""Passages made up to be like a newspaper's in what an index feels: how often which words meet.

The words are jieba's dictionary's by frequency, drawn by a Zipf–Mandelbrot law
p(rank) ∝ 1 / (rank + q)^s (Mandelbrot 1953), with s and q near those of Chinese text. Upon it:

- a **topic**: each passage has one, and takes every third word from its few hundred;
- **collocations**: all but the commonest words are often followed by one of the few that go with
  them, so that bigrams across words come again as words do;
- a **tail** that grows with the corpus: names that the passage brings in and repeats, and numbers;
- clauses, sentences and passages of the lengths that papers print.

It reads like nonsense. The same seed makes the same passages, however many are asked for.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
import numpy.typing as npt

from retrieval.analysis import words

SEED = 20260701
CHUNK = 10_000
"""Passages that are made at a time; memory hangs on it, not on how many are asked for."""

WORDS = 60
"""Words of a passage, in the mean; half have 48 to 70, none fewer than 20 or more than 150."""
_SPREAD, _FEWEST, _MOST = 0.28, 20, 150

_S, _Q = 1.02, 2.7
_TOPICS, _OF_TOPIC = 2000, 300
# Ranks that topics take their words from: neither what every text has nor what none has.
_TOPICAL = slice(200, 120_000)
_FOLLOWERS = 3
_FREE = 200  # ranks of words that anything may follow, as it may 的
_BY_TOPIC, _BY_COLLOCATION, _BY_NAME, _BY_NUMBER = 0.33, 0.4, 0.025, 0.02
_NAMES = 2  # that a passage brings in
_NUMBERS = 10_000
# After a word: nothing, a comma (of two kinds) or a full stop.
_MARKS = np.array(["", "，", "、", "。"], dtype=object)
_MARKED = np.array([0.825, 0.1, 0.025, 0.05])
_STOP = 3

_Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Language:
    """What words there are, how often each comes, and which goes with which.

    ``pieces`` are the words by rank, then the numbers; ``law`` is the running sum of the words'
    shares. Row t of ``topics`` holds the ranks of topic t's words, row r of ``followers`` those
    that go with word r.
    """

    pieces: npt.NDArray[np.object_]
    law: npt.NDArray[np.float64]
    topics: _Numbers
    followers: _Numbers
    surnames: tuple[str, ...]
    given: tuple[str, ...]

    @classmethod
    def of(cls, seed: int = SEED) -> Self:
        """Make the language of a seed."""
        random = np.random.default_rng([seed, 0])
        lexicon = {word: count for word, count in words.lexicon().items() if _printed(word)}
        ranked = sorted(lexicon, key=lambda word: (-lexicon[word], word))
        law = _law(len(ranked))
        topical = np.arange(len(ranked))[_TOPICAL]
        shares = 1 / (topical + _Q)
        topics = random.choice(topical, (_TOPICS, _OF_TOPIC), p=shares / shares.sum())
        followers = _drawn(random, law, len(ranked) * _FOLLOWERS).reshape(-1, _FOLLOWERS)
        characters = [word for word in ranked if len(word) == 1]
        numbers = [str(number) for number in range(1, _NUMBERS + 1)]
        return cls(
            np.array([*ranked, *numbers], dtype=object),
            law,
            topics,
            followers,
            tuple(characters[200:400]),
            tuple(characters[400:2400]),
        )


@dataclass(frozen=True, slots=True)
class PassageChunk:
    """Some passages, and the number of each one's topic."""

    texts: list[str]
    topics: _Numbers


def generated(passages: int, seed: int = SEED) -> Iterator[list[str]]:
    """Yield that many passages, in chunks of `CHUNK` (the last one shorter); none for 0."""
    for number, start in enumerate(range(0, passages, CHUNK)):
        # A chunk is made whole, so that a smaller corpus is the beginning of a larger one.
        yield chunk(number, seed).texts[: passages - start]


def chunk(number: int, seed: int = SEED) -> PassageChunk:
    """Return the `CHUNK` passages of a chunk, numbered from 0, which hang on no other's."""
    return _chunk(language_of(seed), np.random.default_rng([seed, 1, number]))


@functools.lru_cache(maxsize=1)
def language_of(seed: int = SEED) -> Language:
    """Return the language of a seed, made once in a process."""
    return Language.of(seed)


def _chunk(language: Language, random: np.random.Generator) -> PassageChunk:
    drawn = random.lognormal(np.log(WORDS) - _SPREAD**2 / 2, _SPREAD, CHUNK)
    lengths = drawn.clip(_FEWEST, _MOST).astype(np.int64)
    total = int(lengths.sum())
    ends = np.cumsum(lengths)
    passage = np.repeat(np.arange(CHUNK), lengths)
    ranks, topics = _ranks(language, random, passage)
    pieces = language.pieces[ranks]
    named = np.flatnonzero(random.random(total) < _BY_NAME)
    pieces[named] = _names(language, random)[passage[named], random.integers(0, _NAMES, len(named))]
    marks = random.choice(len(_MARKS), total, p=_MARKED)
    marks[ends - 1] = _STOP
    both = np.empty(2 * total, dtype=object)
    both[0::2], both[1::2] = pieces, _MARKS[marks]
    printed = both.tolist()
    bounds = [0, *(2 * ends).tolist()]
    texts = ["".join(printed[start:end]) for start, end in pairwise(bounds)]
    return PassageChunk(texts, topics)


def _ranks(
    language: Language, random: np.random.Generator, passage: _Numbers
) -> tuple[_Numbers, _Numbers]:
    """Return the rank of a word for each position, of which ``passage`` has the passage.

    And the topic of each passage.
    """
    total = len(passage)
    ranks = _drawn(random, language.law, total)
    topic = random.integers(0, _TOPICS, CHUNK)
    topical = np.flatnonzero(random.random(total) < _BY_TOPIC)
    # The cube prefers the first ones: within a topic, too, some words come more often.
    which = (random.random(len(topical)) ** 3 * _OF_TOPIC).astype(np.int64)
    ranks[topical] = language.topics[topic[passage[topical]], which]
    follows = random.random(total) < _BY_COLLOCATION
    follows[0] = False
    follows[1:] &= ~follows[:-1]
    follows[1:] &= ranks[:-1] >= _FREE
    after = np.flatnonzero(follows)
    chosen = random.integers(0, _FOLLOWERS, len(after))
    ranks[after] = language.followers[ranks[after - 1], chosen]
    numbers = np.flatnonzero(random.random(total) < _BY_NUMBER)
    # Small numbers are common ones.
    sizes = (_NUMBERS ** random.random(len(numbers))).astype(np.int64)
    ranks[numbers] = len(language.law) + sizes - 1
    return ranks, topic


def _names(language: Language, random: np.random.Generator) -> npt.NDArray[np.object_]:
    """Make up names of three characters: `_NAMES` for each passage of a chunk."""
    size = CHUNK * _NAMES
    surnames = random.integers(0, len(language.surnames), size).tolist()
    given = random.integers(0, len(language.given), (size, 2)).tolist()
    names = [
        language.surnames[first] + language.given[second] + language.given[third]
        for first, (second, third) in zip(surnames, given, strict=True)
    ]
    return np.array(names, dtype=object).reshape(CHUNK, _NAMES)


def _law(size: int) -> npt.NDArray[np.float64]:
    shares = (np.arange(1, size + 1) + _Q) ** -_S
    law: npt.NDArray[np.float64] = np.cumsum(shares / shares.sum())
    return law


def _drawn(random: np.random.Generator, law: npt.NDArray[np.float64], size: int) -> _Numbers:
    """Draw ranks, from 0 on, by a law."""
    return np.searchsorted(law, random.random(size)).clip(max=len(law) - 1)


def _printed(word: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in word)

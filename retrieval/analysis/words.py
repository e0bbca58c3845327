"""What a word is: the best path through jieba's dictionary, over folded Chinese text.

jieba decides that. Its dictionary is folded as texts are (乾隆 is 干隆 in it), and mapped in place
of jieba's own table (`retrieval.analysis.dictionary`), so that it is there at once; compiled loops
find the path through it, the same as jieba's to the last bit. For texts that are many or long the
rest of jieba is compiled, too: both ways to cut find the same words.

Three things of jieba are changed. It keeps no copy of its dictionary in the shared temporary
folder, where anyone could put another one. It does not log. It does not guess unknown words (the
HMM is off): bigrams and names find those.
"""

import functools
import importlib.metadata
import logging
from collections.abc import Callable, Mapping, MutableMapping
from threading import Lock
from typing import cast

import numpy as np
import numpy.typing as npt

from retrieval.analysis.dictionary import dictionary, digest, frequencies
from retrieval.analysis.keys import CHARACTER_BITS

_LOADING = Lock()
# Archives name what cut their texts: rjieba cut long ones, from the same dictionary, before the
# loops here did. What it cut stays good.
_BEFORE = "rjieba 0.2.2"


def cut(text: str) -> list[str]:
    """Cut a folded text into its words, in order and without a gap."""
    return _jieba()(text, HMM=False)


def cut_fast(text: str) -> list[str]:
    """Cut a folded text as `cut` does, several times as fast where it is long."""
    return dictionary().cut(text)


def lexicon() -> Mapping[str, int]:
    """Return the folded words of the dictionary, each with its frequency (above 0)."""
    return frequencies()


def load() -> None:
    """Load jieba and its dictionary; it takes some hundredths of a second."""
    _jieba()
    dictionary()


@functools.lru_cache(1 << 14)
def frequency(word: str) -> int:
    """Return a folded word's frequency in the dictionary; 0 for what is no word."""
    return dictionary().frequency(word)


@functools.lru_cache(1 << 14)
def tag(word: str) -> str:
    """Return the class that jieba's dictionary has for a folded word (n, v, ns …); "" for none."""
    return dictionary().kind(word)


@functools.cache
def following(character: str) -> str:
    """Return the characters that stand right after one in a word of the dictionary, ascending."""
    pairs, first = _neighbours(), ord(character) << CHARACTER_BITS
    start, end = np.searchsorted(pairs, [first, first + (1 << CHARACTER_BITS)])
    return "".join(map(chr, (pairs[start:end] - first).tolist()))


@functools.cache
def _neighbours() -> npt.NDArray[np.int64]:
    return dictionary().neighbours()


def edition() -> str:
    """Return the versions of the engine and of the dictionary, without loading them."""
    engine = f"jieba {importlib.metadata.version('jieba')}, {_BEFORE}"
    return f"{engine}, dictionary {digest()}"


def _jieba() -> Callable[..., list[str]]:
    with _LOADING:
        return _loaded()


@functools.cache
def _loaded() -> Callable[..., list[str]]:
    import jieba  # noqa: PLC0415  # what only reads pages never needs it

    log = logging.getLogger("jieba")
    log.handlers.clear()
    log.setLevel(logging.WARNING)

    class Tokenizer(jieba.Tokenizer):  # type: ignore[misc]  # jieba has no types
        """jieba's, on the dictionary's tree: its graph of words need not be written down."""

        def get_DAG(self, _: str) -> Mapping[int, list[int]]:  # noqa: N802 (jieba's name)
            return {}

        def calc(
            self,
            sentence: str,
            _: Mapping[int, list[int]],
            route: MutableMapping[int, tuple[float, int]],
        ) -> None:
            """Write the best path from each character on: how likely it is, its word's last one."""
            route.update(enumerate(zip(*dictionary().paths(sentence), strict=True)))

    tokenizer = Tokenizer()
    tokenizer.initialized = True  # it has no table to load
    return cast("Callable[..., list[str]]", tokenizer.lcut)

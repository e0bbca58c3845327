"""What a word is: jieba's dictionary and its best path through it, over folded Chinese text.

jieba stays as it is but for three things. Its dictionary is folded as texts are (there, 乾隆 is
written 干隆). It keeps no copy of it in the shared temporary folder, where anyone could put another
one. It does not log. Its guesses at unknown words (the HMM) are off: bigrams and names find those,
and without it the words of a text can be had from any faster engine with the same dictionary.
"""

import functools
import hashlib
import importlib.metadata
import importlib.util
import logging
from collections.abc import Mapping
from pathlib import Path

import jieba

from retrieval.analysis.normalise import fold

_LOG = logging.getLogger("jieba")
_LOG.handlers.clear()
_LOG.setLevel(logging.WARNING)


class _Tokenizer(jieba.Tokenizer):  # type: ignore[misc]
    FREQ: dict[str, int]
    total: int
    initialized: bool

    def initialize(self, dictionary: str | None = None) -> None:
        """Load the dictionary, once, whichever thread comes first."""
        del dictionary  # there is but one
        with self.lock:
            if not self.initialized:
                self.FREQ, self.total = _prefixes(_dictionary())
                self.initialized = True


_TOKENIZER = _Tokenizer()


def cut(text: str) -> list[str]:
    """Cut a folded text into words, in order, leaving out nothing."""
    words: list[str] = _TOKENIZER.lcut(text, HMM=False)
    return words


def frequency(word: str) -> int:
    """Tell how often a folded word stands in what jieba learnt from; 0 for what is no word."""
    _TOKENIZER.initialize()
    return int(_TOKENIZER.FREQ.get(word, 0))


def lexicon() -> Mapping[str, int]:
    """Give the folded words of the dictionary, each with its frequency (above 0)."""
    _TOKENIZER.initialize()
    return {word: count for word, count in _TOKENIZER.FREQ.items() if count}


def load() -> None:
    """Load the dictionary now (about a second), so that no question waits for it."""
    _TOKENIZER.initialize()


@functools.cache
def edition() -> str:
    """Name the version of jieba and of its dictionary, without loading them."""
    digest = hashlib.blake2b(_dictionary(), digest_size=8).hexdigest()
    return f"jieba {importlib.metadata.version('jieba')}, dictionary {digest}"


def _dictionary() -> bytes:
    return Path(jieba.__file__).with_name("dict.txt").read_bytes()


def _prefixes(dictionary: bytes) -> tuple[dict[str, int], int]:
    """Give every word's frequency, 0 for what only begins a word, and the sum of all."""
    frequency: dict[str, int] = {}
    total = 0
    for line in fold(dictionary.decode("utf-8")).text.splitlines():
        word, count, _ = line.split(" ")
        frequency[word] = frequency.get(word, 0) + int(count)
        total += int(count)
    for word in list(frequency):
        for end in range(1, len(word)):
            frequency.setdefault(word[:end], 0)
    return frequency, total

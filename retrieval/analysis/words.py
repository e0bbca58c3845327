"""What a word is: the best path through jieba's dictionary, over folded Chinese text.

Two engines look for that path. jieba decides what a word is, once it is loaded. rjieba is many
times as fast and ready sooner: it cuts until then, and always cuts many texts. Both have jieba's
dictionary, folded as texts are (乾隆 is 干隆 in it). They differ where two paths score the same to
the last bits: in fewer than one passage of 2,000, as a test shows.

Three things of jieba are changed. It keeps no copy of its dictionary in the shared temporary
folder, where anyone could put another one. It does not log. It does not guess unknown words (the
HMM is off): bigrams and names find those.
"""

import functools
import hashlib
import importlib.metadata
import importlib.util
import logging
import re
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, cast

from retrieval.analysis.characters import foldable
from retrieval.analysis.normalise import folded_text

_HALF = re.compile("[\ud800-\udfff]")
_TAG = "n"  # a word's class, which rjieba wants and cutting does not use
_LOOKED_UP = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+")  # jieba.re_han_default
_LOADED = threading.Event()
_LOADING = threading.Lock()
_MENDING = threading.Lock()


class _Fast(Protocol):
    def cut(self, text: str, hmm: bool) -> list[str]: ...  # noqa: FBT001  # rjieba's own
    def has_word(self, word: str) -> bool: ...
    def add_word(self, word: str, freq: int, tag: str) -> int: ...


def cut(text: str) -> list[str]:
    """Cut a folded text into its words, in order and without a gap; by jieba if it is loaded."""
    return _jieba()(text, HMM=False) if _LOADED.is_set() else cut_fast(text)


def cut_fast(text: str) -> list[str]:
    """Cut a folded text as `cut` does, always by rjieba.

    Half of a surrogate pair becomes U+FFFD: people can send one, Rust's strings can't hold it.
    """
    try:
        return _rjieba().cut(text, False)
    except UnicodeEncodeError:
        return _rjieba().cut(_sound(text), False)


def lexicon() -> Mapping[str, int]:
    """Return the folded words of the dictionary, each with its frequency (above 0)."""
    return {word: count for word, count in _prefixes()[0].items() if count}


def load() -> None:
    """Load jieba, once for all threads; it takes most of a second."""
    with _LOADING:
        _jieba()
        _LOADED.set()


def frequency(word: str) -> int:
    """Return a folded word's frequency in the dictionary; 0 for what is no word."""
    if _LOADED.is_set():
        return _prefixes()[0].get(word, 0)
    return _looked_up(word)[0] if _rjieba().has_word(_sound(word)) else 0


def tag(word: str) -> str:
    """Return the class that jieba's dictionary has for a folded word (n, v, ns …); "" for none."""
    return _looked_up(word)[1] if _rjieba().has_word(_sound(word)) else ""


def _sound(text: str) -> str:
    return text if text.isascii() else _HALF.sub("\ufffd", text)


@functools.cache
def edition() -> str:
    """Return the versions of the engines and of the dictionary, without loading them."""
    digest = hashlib.blake2b(_dictionary(), digest_size=8).hexdigest()
    engines = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("jieba", "rjieba")
    )
    return f"{engines}, dictionary {digest}"


@functools.cache
def _jieba() -> Callable[..., list[str]]:
    import jieba  # noqa: PLC0415  # a command that answers one question never needs it

    log = logging.getLogger("jieba")
    log.handlers.clear()
    log.setLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = _prefixes()
    tokenizer.initialized = True
    return cast("Callable[..., list[str]]", tokenizer.lcut)


def _rjieba() -> _Fast:
    with _MENDING:  # rjieba lets nobody cut while a word is added
        return _mended()


@functools.cache
def _mended() -> _Fast:
    """Return rjieba with its dictionary, the same edition as jieba's, folded."""
    import rjieba  # noqa: PLC0415  # it loads its dictionary when it is imported

    for word, count in _changed().items():
        rjieba.add_word(word, count, _TAG)
    return cast("_Fast", rjieba)


@functools.cache
def _dictionary() -> bytes:
    found = importlib.util.find_spec("jieba")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("jieba is not installed", name="jieba")
    return Path(found.origin).with_name("dict.txt").read_bytes()


@functools.lru_cache(1 << 14)
def _looked_up(word: str) -> tuple[int, str]:
    """Return a word's frequency and class by searching the file, in order but for a few words."""
    if word in _changed():
        return _changed()[word], _folded_tags().get(word, "")
    dictionary, line = _dictionary(), f"{word} ".encode()
    low, high = 0, len(dictionary)
    while low < high:
        start = dictionary.rfind(b"\n", 0, (low + high) // 2) + 1
        end = dictionary.index(b"\n", start) + 1
        low, high = (end, high) if dictionary[start:end] < line else (low, start)
    if not dictionary.startswith(line, low):
        low = dictionary.find(b"\n" + line) + 1
    _, count, kind = dictionary[low : dictionary.index(b"\n", low)].split(b" ")
    return int(count), kind.decode().strip()


@functools.cache
def _changed() -> dict[str, int]:
    import rjieba  # noqa: PLC0415  # as in _mended

    return _differences(rjieba.has_word)


@functools.cache
def _folded_tags() -> dict[str, str]:
    """Return the class of each word that folding makes of others: that of the first of them."""
    dictionary = f"\n{_dictionary().decode('utf-8')}"
    starts = {dictionary.rfind("\n", 0, it.start()) + 1 for it in foldable().finditer(dictionary)}
    rows = (dictionary[at : dictionary.index("\n", at)].split(" ") for at in sorted(starts))
    tags: dict[str, str] = {}
    for word, _, kind in rows:
        tags.setdefault(folded_text(word), kind.strip())
    return tags


def _differences(is_word: Callable[[str], bool]) -> dict[str, int]:
    """Return the frequency of each word that folding the dictionary changes or makes.

    It is 0 for a word that folds to another, for no folded text holds it, but it would count in the
    sum of all frequencies; and for a word with a rare character, which jieba never looks up.
    ``is_word`` says whether a word is in the dictionary.
    """
    dictionary = f"\n{_dictionary().decode('utf-8')}"
    starts = {dictionary.rfind("\n", 0, it.start()) + 1 for it in foldable().finditer(dictionary)}
    changed: dict[str, int] = {}
    made: Counter[str] = Counter()
    for start in starts:
        word, count, _ = dictionary[start : dictionary.index("\n", start)].split(" ")
        changed[word] = 0
        made[folded_text(word)] += int(count)
    at = 0
    for word in sorted(filter(is_word, made)):
        line = f"\n{word} "
        ahead = dictionary.find(line, at)  # the dictionary is in this order but for a few words
        at = max(at, ahead)
        start = (dictionary.index(line) if ahead < 0 else ahead) + len(line)
        made[word] += int(dictionary[start : dictionary.index(" ", start)])
    for word in [word for word in made if len(word) > 1 and not _LOOKED_UP.fullmatch(word)]:
        made[word] = 0
        if not is_word(word[0]):  # else rjieba would see no other way past it
            made.setdefault(word[0], 1)
    return changed | made


@functools.cache
def _prefixes() -> tuple[dict[str, int], int]:
    """Return every word's frequency (0 for what only begins a word), and the sum of all."""
    frequency: dict[str, int] = {}
    total = 0
    for line in folded_text(_dictionary().decode("utf-8")).splitlines():
        word, count, _ = line.split(" ")
        frequency[word] = frequency.get(word, 0) + int(count)
        total += int(count)
    for word in list(frequency):
        for end in range(1, len(word)):
            frequency.setdefault(word[:end], 0)
    return frequency, total

"""jieba's dictionary, folded as texts are, as arrays that every process maps from one file.

As Python's objects it takes 87 MB of a process and most of a second to load; as arrays, which are
made once and kept (`retrieval.compiled.keep`), 8 MB that all processes share, and milliseconds.
Where nothing can be kept, they are made by each process that needs them.

The words are a tree, a character a step: the children of a node are its neighbours, in the order of
their characters.
"""

import functools
import hashlib
import importlib.util
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from retrieval.analysis.characters import FOLDING, foldable
from retrieval.analysis.keys import CHARACTER_BITS
from retrieval.analysis.normalise import folded_text
from retrieval.compiled import Fields, Vector, compiled, inner, keep, kept

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
_INT32 = np.dtype(np.int32)
_LAYOUT = 1  # of the file; another one when it changes
_CODES = f"utf-32-{sys.byteorder[0]}e"
_NOWHERE = -1
_BASIC = 1 << 16
_SIGNS = (43, 35, 38, 46, 95, 37, 45)  # +#&._%-
_RETURN, _NEW_LINE = 13, 10


class Tree(NamedTuple):
    """Node n is for the character ``characters[n]``; its children are ``[first[n], first[n + 1])``.

    Node 0 is the root, whose children have a table: ``roots[c]`` is that for the character c of the
    basic plane, or -1. ``ranks[n]`` says which of the frequencies that there are the word has that
    ends at the node, 0 where none does.
    """

    first: Ints
    characters: Ints
    ranks: Ints
    roots: Ints

    @classmethod
    def of(cls, first: Ints, characters: Ints, ranks: Ints) -> Self:
        """Add the table to the other arrays."""
        roots = np.full(_BASIC, _NOWHERE, np.int32)
        opening = characters[1 : first[1]]
        basic = opening[opening < _BASIC]
        roots[basic] = 1 + np.arange(len(basic), dtype=np.int32)
        return cls(first, characters, ranks, roots)


_I32, _F64 = Vector("int32"), Vector("float64")
_TREE = Fields.of(Tree, _I32, _I32, _I32, _I32)
_WRITTEN_I32, _WRITTEN_F64 = Vector("int32", written=True), Vector("float64", written=True)


@inner("int64", _TREE, "int64", "int32")
def _child(tree: Tree, node: int, character: int) -> int:
    """Return a node's child for a character, or -1."""
    if node == 0 and 0 <= character < _BASIC:
        return int(tree.roots[character])
    low, high = tree.first[node], tree.first[node + 1]
    while low < high:
        middle = (low + high) >> 1
        if tree.characters[middle] < character:
            low = middle + 1
        else:
            high = middle
    found = low < tree.first[node + 1] and tree.characters[low] == character
    return low if found else _NOWHERE


@compiled("int64", _TREE, _I32)
def _node(tree: Tree, text: Ints) -> int:
    """Return the node at which a text ends, or -1."""
    node = 0
    for at in range(text.shape[0]):
        node = _child(tree, node, text[at])
        if node < 0:
            break
    return node


@inner("void", _TREE, _F64, _I32, "int64", "int64", _WRITTEN_F64, _WRITTEN_I32)
def _find_paths(
    tree: Tree, logs: Floats, text: Ints, begin: int, end: int, scores: Floats, lasts: Ints
) -> None:
    """Write for each character of ``[begin, end)`` how likely the best path from it to the end is.

    And with which character its first word ends: of two paths as likely the longer one. Where no
    word begins, the character is one. The sums are made in jieba's order, to be its to the bit.
    """
    scores[end] = 0.0
    for start in range(end - 1, begin - 1, -1):
        known = False
        node = 0
        for at in range(start, end):
            node = _child(tree, node, text[at])
            if node < 0:
                break
            rank = tree.ranks[node]
            if rank > 0:
                score = logs[rank] + scores[at + 1]
                if not known or score >= scores[start]:
                    scores[start] = score
                    lasts[start] = at
                known = True
        if not known:
            scores[start] = logs[0] + scores[start + 1]
            lasts[start] = start


@compiled("void", _TREE, _F64, _I32, _WRITTEN_F64, _WRITTEN_I32)
def _paths(tree: Tree, logs: Floats, text: Ints, scores: Floats, lasts: Ints) -> None:
    _find_paths(tree, logs, text, 0, text.shape[0], scores, lasts)


@inner("boolean", "int32")
def _is_latin(code: int) -> bool:
    """Return whether a code point is a letter or digit of ``jieba.re_eng``."""
    return 48 <= code <= 57 or 65 <= code <= 90 or 97 <= code <= 122  # noqa: PLR2004 (0-9A-Za-z)


@inner("boolean", "int32")
def _is_looked_up(code: int) -> bool:
    """Return whether a code point is of ``jieba.re_han_default``."""
    return 0x4E00 <= code <= 0x9FD5 or _is_latin(code) or code in _SIGNS  # noqa: PLR2004 (its bounds)


@compiled("int64", _TREE, _F64, _I32, _WRITTEN_F64, _WRITTEN_I32)
def _cut(tree: Tree, logs: Floats, text: Ints, scores: Floats, ends: Ints) -> int:
    """Write where each word of a text ends, as `jieba.Tokenizer.cut` has them; return how many."""
    words = 0
    at = 0
    while at < text.shape[0]:
        end = at
        while end < text.shape[0] and _is_looked_up(text[end]):
            end += 1
        if end == at:  # a sign is a word, and so is an end of line of two
            two = text[at] == _RETURN and at + 1 < text.shape[0] and text[at + 1] == _NEW_LINE
            at += 2 if two else 1
            ends[words] = at
            words += 1
            continue
        lasts = ends  # of what is ahead: no more words are behind than characters
        _find_paths(tree, logs, text, at, end, scores, lasts)
        while at < end:
            single = lasts[at] == at and _is_latin(text[at])
            at = lasts[at] + 1
            # Letters that are each a word are one word together.
            if not single or at == end or lasts[at] != at or not _is_latin(text[at]):
                ends[words] = at
                words += 1
    return words


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The folded words, each with its frequency and class.

    ``logs`` are the logarithms of the shares of the frequencies that there are, ``counts``; the
    first is that of what is no word, which counts once.
    """

    tree: Tree
    counts: Ints
    logs: Floats
    kinds: npt.NDArray[np.uint8]
    names: tuple[str, ...]

    @classmethod
    def of(cls, words: Mapping[str, int], kinds: Mapping[str, str]) -> Self:
        """Make it of each word's frequency, above 0, and class."""
        ordered = list(words)
        longest = max(map(len, ordered))
        padded = "".join(word.ljust(longest, "\0") for word in ordered)
        codes = as_codes(padded).reshape(len(ordered), longest).astype(np.int64)
        lengths = np.fromiter(map(len, ordered), np.int64, len(ordered))
        ends = np.zeros(len(ordered), np.int64)
        nodes, parents, characters = 1, [np.array([-1])], [np.array([0])]
        for depth in range(longest):
            alive = np.flatnonzero(lengths > depth)
            keys = ends[alive] << CHARACTER_BITS | codes[alive, depth]
            new, which = np.unique(keys, return_inverse=True)
            ends[alive] = nodes + which
            parents.append(new >> CHARACTER_BITS)
            characters.append(new & ((1 << CHARACTER_BITS) - 1))
            nodes += len(new)
        first = np.searchsorted(np.concatenate(parents), np.arange(nodes + 1), "left")
        counts = np.fromiter(words.values(), np.int64, len(ordered))
        values, rank = np.unique(np.append(counts, 0), return_inverse=True)
        ranks = np.zeros(nodes, np.int32)
        ranks[ends] = rank[:-1]
        total = math.log(int(counts.sum()))
        names = tuple(sorted(set(kinds.values())))
        numbers = {name: number for number, name in enumerate(names)}
        kind = np.zeros(nodes, np.uint8)
        kind[ends] = [numbers[kinds[word]] for word in ordered]
        tree = Tree.of(first.astype(np.int32), np.concatenate(characters).astype(np.int32), ranks)
        logs = np.array([math.log(value or 1) - total for value in values.tolist()])
        return cls(tree, values.astype(np.int32), logs, kind, names)

    @classmethod
    def from_bytes(cls, data: memoryview) -> Self:
        """Return the one that `to_bytes` wrote; its arrays lie in ``data``."""
        nodes, values, names = np.frombuffer(data, np.int64, 3).tolist()
        at = 24
        found = []
        for dtype, count in (
            (np.float64, values),
            *((np.int32, n) for n in (values, nodes + 1, nodes, nodes)),
            *((np.uint8, n) for n in (nodes, names)),
        ):
            array = np.frombuffer(data, dtype, count, at)
            found.append(array)
            at += array.nbytes
        logs, counts, first, characters, ranks, kinds, text = found
        names_of = tuple(text.tobytes().decode().split("\n"))
        return cls(Tree.of(first, characters, ranks), counts, logs, kinds, names_of)

    def to_bytes(self) -> bytes:
        """Return it as bytes, for `from_bytes`."""
        names = "\n".join(self.names).encode()
        sizes = len(self.tree.characters), len(self.counts), len(names)
        arrays = (self.logs, self.counts, *self.tree[:3], self.kinds)
        return b"".join([np.array(sizes).tobytes(), *(a.tobytes() for a in arrays), names])

    def frequency(self, word: str) -> int:
        """Return a word's frequency, 0 where it is none."""
        node = _node(self.tree, as_codes(word))
        return 0 if node < 0 else int(self.counts[self.tree.ranks[node]])

    def kind(self, word: str) -> str:
        """Return a word's class (n, v, ns …), "" where it is none."""
        node = _node(self.tree, as_codes(word))
        return self.names[self.kinds[node]] if node > 0 and self.tree.ranks[node] else ""

    def paths(self, text: str) -> tuple[list[float], list[int]]:
        """Return for each character how likely the best path from it to the end is.

        And the place of the last character of its first word.
        """
        codes = as_codes(text)
        scores, lasts = np.empty(len(codes) + 1), np.empty(len(codes), np.int32)
        _paths(self.tree, self.logs, codes, scores, lasts)
        return scores[:-1].tolist(), lasts.tolist()

    def neighbours(self) -> npt.NDArray[np.int64]:
        """Return the pairs of code points that stand side by side in a word, each once, ascending.

        A pair is one number, the first of the two times 2^21 plus the second.
        """
        first, characters = self.tree.first, self.tree.characters.astype(np.int64)
        before = np.repeat(characters, np.diff(first))[first[1] - 1 :]  # of no word's first one
        return np.unique(before << CHARACTER_BITS | characters[first[1] :])

    def cut(self, text: str) -> list[str]:
        """Return the words of a text, as `jieba.Tokenizer.cut` has them without the HMM."""
        codes = as_codes(text)
        scores, ends = np.empty(len(codes) + 1), np.empty(len(codes), np.int32)
        count = _cut(self.tree, self.logs, codes, scores, ends)
        places = ends[:count].tolist()
        return [text[start:end] for start, end in zip([0, *places], places, strict=False)]


def as_codes(text: str) -> Ints:
    """Return a text's code points."""
    return np.frombuffer(text.encode(_CODES, "surrogatepass"), _INT32)


def source() -> bytes:
    """Return jieba's own file; to import jieba is not needed for it. Raises ModuleNotFoundError."""
    found = importlib.util.find_spec("jieba")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("jieba is not installed", name="jieba")
    return Path(found.origin).with_name("dict.txt").read_bytes()


@functools.cache
def digest() -> str:
    """Return what tells this edition of the file from others."""
    return hashlib.blake2b(source(), digest_size=8).hexdigest()


@functools.cache
def dictionary() -> Dictionary:
    """Return the dictionary, mapped from where it is kept, or made and kept."""
    about = f"{_LAYOUT}, {digest()}, {FOLDING}, {sys.byteorder}"
    name = f"words-{hashlib.blake2b(about.encode(), digest_size=12).hexdigest()}.tree"
    data = kept(name)
    if data is None:
        keep(name, Dictionary.of(frequencies(), _kinds()).to_bytes())
        data = kept(name)
    return Dictionary.of(frequencies(), _kinds()) if data is None else Dictionary.from_bytes(data)


def frequencies() -> dict[str, int]:
    """Return each folded word's frequency, in the file's order: that of all its forms together."""
    found: dict[str, int] = {}
    for line in folded_text(source().decode("utf-8")).splitlines():
        word, count, _ = line.split(" ")
        found[word] = found.get(word, 0) + int(count)
    return {word: count for word, count in found.items() if count}


def _kinds() -> dict[str, str]:
    """Return each folded word's class: that of the first form that folding changes, or its own."""
    kinds: dict[str, str] = {}
    changed: dict[str, str] = {}
    for line in source().decode("utf-8").splitlines():
        word, _, kind = line.split(" ")
        if foldable().search(word):
            changed.setdefault(folded_text(word), kind)
        else:
            kinds[word] = kind
    return kinds | changed

"""The keys of many texts at once: those of `analyzer.terms` for each, several times as fast.

One call cuts all texts, and their words and bigrams become keys in arrays. A text's **cut**, the
lengths of its words, can be kept and handed in the next time. All this takes about forty times the
memory of the texts as UTF-8: a thousand passages are a good batch.
"""

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis import words
from retrieval.analysis.bigrams import BIGRAM
from retrieval.analysis.joined import BREAK, Joined, characters, joined
from retrieval.analysis.keys import CHARACTER_BITS, PACKED, key_of
from retrieval.analysis.normalise import HAN, PADDING
from retrieval.analysis.runs import OTHER, pieces
from retrieval.analysis.values import hyphened, values

_Ints = NDArray[np.int64]
_key_of = functools.lru_cache(1 << 16)(key_of)


@dataclass(frozen=True, slots=True, eq=False)
class Analysed:
    """The keys, compact forms and cuts of texts, in the texts' order.

    ``keys`` are the keys of the first text's terms, of the second's, and so on: as often as they
    stand there, in no order; ``lengths`` says how many each text has. ``cuts`` are the lengths, in
    characters, of each text's Chinese words in order, a byte each.
    """

    lengths: NDArray[np.int32]
    keys: NDArray[np.int64]
    compact: tuple[str, ...]
    cuts: tuple[bytes, ...]

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return the texts of all parts, one part after the other."""
        return cls(
            np.concatenate([np.empty(0, np.int32), *(part.lengths for part in parts)]),
            np.concatenate([np.empty(0, np.int64), *(part.keys for part in parts)]),
            tuple(text for part in parts for text in part.compact),
            tuple(cut for part in parts for cut in part.cuts),
        )

    def parted(self, counts: Sequence[int]) -> list[Self]:
        """Return the texts in parts of so many each, which hold no memory of one another."""
        ends = np.cumsum(counts)
        keys = np.concatenate([[0], np.cumsum(self.lengths, dtype=np.int64)])
        return [
            type(self)(
                self.lengths[start:end].copy(),
                self.keys[keys[start] : keys[end]].copy(),
                self.compact[start:end],
                self.cuts[start:end],
            )
            for start, end in zip((ends - counts).tolist(), ends.tolist(), strict=True)
        ]


def analysed(
    texts: Sequence[str],
    cuts: Sequence[bytes | None] | None = None,
    cut: Callable[[str], list[str]] = words.cut_fast,
) -> Analysed:
    """Return printed texts analysed; those without a kept cut are cut by ``cut``.

    Raises ValueError for a kept cut that does not fit its text. ``cut`` must part words at
    line ends, leave out nothing, and make no word longer than 255 characters.
    """
    whole = joined(texts)
    han = _Han.of(whole)
    kept = _cut(whole, han, [None] * len(texts) if cuts is None else cuts, cut)
    lengths = np.frombuffer(b"".join(kept), np.uint8).astype(np.int64)
    starts = _starts(han, kept, lengths)
    gaps = list(PADDING.finditer(whole.text))
    compact, ends = _compact(whole, han, gaps)
    parts = (
        (han.owners[starts], _words(whole, han, starts, lengths)),
        _bigrams(han, starts[lengths == BIGRAM]),
        _across(whole, han, gaps),
        _others(whole, han),
        _values(compact, ends),
    )
    owners = np.concatenate([owner for owner, _ in parts])
    by_text = np.argsort(owners, kind="stable")  # which is quick: four stretches in order
    return Analysed(
        np.bincount(owners, minlength=len(texts)).astype(np.int32),
        np.concatenate([keys for _, keys in parts])[by_text],
        tuple(compact[end - n : end] for end, n in zip(*_lengths(ends), strict=True)),
        tuple(kept),
    )


def cuts(texts: Sequence[str], cut: Callable[[str], list[str]] = words.cut_fast) -> list[bytes]:
    """Return the cuts of printed texts alone, in order; see `analysed`."""
    whole = joined(texts)
    return _cut(whole, _Han.of(whole), [None] * len(texts), cut)


@dataclass(frozen=True, slots=True, eq=False)
class _Han:
    """The Chinese characters of joined texts.

    For each character, ``mask`` says whether it is Chinese and ``text_of`` in which text it stands.
    For each Chinese one there are its place, its code point, and its text (``owners``).
    """

    mask: NDArray[np.bool_]
    text_of: NDArray[np.int32]
    places: _Ints
    codes: _Ints
    owners: NDArray[np.int32]

    @classmethod
    def of(cls, whole: Joined) -> "_Han":
        mask = _is_han()[whole.codes]
        text_of = np.repeat(np.arange(len(whole.lengths), dtype=np.int32), whole.lengths + 1)
        places = np.flatnonzero(mask)
        return cls(mask, text_of, places, whole.codes[places].astype(np.int64), text_of[places])


@functools.cache
def _is_han() -> NDArray[np.bool_]:
    table = np.zeros(0x110000, np.bool_)
    for first, last in re.findall("(.)-(.)", HAN):
        table[ord(first) : ord(last) + 1] = True
    table.flags.writeable = False
    return table


def _cut(
    whole: Joined, han: _Han, cuts: Sequence[bytes | None], cut: Callable[[str], list[str]]
) -> list[bytes]:
    """Return the texts' cuts; all Chinese runs of the texts without a kept one are cut at once."""
    missing = [kept is None for kept in cuts]
    if len(cuts) != len(whole.lengths):
        raise ValueError(f"{len(cuts)} cuts for {len(whole.lengths)} texts")
    if not any(missing):
        return [kept for kept in cuts if kept is not None]
    wanted = han.mask if all(missing) else han.mask & np.array(missing)[han.text_of]
    taken = wanted.copy()
    taken[1:] |= wanted[:-1]  # one character of what is between runs
    codes = np.where(wanted, whole.codes, BREAK)[taken]
    found = cut(characters(codes))
    lengths = np.fromiter(map(len, found), np.int64, len(found))
    ends = np.cumsum(lengths)
    if len(codes) != (ends[-1] if len(ends) else 0):
        raise ValueError("the cut leaves out something")
    firsts = ends - lengths
    is_word = codes[firsts] != BREAK
    of_words = han.text_of[taken][firsts[is_word]]
    all_lengths = lengths[is_word].astype(np.uint8).tobytes()
    last = np.cumsum(np.bincount(of_words, minlength=len(cuts))).tolist()
    fresh = (all_lengths[a:b] for a, b in zip([0, *last], last, strict=False))
    return [new if kept is None else kept for kept, new in zip(cuts, fresh, strict=True)]


def _starts(han: _Han, cuts: Sequence[bytes], lengths: _Ints) -> _Ints:
    """Return where among the Chinese characters each word starts."""
    ends = np.cumsum(lengths)
    starts = ends - lengths
    if len(han.places) != (ends[-1] if len(ends) else 0) or not lengths.all():
        raise ValueError("a kept cut does not fit its text")
    many = np.bincount(han.owners[starts], minlength=len(cuts))
    apart = (han.places[ends - 1] - han.places[starts] != lengths - 1).any()
    if apart or many.tolist() != [len(kept) for kept in cuts]:
        raise ValueError("a kept cut does not fit its text")
    return starts


def _words(whole: Joined, han: _Han, starts: _Ints, lengths: _Ints) -> _Ints:
    codes = np.concatenate((han.codes, (0, 0)))
    keys = codes[starts] << 2 * CHARACTER_BITS
    keys |= np.where(lengths > 1, codes[starts + 1], 0) << CHARACTER_BITS
    keys |= np.where(lengths > BIGRAM, codes[starts + 2], 0)
    long = np.flatnonzero(lengths > PACKED)
    first = han.places[starts[long]]
    spans = zip(first.tolist(), (first + lengths[long]).tolist(), strict=True)
    keys[long] = [_key_of(whole.text[start:end]) for start, end in spans]
    return keys


def _bigrams(han: _Han, words_of_two: _Ints) -> tuple[NDArray[np.int32], _Ints]:
    """Return the texts and the keys of the bigrams inside of runs that are no words there."""
    stands = han.places[1:] - han.places[:-1] == 1
    stands[words_of_two] = False
    firsts = np.flatnonzero(stands)
    return han.owners[firsts], _pairs(han.codes[firsts], han.codes[firsts + 1])


def _pairs(firsts: _Ints, seconds: _Ints) -> _Ints:
    return firsts << 2 * CHARACTER_BITS | seconds << CHARACTER_BITS


def _across(whole: Joined, han: _Han, gaps: list[re.Match[str]]) -> tuple[NDArray[np.int32], _Ints]:
    firsts = np.array([gap.start() - 1 for gap in gaps], np.int64)
    seconds = np.array([gap.end() for gap in gaps], np.int64)
    first, second = (whole.codes[at].astype(np.int64) for at in (firsts, seconds))
    return han.text_of[firsts], _pairs(first, second)


def _others(whole: Joined, han: _Han) -> tuple[NDArray[np.int32], _Ints]:
    # A Chinese run parts two others whatever it holds: one character of it is enough.
    left = ~han.mask
    left[1:] |= left[:-1]
    found = list(OTHER.finditer(characters(np.where(han.mask, BREAK, whole.codes)[left])))
    keys = [_keys_of_other(run[0]) for run in found]
    places = np.array([run.start() for run in found], np.int64)
    owners = np.repeat(han.text_of[left][places], [len(some) for some in keys])
    return owners, np.array([key for some in keys for key in some], np.int64)


@functools.lru_cache(1 << 14)
def _keys_of_other(run: str) -> tuple[int, ...]:
    return tuple(key_of(term) for term, _, _ in pieces(run))


def _values(compact: str, ends: _Ints) -> tuple[NDArray[np.int32], _Ints]:
    found = [*values(compact, with_sizes=True), *hyphened(compact)]
    places = np.array([one.start for one in found], np.int64)
    owners = np.searchsorted(ends, places, side="right").astype(np.int32)
    return owners, np.array([_key_of(one.term) for one in found], np.int64)


def _compact(whole: Joined, han: _Han, gaps: list[re.Match[str]]) -> tuple[str, _Ints]:
    """Return the joined texts' compact form, and where in it each text ends."""
    text, lengths = whole.text, whole.lengths.copy()
    if gaps:
        text = PADDING.sub("", text)
        widths = [gap.end() - gap.start() for gap in gaps]
        np.subtract.at(lengths, han.text_of[[gap.start() for gap in gaps]], widths)
    return text, np.cumsum(lengths + 1) - 1


def _lengths(ends: _Ints) -> tuple[list[int], list[int]]:
    return ends.tolist(), (np.diff(ends, prepend=-1) - 1).tolist()

"""Words typed in pinyin: erqiqu, zhang wei, yiliao; what in print sounds so.

Only Latin words that are nowhere in print are read as pinyin, alone or together with those beside
them, the longest first. One syllable alone is left as it is: too much sounds so.
"""

import functools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from retrieval.analysis import words
from retrieval.analysis.sounds import rarely_sounding, sounding, sounds, syllables
from retrieval.index.lattice import Choices, strings
from retrieval.index.snapshot import Snapshot
from retrieval.model import Span
from retrieval.query.english_words import known_word
from retrieval.query.misspelling import LONGEST, Meant, Misspelling, weighed_words
from retrieval.query.question_words import FILLERS, VAGUE

_LATIN = re.compile("[a-zü]+")
_BETWEEN = re.compile("['’ -]?")
_SHORTEST = 2
_STRETCH = 3  # syllables of what may be any string in print, not only a word
_LETTERS = 40  # of the longest word that is read
_ODDS = -20.0  # of what is nowhere in print and no word of the line's language, see `typed_odds`
_NAMED = 3.0  # what it adds to a word's odds that it is a name: those are spelt more often
_NAMES = ("nr", "ns", "nt", "nz")
_PLAIN = ("n", "v", "a")  # words of these classes are short for nothing
_RARELY = 1.0  # slips that a rarer reading of a character counts as
_BUDGET = 1.0


class _Syllable(NamedTuple):
    letters: str
    span: Span
    english: bool  # as a word by itself


def romanised(line: str, snapshot: Snapshot) -> list[Misspelling]:
    """Return what is typed in pinyin in a compact line, in order, with what it may be meant for."""
    found: list[Misspelling] = []
    for run in _runs(line, snapshot):
        at = 0
        while at < len(run):
            longest = min(LONGEST, len(run) - at)
            sizes = range(longest, _SHORTEST - 1, -1)
            read = (one for size in sizes if (one := _read(run[at : at + size], line, snapshot)))
            first = next(read, None)
            if first is None:
                at += 1
                continue
            found.append(first)
            at += sum(one.span.end <= first.span.end for one in run[at:])
    return found


def _read(run: Sequence[_Syllable], line: str, snapshot: Snapshot) -> Misspelling | None:
    if all(one.english for one in run):
        return None
    span = Span(run[0].span.start, run[-1].span.end)
    whole = line[span.start : span.end]
    ways = {tuple(one.letters for one in run)}
    if whole.isalpha():
        ways.update(way for way in syllables(whole) if len(way) >= _SHORTEST)
    meant = _meant(sorted(ways), snapshot)
    return Misspelling(span, whole, meant, meant[0].odds - _ODDS) if meant else None


def _meant(ways: Sequence[Sequence[str]], snapshot: Snapshot) -> tuple[Meant, ...]:
    """Return the words and names in print that sound like one of some ways to part letters."""
    heard: dict[str, float] = {}
    for way in ways:
        heard.update(strings(snapshot.index, [_place(one) for one in way], _BUDGET))
        heard.update((name, 0.0) for name in snapshot.names.reporters if _sounds(name, way))
    found = (one for one in weighed_words(heard, snapshot) if one.word not in FILLERS | VAGUE)
    named = (replace(one, odds=one.odds + _NAMED * _is_name(one.word, snapshot)) for one in found)
    if known := tuple(sorted(named, key=lambda one: -one.odds)):
        return known
    telling = (word for word in heard if len(word) >= _STRETCH and _tells(word))
    long = (word for word in telling if len(snapshot.name_postings(word)))
    often = ((-heard[word], len(snapshot.name_postings(word)), word) for word in long)
    ranks = sorted(often, reverse=True)
    return tuple(Meant(word, slips + math.log(times)) for slips, times, word in ranks)


def _tells(word: str) -> bool:
    """Return whether a string holds a word that says something."""
    return any(len(one) > 1 and one not in FILLERS | VAGUE for one in words.cut(word))


def _sounds(name: str, way: Sequence[str]) -> bool:
    return len(name) == len(way) and all(
        syllable in sounds(character) for character, syllable in zip(name, way, strict=True)
    )


def _is_name(word: str, snapshot: Snapshot) -> bool:
    """Return whether a word is a name of the archive or dictionary, or short for one."""
    kind = words.tag(word)
    if word in snapshot.names or kind.startswith(_NAMES):
        return True
    return not kind.startswith(_PLAIN) and bool(snapshot.names.abbreviated(word))


@functools.lru_cache(1 << 9)
def _place(syllable: str) -> Choices:
    rarely = set(rarely_sounding(syllable))
    return Choices.of({one: _RARELY * (one in rarely) for one in sounding(syllable)})


def _runs(line: str, snapshot: Snapshot) -> Iterator[list[_Syllable]]:
    """Yield the syllables of unprinted Latin words that stand side by side."""
    run: list[_Syllable] = []
    for word in _LATIN.finditer(line):
        letters = word[0].replace("ü", "v")
        ways = () if len(letters) > _LETTERS else syllables(letters)
        if ways and snapshot.index.document_frequency(word[0]):
            ways = ()
        if run and (not ways or not _BETWEEN.fullmatch(line[run[-1].span.end : word.start()])):
            yield run
            run = []
        at, english = word.start(), bool(known_word(letters))
        for syllable in ways[0] if ways else ():
            run.append(_Syllable(syllable, Span(at, at + len(syllable)), english))
            at += len(syllable)
    if run:
        yield run

"""Questions in English over Chinese pages: their words as newspapers print them.

Nothing is understood: phrases are looked up, the longest first (`retrieval.query.english_words`),
and a question becomes a line of Chinese words. A word stays as it was typed where print has none of
its wordings, where it may be part of a name in pinyin (Sun Yingsha), and beside Chinese characters,
where only what asks is replaced.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from retrieval.analysis.normalise import HAN, compact_text
from retrieval.analysis.sounds import syllables
from retrieval.analysis.units import UNITS
from retrieval.index.snapshot import Snapshot
from retrieval.query.english_days import dated
from retrieval.query.english_words import ASKING, WORDINGS, known_at, known_word
from retrieval.query.news_words import is_news
from retrieval.query.printed import in_print
from retrieval.query.query import Unit, UnitKind
from retrieval.query.spelling import PutRight
from retrieval.query.units import units
from retrieval.reading.places import is_place

_WORDS = re.compile("(?<![0-9a-z])[a-z]+(?:'[a-z]+)*(?![0-9a-z])")
_CHINESE = re.compile(f"[{HAN}]")
_SPELLED = {r"u\.s\.a?\.?|\bus": "usa", "who": "world health organization"}
_COUNTRY = re.compile(r"(?:^|(?<=\bthe ))us(?= \w)")
_HOW_MUCH, _HOW_MANY = "how much", "how many"
_WORD = 1.0  # the weight of a word
_ANY = 2.0  # times its weight, of one whose wordings mean the same: they rank by it
_LEAST = 2  # words of a question that asks in English


@dataclass(frozen=True, slots=True)
class English:
    """An English question as a line of Chinese words, parted by blanks.

    ``wordings`` has for each of these that is looked for all its wordings in print, itself first.
    """

    line: str
    wordings: Mapping[str, tuple[str, ...]]


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def in_chinese(text: str, right: PutRight, snapshot: Snapshot) -> English | None:
    """Return an English question in the words of print, or None for any other.

    ``right`` is its compact form with what was put right in it. Of what may be meant by pinyin that
    is left, a place is taken. A question that was typed with Chinese characters is another, but
    where English words ask in it, these are replaced.
    """
    line = right.line.replace("’", "'")
    words = list(_words(line))
    if _CHINESE.search(text):
        asks = len(words) >= _LEAST and any(known_word(word.text) in ASKING for word in words)
        return _read(line, None) if asks else None
    if not words or not _is_english(list(_words(compact_text(text)))):
        return None
    for one in right.unsure:
        if place := next((meant.word for meant in one.meant if is_place(meant.word)), ""):
            line = re.sub(rf"\b{re.escape(one.typed)}\b", place, line)
    return _read(dated(_spelled(text, line)), snapshot)


def unit_of(wordings: tuple[str, ...]) -> Unit | None:
    """Return what an English word asks for, met by any of its wordings; None for what says little.

    It is what the first is. A place by several names is an office, which is met by any as well.
    """
    found = tuple(units(wordings[0]))
    if not found or not any(unit.weight for unit in found):
        return None
    unit = found[0] if len(found) == 1 else Unit(wordings[0], UnitKind.WORD, _WORD, wordings)
    others = tuple(one for one in (*unit.wordings, *wordings) if one != unit.typed)
    if not others:
        return unit
    kind = UnitKind.OFFICE if unit.kind is UnitKind.PLACE else unit.kind
    known = tuple(dict.fromkeys((unit.typed, *others)))
    return replace(unit, kind=kind, weight=unit.weight * _ANY, wordings=known)


def _spelled(text: str, line: str) -> str:
    """Return the line with what only capitals tell spelled out: US is a country, us is not.

    At the beginning and after "the" it is the country in small letters too.
    """
    if not text.isupper():
        for capitals, spelled in _SPELLED.items():
            said = re.findall(rf"(?i)\b{capitals}(?!\w)", text)
            if said and all(map(str.isupper, said)):
                line = re.sub(rf"(?i)\b{capitals}(?!\w)", spelled, line)
    return _COUNTRY.sub("usa", line)


def _words(line: str) -> Iterator[_Word]:
    return (_Word(found[0], *found.span()) for found in _WORDS.finditer(line))


def _is_english(words: Sequence[_Word]) -> bool:
    """Return whether words are English, and no pinyin that looks so (gang, men).

    One that only asks is none by itself, but for news and what is the same.
    """
    known = [word.text for word in words if known_word(word.text)]
    asking = [known_word(word) for word in known if known_word(word) in ASKING]
    if len(words) < _LEAST and asking:
        return is_news(ASKING[asking[0]])
    return len(known) == len(words) or not all(map(syllables, known))


def _read(line: str, snapshot: Snapshot | None) -> English:
    """Return a line with what is known in it replaced; without a snapshot only what asks."""
    words = list(_words(line))
    names = set(_named(words)) if snapshot else set()
    said: list[str] = []
    wordings: dict[str, tuple[str, ...]] = {}
    at = place = 0
    while at < len(words):
        phrase, meant = _meant(words, at, line, snapshot, alone=at not in names)
        if not phrase:
            at += 1
            continue
        before = line[place : words[at].start]
        place, at = words[at + len(phrase) - 1].end, at + len(phrase)
        word = next(iter(meant), "")
        key = " ".join(phrase)
        if key == _HOW_MUCH and at < len(words) and known_word(words[at].text) in WORDINGS:
            word = ASKING[_HOW_MANY]
        elif key not in ASKING:
            wordings[word] = meant
        measured = word in UNITS and before.rstrip(" -")[-1:].isdecimal()
        said.append(f"{before.rstrip(' -')}{word} " if measured else f"{before} {word} ")
    said.append(line[place:])
    return English(" ".join("".join(said).split()), wordings)


def _meant(
    words: Sequence[_Word], at: int, line: str, snapshot: Snapshot | None, *, alone: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the longest phrase at a place that means something, and its wordings in print.

    Only what asks means something without a snapshot, maybe nothing to look for; a word that is not
    ``alone`` does in a phrase only. Empty for none.
    """
    end = at + 1
    while end < len(words) and not line[words[end - 1].end : words[end].start].strip(" -"):
        end += 1
    for phrase in known_at([word.text for word in words[at:end]]):
        key = " ".join(phrase)
        if key in ASKING:
            return phrase, tuple(filter(None, (ASKING[key],)))
        if (
            snapshot is not None
            and (alone or len(phrase) > 1)
            and (meant := tuple(_printed(key, snapshot)))
        ):
            return phrase, meant
    return (), ()


def _printed(key: str, snapshot: Snapshot) -> Iterator[str]:
    """Yield the wordings of a phrase that are in print, the phrase as it was typed the last."""
    for one in dict.fromkeys((*WORDINGS[key], key)):
        if in_print((one,), snapshot):
            yield one


def _named(words: Sequence[_Word]) -> Iterator[int]:
    """Yield which words may be parts of names in pinyin: one syllable, beside an unknown one."""
    sounds = [syllables(word.text) for word in words]
    strange = [
        bool(ways) and not known_word(word.text) for word, ways in zip(words, sounds, strict=True)
    ]
    for left, right in pairwise(range(len(words))):
        for one, other in ((left, right), (right, left)):
            if strange[other] and any(len(way) == 1 for way in sounds[one]):
                yield one

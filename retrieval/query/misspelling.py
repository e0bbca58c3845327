"""What a mistyped word may be meant for: words and names in print that sound or look like it.

A **slip** is what went wrong in typing: a character that sounds the same (意务), sounds nearly
the same, looks the same (末来), is missing (图馆), is one too many (图书书馆), or two that changed
places (书图馆). Each has a price in odds; what is meant has a worth, by how frequent the word is in
the dictionary and in print. A word is **sure** to be meant where that is much more likely than both
what was typed and all else that may be meant.
"""

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.analysis import words
from retrieval.analysis.bigrams import bigrams
from retrieval.analysis.shapes import lookalikes
from retrieval.analysis.sounds import sounding, sounding_nearly, sounds
from retrieval.index.lattice import Choices, fitting, strings
from retrieval.index.snapshot import Snapshot
from retrieval.model import Span

LONGEST = 6
"""Characters of the longest word that is put right."""
SLIP = 7.0
"""Natural logarithm of how much less likely a plain slip is than right typing."""
SURE = 1.5
"""By how much more likely, as a natural logarithm, what is taken has to be than what was typed."""
SURER = math.log(10)
"""By how much more likely what is taken has to be than the next best."""

_ALIKE, _BOTH, _NEARLY, _LOOKS = 1.0, 0.8, 1.3, 1.1
_SWAPPED, _DOUBLED, _MISSING, _ADDED = 1.0, 0.7, 1.2, 2.0
_HEARD = 1.5  # a whole word that sounds the same, two or more of its characters others
_HEARD_LONGEST, _COMMON = 3, 40
_SHORTEST = 3  # characters of a word one of whose characters is missing or was added
_COUNTED = 60_101_967  # all words that the dictionary's frequencies were counted from
_PER_PASSAGE = 60  # words of a passage, about
_RARE = 1000  # a rarer character is of a name or a trade, and seldom typed by mistake
_NAME = 10.0  # what a name that is in no dictionary counts as its frequency there
_LOOKED_UP = 16  # words that are looked up in print, the likeliest first


@dataclass(frozen=True, slots=True)
class Meant:
    """A word or name in print that may be meant; ``odds`` are natural logarithms, price paid."""

    word: str
    odds: float


@dataclass(frozen=True, slots=True)
class Misspelling:
    """What was typed at a span of a compact line, and what it may be meant for, never nothing.

    The likeliest first; ``sure`` says that the first one is. It is ``gain`` more likely, as a
    natural logarithm, than what was typed.
    """

    span: Span
    typed: str
    meant: tuple[Meant, ...]
    gain: float

    @property
    def near(self) -> tuple[str, ...]:
        """The words that may be meant: those nearly as likely as the first, if that is likely."""
        least = max(self.meant[0].odds - 2 * SURER, self.meant[0].odds - self.gain - SURE - SURER)
        return tuple(one.word for one in self.meant if one.odds >= least)

    @property
    def sure(self) -> bool:
        """Whether the first word is what is meant."""
        first, *others = self.meant
        return self.gain > SURE and all(first.odds - one.odds >= SURER for one in others)


def meant_by(typed: str, snapshot: Snapshot) -> tuple[Meant, ...]:
    """Return the words and names in print that a compact Chinese string may be meant for.

    The likeliest first; maybe none. That it is in print itself is for the caller to rule out.
    """
    prices: dict[str, float] = {}
    for word, price in _slips(typed, snapshot):
        if word != typed:
            prices[word] = min(price, prices.get(word, price))
    return weighed_words(prices, snapshot)


def weighed_words(prices: Mapping[str, float], snapshot: Snapshot) -> tuple[Meant, ...]:
    """Return those of some strings, each with its price in slips, that are words in print."""
    known: list[tuple[float, float, str]] = [
        (price, -frequency, word)
        for word, price in prices.items()
        if (frequency := words.frequency(word))
    ]
    strangers = sorted((price, word) for word, price in prices.items() if not words.frequency(word))
    for price, word in strangers[:_LOOKED_UP]:
        if word in snapshot.names:
            known.append((price, -_NAME, word))
    likely = sorted(known)[:_LOOKED_UP]
    often = in_print([word for _, _, word in likely], snapshot)
    found = (
        Meant(word, _worth(-frequency, times, len(snapshot)) - SLIP * price)
        for (price, frequency, word), times in zip(likely, often, strict=True)
        if times
    )
    return tuple(sorted(found, key=lambda one: (-one.odds, one.word)))


def in_print(wanted: Sequence[str], snapshot: Snapshot) -> list[int]:
    """Return in how many passages each of some words and names stands; a reporter's in one."""
    often = snapshot.index.frequencies(wanted)
    return [times or _named(word, snapshot) for word, times in zip(wanted, often, strict=True)]


def _named(word: str, snapshot: Snapshot) -> int:
    if word not in snapshot.names:
        return 0
    return len(snapshot.name_postings(word)) or int(snapshot.names.is_reporter(word))


def typed_odds(cut: list[str]) -> float:
    """Return how likely words are typed one after the other, as a natural logarithm."""
    return sum(math.log(max(words.frequency(word), _RARE) / _COUNTED) for word in cut)


def _worth(frequency: float, often: int, passages: int) -> float:
    """Return how likely a word is asked for: half by the dictionary, half by this archive."""
    return math.log((frequency / _COUNTED + often / (_PER_PASSAGE * passages)) / 2)


def _slips(typed: str, snapshot: Snapshot) -> Iterator[tuple[str, float]]:
    """Yield what a string is a slip away from, with the price."""
    index = snapshot.index
    if len(typed) <= _HEARD_LONGEST:
        heard = strings(index, [_heard(one) for one in typed], 0.0)
        yield from ((word, _HEARD) for word, _ in heard)
    yield from _moved(typed)
    often = index.frequencies([pair for _, pair in bigrams(typed)])
    never = {at for at, times in enumerate(often) if not times}
    for at, one in enumerate(typed):
        if never <= {at - 1, at}:
            head, tail = typed[:at], typed[at + 1 :]
            for other, price in fitting(index, head[-1:], _instead(one), tail[:1]):
                yield f"{head}{other}{tail}", price
    if len(never) == 1 and len(typed) < LONGEST:
        gap = 1 + min(never)
        head, tail = typed[:gap], typed[gap:]
        if between := index.vocabulary.following(head[-1]):
            missing = Choices.of(dict.fromkeys(between, _MISSING))
            for other, price in fitting(index, "", missing, tail[0]):
                yield f"{head}{other}{tail}", price


def _moved(typed: str) -> Iterator[tuple[str, float]]:
    """Yield a string with two characters swapped, or one of them left out, with the price."""
    for at in range(len(typed) - 1):
        if typed[at] == typed[at + 1] and len(typed) >= _SHORTEST:
            yield typed[:at] + typed[at + 1 :], _DOUBLED
        yield f"{typed[:at]}{typed[at + 1]}{typed[at]}{typed[at + 2 :]}", _SWAPPED
    if len(typed) > _SHORTEST:
        yield from ((typed[:at] + typed[at + 1 :], _ADDED) for at in range(len(typed)))


@functools.lru_cache(1 << 12)
def _heard(character: str) -> Choices:
    """Return the common characters that sound the same, by the usual reading."""
    read = sounds(character)[:1]
    return Choices.of(dict.fromkeys([character, *"".join(map(sounding, read))[:_COMMON]], 0.0))


@functools.lru_cache(1 << 12)
def _instead(character: str) -> Choices:
    """Return the characters that may be meant by one, with what each costs; not itself."""
    costs: dict[str, float] = {}
    alike, exact = lookalikes(character), [one for s in sounds(character) for one in sounding(s)]
    nearly = [one for s in sounds(character) for one in sounding_nearly(s)]
    for others, cost in ((exact, _ALIKE), (alike, _LOOKS), (nearly, _NEARLY)):
        for one in others:
            costs.setdefault(one, cost)
    for one in set(alike) & set(exact):
        costs[one] = _BOTH
    costs.pop(character, None)
    return Choices.of(costs or {character: 0.0})

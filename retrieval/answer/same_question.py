"""Which questions ask the same, however they word it: what two have in common, and what parts them.

Signs add up to log odds that two questions ask the same: how much of each is in the other, as it
was typed, in print's word for it, or in characters; the rarest thing that both are about; and
against it a number or a name that the other does not have, another thing in the same place (天然气
for 自来水), and another kind of answer (how much, when, where). What each sign counts was learnt
from questions that were written for it: ``python -m retrieval.evaluation same
tests/fixtures/same_question/learnt.tsv --learn`` prints it anew, and how well it groups a set.

A question joins the **group** that it is most like, by its mean and its least likeness to what is
there, and is a group of its own where it is like none: what nobody thought of stays apart.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from retrieval.analysis import words
from retrieval.analysis.weighing import weighed
from retrieval.answer.evidence import likelihood
from retrieval.answer.unit_share import share
from retrieval.index.snapshot import Snapshot
from retrieval.query.parse import parse
from retrieval.query.query import AnswerType, Unit, UnitKind

PARTS: Mapping[str, float] = {
    "always": -3.7,
    "mean": 1.9,
    "least": 1.4,
    "most": 2.4,
    "strongest": 1.8,
    "firm": -0.8,
    "figures": -0.9,
    "swapped": -1.2,
    "kinds": -2.9,
}
"""The learnt part of each sign in the log odds."""
ALIKE = -0.25
"""The least log odds, of the mean and the least likeness together, with which one joins a group."""

_NEAR, _COMPARED = 12, 8
"""How many groups a question is compared with, and how many questions of each."""

_TYPES = {
    AnswerType.MONEY: "how much",
    AnswerType.MEASURE: "how much",
    AnswerType.NUMBER: "how much",
    AnswerType.TIME: "when",
    AnswerType.PLACE: "where",
    AnswerType.PERSON: "who",
    AnswerType.POST: "what post",
    AnswerType.SPEECH: "what words",
}
_ASKED_BY_NOUN = {"时间": "when", "日期": "when", "地点": "where", "地方": "where", "地址": "where"}
_FIRM = frozenset((UnitKind.NAME, UnitKind.EXACT, UnitKind.FIGURE, UnitKind.PLACE, UnitKind.OFFICE))
_THINGS = ("", "n", "j")  # classes of words in the dictionary; "" has none
_DICTIONARY = math.log(60_000_000)  # of all words that it counts
_LEAST_LIKELY = 0.1
_ONE_CHARACTER = 0.5
_IN_PRINT, _BOTH_IN_PRINT, _CHARACTERS = 0.85, 0.4, 0.8  # of a word that is there otherwise
_MET = 0.5  # the share from which on a word is taken to be there


@dataclass(frozen=True)
class AskedFor:
    """What a question is about: its units with their weights, and the kind of answer it wants."""

    line: str
    units: tuple[tuple[Unit, float], ...]
    wants: str | None

    @cached_property
    def wordings(self) -> frozenset[str]:
        """What its units are, as typed and in print."""
        return frozenset(one for unit, _ in self.units for one in unit.wordings)

    @cached_property
    def typed(self) -> frozenset[str]:
        """Its units as typed."""
        return frozenset(unit.typed for unit, _ in self.units)

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters of its units as typed."""
        return frozenset("".join(self.typed))

    @cached_property
    def reach(self) -> frozenset[str]:
        """The characters by which it can have anything in common with another question."""
        return frozenset("".join(self.wordings)) | self.characters


@dataclass(frozen=True, slots=True)
class _Part:
    """A unit of one question, its weight, and how much of it the other has."""

    unit: Unit
    weight: float
    share: float

    @property
    def missing(self) -> float:
        return self.weight * (1 - self.share)


def alike(snapshot: Snapshot, texts: Sequence[str], *, today: date) -> tuple[tuple[str, ...], ...]:
    """Return questions in groups that ask the same, each group and all of it in their order.

    Each text is in one group, once; relative days count from ``today``.
    """
    groups: list[list[str]] = []
    known = _Groups()
    for text in texts:
        asked = asked_for(snapshot, text, today=today)
        likeness = {at: _likeness(asked, members) for at, members in known.near(asked)}
        best = max(likeness, key=lambda at: likeness[at], default=None)
        if best is None or likeness[best] < ALIKE:
            best = len(groups)
            groups.append([])
        groups[best].append(text)
        known.add(best, asked)
    return tuple(map(tuple, groups))


class _Groups:
    """The first questions of each group, found by the characters that they share with another."""

    def __init__(self) -> None:
        self._members: dict[int, list[AskedFor]] = defaultdict(list)
        self._by_character: dict[str, set[int]] = defaultdict(set)

    def add(self, at: int, one: AskedFor) -> None:
        """Add a question to a group; what many there say before it stands for it."""
        if len(self._members[at]) < _COMPARED:
            self._members[at].append(one)
            for character in one.reach:
                self._by_character[character].add(at)

    def near(self, one: AskedFor) -> Iterator[tuple[int, Sequence[AskedFor]]]:
        """Yield the groups that share most with a question, by how few share it."""
        shared: dict[int, float] = defaultdict(float)
        for character in sorted(one.reach):
            having = self._by_character.get(character, ())
            for at in having:
                shared[at] += 1 / len(having)
        best = sorted(shared, key=lambda at: (-shared[at], at))[:_NEAR]
        yield from ((at, self._members[at]) for at in best)


def asked_for(snapshot: Snapshot, text: str, *, today: date) -> AskedFor:
    """Return what a question is about."""
    query = parse(text, snapshot, today)
    likely = weighed(query.line)
    wants = _TYPES.get(query.answer_type) if query.answer_type else None
    units: dict[str, tuple[Unit, float]] = {}
    for unit in query.units:
        if unit.weight > 0 and unit.kind is not UnitKind.DAY:
            units[unit.typed] = unit, _weight(unit, likely)
        elif wants is None:
            wants = _ASKED_BY_NOUN.get(unit.typed)
    return AskedFor(query.line, tuple(units.values()), wants)


def _weight(unit: Unit, likely: dict[str, float]) -> float:
    """Return what a unit weighs: how likely an answer holds it, and how rare a word it is."""
    chance = 1.0 if unit.kind in _FIRM else max(likelihood(unit.typed, likely), _LEAST_LIKELY)
    rare = 1 - math.log(words.frequency(unit.typed) + 1) / _DICTIONARY
    return chance * rare * (_ONE_CHARACTER if len(unit.typed) == 1 else 1.0)


def _likeness(one: AskedFor, group: Sequence[AskedFor]) -> float:
    odds = [log_odds(signs(one, other)) for other in group]
    return (sum(odds) / len(odds) + min(odds)) / 2


def log_odds(found: Mapping[str, float], parts: Mapping[str, float] = PARTS) -> float:
    """Return the log odds that two questions ask the same, by the signs of it."""
    return sum(parts[name] * value for name, value in found.items())


def signs(one: AskedFor, other: AskedFor) -> dict[str, float]:
    """Return what speaks for and against two questions' asking the same, by name."""
    here, there = _parts(one, other), _parts(other, one)
    covered = _coverage(here), _coverage(there)
    both = (*here, *there)
    return {
        "always": 1.0,
        "mean": sum(covered) / 2,
        "least": min(covered),
        "most": max(covered),
        "strongest": max((part.weight * part.share for part in both), default=0.0),
        "firm": sum(part.unit.kind in _FIRM and part.share < _MET for part in both) / 2,
        "figures": float(_has_other_figures(here) and _has_other_figures(there)),
        "swapped": min(_thing_missing(here), _thing_missing(there)),
        "kinds": float(None not in (one.wants, other.wants) and one.wants != other.wants),
    }


def _parts(one: AskedFor, other: AskedFor) -> list[_Part]:
    return [_Part(unit, weight, _share(unit, other)) for unit, weight in one.units]


def _share(unit: Unit, other: AskedFor) -> float:
    """Return how much of a unit another question has: as typed, in other words, in characters."""
    reach = set(unit.typed).union(*unit.wordings)
    if reach.isdisjoint(other.reach) and reach.isdisjoint(other.line):
        return 0.0
    found = share(unit, other.line)
    if found >= 1.0:
        return 1.0
    if not other.typed.isdisjoint(unit.wordings) or unit.typed in other.wordings:
        found = max(found, _IN_PRINT)
    elif not other.wordings.isdisjoint(unit.wordings):
        found = max(found, _BOTH_IN_PRINT)
    if unit.kind not in _FIRM and not unit.typed.isascii():
        same = sum(each in other.characters for each in unit.typed) / len(unit.typed)
        found = max(found, _CHARACTERS * same)
    return found


def _coverage(parts: Sequence[_Part]) -> float:
    total = sum(part.weight for part in parts)
    return sum(part.weight * part.share for part in parts) / total if total else 0.0


def _has_other_figures(parts: Sequence[_Part]) -> bool:
    return any(part.share < _MET and any(map(str.isdigit, part.unit.typed)) for part in parts)


def _thing_missing(parts: Sequence[_Part]) -> float:
    """Return what weighs most of the things that only one of two questions has."""
    return max((part.missing for part in parts if _is_thing(part.unit)), default=0.0)


def _is_thing(unit: Unit) -> bool:
    if unit.kind in _FIRM or unit.kind is UnitKind.SPECIFIC:
        return len(unit.typed) > 1
    return len(unit.typed) > 1 and words.tag(unit.typed)[:1] in _THINGS

"""Words about what is on the screen, read by a grammar: all that is said has to be of it.

Words fall into the **roles** of ``words/roles.tsv``, numbers and **fillers**, as few as cover them.
Which roles come together makes the step (``words/steps.tsv``), in whatever order they are said.
A single word that is none of these makes it a question of its own.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.services.conversation.numbers import number_in
from bot.services.conversation.steps import (
    About,
    Act,
    CountThem,
    GoBack,
    GoOn,
    More,
    NextStory,
    Open,
    Relate,
    Repeat,
    SameDay,
    SameReporter,
    ShowLatest,
    Tell,
    TurnPage,
)
from retrieval.analysis import folded_text
from retrieval.word_list import table, words

_NTH, _FILLER, _BARE = "nth", "", "bare"
_LONGEST = 60  # characters; whoever writes more asks a question
_SIGNS = re.compile(r"[\s,.!?~…。、;:'\"“”‘’「」《》()（）?\-]+")
_TELLING = frozenset(("what", "printed", "much", "who", "reporter", "staff", "person"))
"""Roles that make a question of their own of words, where a step has no use for them."""
_LATIN = re.compile("[a-z0-9']")

_ACTS: Mapping[str, Callable[[int], Act]] = {
    "open": Open,
    "open_last": lambda _: Open(-1),
    "open_first": lambda _: Open(1),
    "open_middle": lambda _: Open(2),
    "lead": lambda number: Tell(About.LEAD, number),
    "place": lambda number: Tell(About.PLACE, number),
    "day": lambda number: Tell(About.DAY, number),
    "byline": lambda number: Tell(About.BYLINE, number),
    "pictures": lambda number: Tell(About.PICTURES, number),
    "by_reporter": SameReporter,
    "related": Relate,
    "same_day": SameDay,
    "more": More,
    "next_page": lambda _: TurnPage(forward=True),
    "prev_page": lambda _: TurnPage(forward=False),
    "next_story": lambda _: NextStory(forward=True),
    "prev_story": lambda _: NextStory(forward=False),
    "go_on": lambda _: GoOn(forward=True),
    "go_back_one": lambda _: GoOn(forward=False),
    "count": lambda _: CountThem(),
    "back": lambda _: GoBack(),
    "again": lambda _: Repeat(),
    "latest": lambda _: ShowLatest(),
}


@dataclass(frozen=True, slots=True)
class _Row:
    needed: frozenset[str]
    act: Callable[[int], Act]
    allowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Cover:
    """A way to take words: how well it does, the roles in it, and the number that is named."""

    score: int
    roles: frozenset[str]
    number: int = 0


def _rows() -> Iterator[_Row]:
    for (needed,), (act,), allowed in table(__package__, "steps", 3):
        roles = frozenset(needed.split("+"))
        yield _Row(roles, _ACTS[act], roles | frozenset(allowed))


_ROWS = sorted(_rows(), key=lambda row: -len(row.needed))
_ROLES: dict[str, str] = {
    word: role for listed, (role,) in table(__package__, "roles", 2) for word in listed
}
_ROLES = dict.fromkeys(words(__package__, "fillers"), _FILLER) | _ROLES
_MOST = max(map(len, _ROLES))


def act_of(said: str) -> Act | None:
    """Return what words ask of what is on the screen; None for a question of its own."""
    text = folded_text(said).strip()
    if not text or len(text) > _LONGEST:
        return None
    cover = _cover(text)
    if cover is None:
        return None
    row = _fitting(cover.roles)
    return None if row is None else row.act(cover.number)


def _fitting(roles: frozenset[str]) -> _Row | None:
    """Return the row for words of these roles; None where they are no step."""
    nearly = None
    for row in _ROWS:
        if row.needed <= roles:
            beside = roles - row.allowed
            if not beside:
                return row
            fits = len(beside) == 1 and not beside & _TELLING
            if fits and (nearly is None or len(row.needed) == len(nearly.needed)):
                nearly = row
    return nearly


def _cover(text: str) -> _Cover | None:
    """Return the way to cover a text whole by the words of the grammar; None if there is none."""
    best: list[_Cover | None] = [None] * (len(text) + 1)
    best[0] = _Cover(0, frozenset())
    for at in range(len(text)):
        before = best[at]
        if before is None:
            continue
        for end, role, number in _pieces(text, at):
            score = before.score + (end - at) ** 2
            there = best[end]
            if there is None or score > there.score:
                roles = before.roles | {role} if role else before.roles
                best[end] = _Cover(score, roles, number or before.number)
    return best[-1]


def _pieces(text: str, at: int) -> Iterator[tuple[int, str, int]]:
    """Yield the words of the grammar that begin somewhere: end, role, and number if it is one."""
    if signs := _SIGNS.match(text, at):
        yield signs.end(), _FILLER, 0
    for end in range(at + 1, min(len(text), at + _MOST) + 1):
        role = _ROLES.get(text[at:end])
        if role is not None and _is_whole(text, at, end):
            yield end, role, _POSITIONS.get(role, 0)
    if found := number_in(text, at):
        end, number = found
        if _is_whole(text, at, end):
            yield end, _NTH, number


_POSITIONS = {"last": -1, "first": 1, "middle": 2}


def _is_whole(text: str, at: int, end: int) -> bool:
    """Return whether no letter or digit goes on from a Latin word at either of its ends."""

    def cut(one: str, other: str) -> bool:
        return bool(_LATIN.match(one) and _LATIN.match(other))

    return not (at and cut(text[at - 1], text[at])) and not (
        end < len(text) and cut(text[end - 1], text[end])
    )

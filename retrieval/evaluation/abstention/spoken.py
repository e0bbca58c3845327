"""Questions of a set as people say them, and near misses made of them; the same each time.

A set's questions are written by people who have the text before them. Whoever asks a bot greets,
hems, thanks, leaves the signs out, says it in dialect, and drops the subject. ``spoken.tsv`` beside
this module has what is said around a question; it serves learning and measuring and no answer.

A **near miss** asks for something that no document says: the question with its name or number taken
from another question, or with the thing asked for taken from one.
"""

import functools
import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib import resources

from retrieval.analysis import words
from retrieval.analysis.normalise import HAN, compact_text

_SEED = 20181019
_OPENED, _CLOSED, _FILLED, _TWICE, _DIALECT, _BARE, _SUBJECTLESS = (
    0.7,
    0.55,
    0.35,
    0.25,
    0.4,
    0.5,
    0.1,
)
_SIGNS = re.compile(r"[^\w\s]+")
_QUOTED = re.compile("[《“][^》”]{2,}[》”]|[0-9]{2,}")
_WORD = re.compile(f"[{HAN}]{{2,}}|[a-z0-9]{{2,}}")
_DRAWN = 8  # words that are tried, until one is not the question's own
_LEFT = 3  # words of a question that a subject may be dropped from
_ASKING = re.compile("什么|哪|谁|多少|几|怎|何|吗|是否|请问")


def spoken(question: str, salt: int = 0) -> str:
    """Return a question as somebody may say it; another way for each ``salt``."""
    draw = random.Random(f"{_SEED} {salt} {question}")  # noqa: S311 (the same each time)
    said = question.rstrip("?？。 ")
    if draw.random() < _DIALECT:
        said = _in_dialect(said, draw)
    if draw.random() < _SUBJECTLESS:
        said = _without_subject(said)
    if draw.random() < _FILLED:
        said = _filled(said, draw)
    if draw.random() < _OPENED:
        said = draw.choice(_said()["opening"]) + said
        if draw.random() < _TWICE:
            said = draw.choice(_said()["opening"]) + said
    if draw.random() < _CLOSED:
        said += draw.choice(_said()["closing"])
    return _SIGNS.sub("", said) if draw.random() < _BARE else said


def near_misses(questions: Sequence[str]) -> list[str | None]:
    """Return for each question one that asks for what its answer does not say, or None.

    One of its longer words, whom or what it is about or what is asked, is another question's.
    """
    draw = random.Random(_SEED)  # noqa: S311 (the same each time)
    found = [_telling(question) for question in questions]
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for telling in found:
        for word in telling:
            by_length[len(word)].append(word)
    made: list[str | None] = []
    for question, telling in zip(questions, found, strict=True):
        own = compact_text(question)
        mine = draw.choice(telling) if telling else ""
        drawn = (draw.choice(by_length[len(mine)]) for _ in range(_DRAWN if mine else 0))
        other = next((word for word in drawn if word not in own), None)
        made.append(own.replace(mine, other) if other else None)
    return made


def _telling(question: str) -> list[str]:
    """Return the words of a question that it can't be asked without: long ones that ask nothing."""
    cut = words.cut_fast(compact_text(question))
    return [word for word in cut if _WORD.fullmatch(word) and not _ASKING.search(word)]


def _in_dialect(said: str, draw: random.Random) -> str:
    for plain, others in _instead().items():
        if plain in said and draw.random() < _BARE:
            said = said.replace(plain, draw.choice(others), 1)
    return said


def _without_subject(said: str) -> str:
    """Drop the first word of some, where enough are left."""
    cut = words.cut_fast(said)
    long = [at for at, word in enumerate(cut) if _WORD.fullmatch(word)]
    if len(long) < _LEFT:
        return said
    return "".join(word for at, word in enumerate(cut) if at != long[0])


def _filled(said: str, draw: random.Random) -> str:
    cut = words.cut_fast(said)
    at = draw.randrange(len(cut) + 1)
    return "".join([*cut[:at], draw.choice(_said()["filler"]), *cut[at:]])


@functools.cache
def _rows() -> Sequence[Sequence[str]]:
    table = resources.files(__package__).joinpath("spoken.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in table.splitlines() if not line.startswith("#")]


@functools.cache
def _said() -> Mapping[str, Sequence[str]]:
    said: defaultdict[str, list[str]] = defaultdict(list)
    for kind, text, *_ in _rows():
        said[kind].append(text)
    return said


@functools.cache
def _instead() -> Mapping[str, Sequence[str]]:
    return {row[1]: row[2].split("|") for row in _rows() if row[0] == "instead"}

"""Texts for each kind, drawn from what an archive prints; see `retrieval.evaluation.speed.kinds`.

What a kind needs and the archive lacks, such as a reporter, leaves the kind without texts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Self

import msgspec
import numpy as np

from retrieval.analysis.labels import place_of
from retrieval.answer.answer import latest
from retrieval.evaluation.speed.generated import SEED
from retrieval.evaluation.speed.paper import TODAY
from retrieval.evaluation.speed.sampling import question_of, words_of
from retrieval.index.snapshot import Snapshot
from retrieval.model import StoredArticle
from retrieval.model.issues import DayNumber

TEXTS = 300
"""Texts of a kind, each another, where nobody says how many."""
_STORIES = 2000
_FEWEST = 6  # words of a story that is asked about
_TRIES = 10  # for each text
_LONG = 500  # characters
_COUNTED = ("关于{}的报道有几篇？", "写{}的有多少篇", "有多少篇报道提到{}？")
_WROTE = ("{}写了哪些报道？", "记者{}写了什么", "{}的稿子")
_ISSUES = ("{}的报纸", "{}的报纸有什么", "{}登了什么？")
_RELATIVE = ("昨天", "上周", "上个月", "最近", "今年")


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked, by kind, and on which day."""

    today: date
    texts: Mapping[str, tuple[str, ...]]

    def save(self, path: Path) -> None:
        """Write it to a file."""
        path.write_bytes(msgspec.json.encode(self))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote; raise ValueError, which names what is wrong."""
        return msgspec.json.decode(path.read_bytes(), type=cls)


@dataclass(frozen=True, slots=True)
class _Told:
    """A story that texts are drawn from, its words, and the day and page of its newest issue."""

    stored: StoredArticle
    words: tuple[str, ...]
    day: date | None
    page: str


class _Draw:
    """Draws from an archive's stories."""

    def __init__(self, told: Sequence[_Told], random: np.random.Generator) -> None:
        self._told = told
        self.random = random

    def story(self) -> _Told:
        """Return any story."""
        return self._told[int(self.random.integers(len(self._told)))]

    def one(self, texts: Sequence[str]) -> str:
        """Return any text of some."""
        return texts[int(self.random.integers(len(texts)))]

    def words(self, told: _Told, many: int) -> list[str]:
        """Return so many longer words of a story, each once, or fewer where it has no more."""
        once = [word for word in dict.fromkeys(told.words) if len(word) > 1]
        return [once[at] for at in self.random.permutation(len(once))[:many].tolist()]

    def question(self, told: _Told) -> str:
        """Return a question in words of a story."""
        return question_of(told.words, self.random)


def draw(snapshot: Snapshot, most: int = TEXTS, seed: int = SEED) -> Task:
    """Return what to ask of an archive on the day after its newest issue: ``most`` of each kind."""
    random = np.random.default_rng([seed, 7])
    ids = list(snapshot.there)
    chosen = random.permutation(len(ids))[:_STORIES].tolist()
    told = [_told(snapshot.stored(ids[at])) for at in chosen]
    told = [one for one in told if len(one.words) >= _FEWEST]
    newest = latest(snapshot).issues
    today = _day_after(newest[0].day) if newest else TODAY
    if not told:
        return Task(today, {})
    texts = {}
    for number, (kind, drawing) in enumerate(_DRAWN.items()):
        drawn = _Draw(told, np.random.default_rng([seed, 8, number]))
        texts[kind] = _distinct(islice(drawing(drawn), most * _TRIES), most)
    return Task(today, texts)


def _day_after(day: DayNumber) -> date:
    """Return the day after one, `TODAY` for one whose year is unknown."""
    return date(day.year, day.month, day.day) + timedelta(days=1) if day.year else TODAY


def _distinct(tries: Iterator[str], most: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in tries:
        if text:
            found[text] = None
        if len(found) == most:
            break
    return tuple(found)


def _told(stored: StoredArticle) -> _Told:
    words = tuple(word for text in stored.article.paragraphs for word in words_of(text))
    newest = stored.printings[0] if stored.printings else None
    day = newest.date if newest else None
    page = stored.article.page or (newest.page if newest else None) or ""
    issued = date(day.year, day.month, day.day) if day and day.year else None
    return _Told(stored, words, issued, place_of(page) if page else "")


def _questions(drawn: _Draw) -> Iterator[str]:
    while True:
        yield drawn.question(drawn.story())


def _dated(drawn: _Draw) -> Iterator[str]:
    while True:
        told = drawn.story()
        if told.day is None:
            yield drawn.one(_RELATIVE) + drawn.question(told)
            continue
        day = told.day
        whens = (
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.month}月{day.day}日",
            f"{day.year}年{day.month}月",
            *_RELATIVE,
        )
        yield drawn.one(whens) + drawn.question(told)


def _misspelt(drawn: _Draw) -> Iterator[str]:
    while True:
        told = drawn.story()
        names = [name for name in told.stored.article.reporters if len(name) > 2]  # noqa: PLR2004
        other = drawn.one(told.words)[0]
        yield f"{drawn.one(names)[:-1]}{other}写了什么" if names else ""


def _unanswered(drawn: _Draw) -> Iterator[str]:
    """Ask of two stories at once."""
    while True:
        first, second = drawn.words(drawn.story(), 2), drawn.words(drawn.story(), 2)
        yield f"{''.join(first)}给{''.join(second)}多少钱？"


def _nowhere(drawn: _Draw) -> Iterator[str]:
    """Ask of somebody whose name has characters that hardly a paper has."""
    while True:
        rare = drawn.random.integers(0x9000, 0x9FA0, 3).tolist()
        yield f"{''.join(map(chr, rare))}{drawn.one(('是谁？', '怎么样了？', '在哪里？'))}"


def _long(drawn: _Draw) -> Iterator[str]:
    while True:
        body = drawn.story().stored.article.body.replace("\n", "")
        yield body[:_LONG] if len(body) >= _LONG else ""


def _three_words(drawn: _Draw) -> Iterator[str]:
    while True:
        yield " ".join(drawn.words(drawn.story(), 3))


def _with_fields(drawn: _Draw) -> Iterator[str]:
    while True:
        told = drawn.story()
        fields = _fields(drawn, told)
        many = 1 + int(drawn.random.random() ** 2 * 2)
        kept = fields[: 1 + int(drawn.random.random() * 2)]
        yield " ".join([*drawn.words(told, many), *kept]) if kept else ""


def _only_fields(drawn: _Draw) -> Iterator[str]:
    while True:
        yield " ".join(_fields(drawn, drawn.story())[:2])


def _fields(drawn: _Draw, told: _Told) -> list[str]:
    """Return what may be typed of a story's fields, in any order."""
    names = told.stored.article.reporters
    fields = [f"记者:{drawn.one(names)}"] if names else []
    if told.page:
        fields.append(f"版:{told.page}")
    if told.day is not None:
        day = told.day
        written = (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y-%m-%d}..")
        fields.append(f"日期:{drawn.one(written)}")
    return [fields[at] for at in drawn.random.permutation(len(fields)).tolist()]


def _prefixes(drawn: _Draw) -> Iterator[str]:
    while True:
        whole = " ".join(drawn.words(drawn.story(), 2))
        yield from (whole[:end] for end in range(1, len(whole) + 1) if whole[end - 1] != " ")


def _reporters(drawn: _Draw) -> Iterator[str]:
    while True:
        names = drawn.story().stored.article.reporters
        yield drawn.one(_WROTE).format(drawn.one(names)) if names else ""


def _counted(drawn: _Draw) -> Iterator[str]:
    while True:
        told = drawn.story()
        names = told.stored.article.reporters
        if names and drawn.random.random() < 1 / 3:
            yield f"{drawn.one(names)}总共写了多少篇"
        else:
            yield drawn.one(_COUNTED).format(drawn.one(told.words))


def _issues(drawn: _Draw) -> Iterator[str]:
    while True:
        day = drawn.story().day
        written = "" if day is None else f"{day.year}年{day.month}月{day.day}日"
        yield drawn.one(_ISSUES).format(written) if written else ""


def _latest(drawn: _Draw) -> Iterator[str]:
    del drawn
    return iter(" " * blanks for blanks in range(1, _LATEST + 1))


_LATEST = 30  # the same again: there is one newest issue


def _opened(drawn: _Draw) -> Iterator[str]:
    while True:
        told = drawn.story()
        yield f"{told.stored.id} {drawn.question(told)}"


def _related(drawn: _Draw) -> Iterator[str]:
    while True:
        yield str(drawn.story().stored.id)


_DRAWN: Mapping[str, Callable[[_Draw], Iterator[str]]] = {
    "question": _questions,
    "dated": _dated,
    "misspelt": _misspelt,
    "nearest": _unanswered,
    "nothing": _nowhere,
    "long": _long,
    "words": _three_words,
    "filtered": _with_fields,
    "fields": _only_fields,
    "inline": _prefixes,
    "reporter": _reporters,
    "count": _counted,
    "issue": _issues,
    "latest": _latest,
    "story": _opened,
    "related": _related,
}

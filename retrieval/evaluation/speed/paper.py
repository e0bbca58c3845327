"""A made-up paper: the generated passages printed as stories, on pages, day after day.

Upon the passages (see `generated`) a story has

- one to eight of them, four in the mean, as its paragraphs;
- a **title** of two to four words of its first passage's topic;
- **credits**: reporters of a staff of four hundred, by Zipf's law (the first of them writes every
  fifteenth story or so), now and then a correspondent or a photographer;
- for two in five a **day** that it tells, up to three days before its issue's;
- for two in five somebody who **speaks**, with a post, of whom three in ten are new.

Twenty stories make a page and eight pages an issue. The last issue is that of `LAST`, and those
before it are of the days before. The same seed prints the same stories, however many passages are
asked for; only the days move, so that the last issue keeps its own.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

import numpy as np
import numpy.typing as npt

from retrieval.evaluation.speed.generated import CHUNK, SEED, Language, chunk, language_of
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.reading.surnames import COMMON

PAPER = "临江日报"
LAST = date(2026, 6, 30)
TODAY = LAST + timedelta(days=1)
"""The day on which the paper is asked: the newest issue is yesterday's."""
STORIES_OF_PAGE, PAGES_OF_ISSUE = 20, 8

# How many of a hundred stories have so many passages: four hundred in all.
_SHARES = {1: 14, 2: 14, 3: 16, 4: 16, 5: 14, 6: 12, 7: 8, 8: 6}
_SIZES = np.repeat(list(_SHARES), list(_SHARES.values())).repeat(CHUNK // 400)
STORIES_OF_CHUNK = len(_SIZES)
_STAFF, _CORRESPONDENTS, _OFFICIALS = 400, 5000, 3000
_GIVEN = 600  # characters that given names are made of
_POSTS = ("市长", "副市长", "区委书记", "区长", "镇党委书记", "教育局局长", "公司董事长", "教授")
_SPEAKS = ("说", "表示", "强调", "介绍", "指出")
_UNSIGNED, _BY_TWO = 0.1, 0.2
_CORRESPONDS, _PICTURED, _DATED, _SPEAKER, _NEW = 0.25, 0.05, 0.4, 0.4, 0.3
_BEFORE = 4  # days that a story may tell of: its issue's and those before it
_DRAWS = 24  # numbers that a story takes, at most

_Share = float  # from 0 to 1, drawn


@dataclass(frozen=True, slots=True)
class MadeUpPaper:
    """The paper of so many passages, made in chunks that hang on nothing before them."""

    passages: int
    seed: int = SEED

    @property
    def chunks(self) -> int:
        """How many chunks it is made in."""
        return -(-self.passages // CHUNK)

    @property
    def stories(self) -> int:
        """How many stories it prints."""
        last = max(self.chunks - 1, 0)
        firsts = _firsts(self.seed, last)
        return last * STORIES_OF_CHUNK + int((firsts < self.passages - last * CHUNK).sum())

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return -(-self.stories // STORIES_OF_PAGE)

    def day(self, page: int) -> date:
        """Return the day of the issue that a page, from 0, is of."""
        return _day(self.pages, page)

    def stories_of(self, number: int) -> list[StoredArticle]:
        """Return the stories of a chunk, from 0, in the order of print; ids begin at 1."""
        made = chunk(number, self.seed)
        texts = made.texts[: self.passages - number * CHUNK]
        firsts = _firsts(self.seed, number)
        # Drawn for the whole chunk, so that a story hangs on no later one.
        drawn = np.random.default_rng([self.seed, 5, number]).random((STORIES_OF_CHUNK, _DRAWS))
        press = _Press(language_of(self.seed), _cast(self.seed), self.pages)
        firsts = firsts[firsts < len(texts)]
        ends = [*firsts[1:].tolist(), len(texts)]
        return [
            press.story(
                number * STORIES_OF_CHUNK + at,
                texts[first:end],
                int(made.topics[first]),
                iter(drawn[at].tolist()),
            )
            for at, (first, end) in enumerate(zip(firsts.tolist(), ends, strict=True))
        ]

    def in_order(self) -> Iterator[StoredArticle]:
        """Return all stories."""
        return (story for number in range(self.chunks) for story in self.stories_of(number))


def label_of(page: int) -> str:
    """Return the label of a page, from 0: A01版 and so on."""
    return f"A{page % PAGES_OF_ISSUE + 1:02d}版"


def printed(day: date, day_from: Evidence) -> PrintedDate:
    """Return a day as it is read of a page whose path has the year."""
    return PrintedDate(day.month, day.day, day_from, day.year, Evidence.PATH)


@dataclass(frozen=True, slots=True)
class _Cast:
    """The names of those who write, and of those who speak."""

    staff: tuple[str, ...]
    correspondents: tuple[str, ...]
    officials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Press:
    """What prints stories, of a paper of so many pages."""

    language: Language
    cast: _Cast
    pages: int

    def story(
        self, at: int, texts: Sequence[str], topic: int, drawn: Iterator[_Share]
    ) -> StoredArticle:
        """Print the story at a place of the whole paper, from 0."""
        page, position = divmod(at, STORIES_OF_PAGE)
        issued, label = _day(self.pages, page), label_of(page)
        reporters = self._reporters(drawn)
        beside = next(drawn) / _CORRESPONDS
        pictured = next(drawn) < _PICTURED
        before = next(drawn) / _DATED * _BEFORE
        told = None if before >= _BEFORE else issued - timedelta(days=int(before))
        article = Article(
            self._title(topic, drawn),
            reporters=reporters,
            correspondents=() if beside >= 1 else (_one_of(self.cast.correspondents, beside),),
            photographers=reporters[:1] if pictured else (),
            date=None if told is None else printed(told, Evidence.TEXT),
            page=label,
            paragraphs=(self._opening(drawn) + texts[0], *texts[1:]),
        )
        printing = Printing(page + 1, PAPER, printed(issued, Evidence.PATH), label, position)
        return StoredArticle(at + 1, article, (printing,))

    def _title(self, topic: int, drawn: Iterator[_Share]) -> str:
        ranks = self.language.topics[topic]
        size = 2 + int(next(drawn) * 3)
        # The square prefers the first ones, as a passage prefers its topic's first words.
        chosen = (int(next(drawn) ** 2 * len(ranks)) for _ in range(size))
        return "".join(self.language.pieces[ranks[at]] for at in chosen)

    def _reporters(self, drawn: Iterator[_Share]) -> tuple[str, ...]:
        share = next(drawn)
        many = 0 if share < _UNSIGNED else 2 if share < _UNSIGNED + _BY_TWO else 1
        return tuple(dict.fromkeys(_by_zipf(self.cast.staff, next(drawn)) for _ in range(many)))

    def _opening(self, drawn: Iterator[_Share]) -> str:
        """Return how a story opens: who speaks, or nothing."""
        if next(drawn) >= _SPEAKER:
            return ""
        known = next(drawn) >= _NEW
        name = _by_zipf(self.cast.officials, next(drawn)) if known else _name(self.language, drawn)
        return f"{_one_of(_POSTS, next(drawn))}{name}{_one_of(_SPEAKS, next(drawn))}，"


def _day(pages: int, page: int) -> date:
    return LAST - timedelta(days=(pages - 1) // PAGES_OF_ISSUE - page // PAGES_OF_ISSUE)


def _firsts(seed: int, number: int) -> npt.NDArray[np.int64]:
    """Return the first passage of each story of a chunk, within that."""
    sizes = np.random.default_rng([seed, 3, number]).permutation(_SIZES)
    firsts: npt.NDArray[np.int64] = np.cumsum(sizes) - sizes
    return firsts


@functools.lru_cache(maxsize=1)
def _cast(seed: int) -> _Cast:
    language, random = language_of(seed), np.random.default_rng([seed, 4])
    many = _STAFF + _CORRESPONDENTS + _OFFICIALS
    names = dict.fromkeys(_name(language, iter(row)) for row in random.random((2 * many, 4)))
    left = iter(names)
    staff, correspondents, officials = (
        tuple(islice(left, size)) for size in (_STAFF, _CORRESPONDENTS, _OFFICIALS)
    )
    return _Cast(staff, correspondents, officials)


def _name(language: Language, drawn: Iterator[_Share]) -> str:
    surname = COMMON[int(next(drawn) ** 2 * len(COMMON))]
    size = 1 if next(drawn) < _UNSIGNED else 2
    return surname + "".join(language.given[int(next(drawn) * _GIVEN)] for _ in range(size))


def _one_of(names: Sequence[str], share: _Share) -> str:
    return names[int(share * len(names))]


def _by_zipf(names: Sequence[str], share: _Share) -> str:
    """Return the name at a rank, drawn by p(rank) ∝ 1 / rank."""
    return names[min(int((len(names) + 1) ** share) - 1, len(names) - 1)]

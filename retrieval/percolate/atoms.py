"""Which atoms an article has: only this module tells fields apart.

An atom is a word in a field, as one number.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.normalise import compact_text
from retrieval.analysis.respelling import Respelled, respelled
from retrieval.analysis.values import first_ends
from retrieval.model import StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.hashes import distinct
from retrieval.percolate.ragged import Ints
from retrieval.percolate.words import Words
from retrieval.query.filter.clause import Field
from retrieval.query.filter.filter import Texts, in_period

Atoms = NDArray[np.uint32]
FIELDS = tuple(Field)
"""An atom is the word's number times so many as there are, and the field's place here."""
PLACES = {field: place for place, field in enumerate(FIELDS)}


@dataclass(frozen=True, eq=False)
class PreparedArticle:
    """An article as all layers read it.

    ``text`` is the compact text of all its words, the title's up to ``title_end``; ``credited`` are
    the compact names it is credited to, ``places`` the labels of its pages, ``papers`` the compact
    names of its papers, one a line.
    ``addressed`` are the aliases of the names that stand in it, each with these names; ``values``
    are its value terms, each with where it first ends. Relative
    days count from ``today``.
    """

    stored: StoredArticle
    today: date

    text: str
    title_end: int
    credited: frozenset[str]
    places: frozenset[str]
    papers: str
    names: Gazetteer
    addressed: dict[str, set[str]]
    values: dict[str, int]

    @classmethod
    def of(cls, stored: StoredArticle, names: Gazetteer, today: date) -> Self:
        """Read an article."""
        texts = Texts(stored)
        text = texts[Field.ANYWHERE]
        return cls(
            stored,
            today,
            text,
            len(texts[Field.TITLE]),
            frozenset(texts[Field.REPORTER].split("\n")),
            frozenset(texts[Field.PAGE].split("\n")),
            texts[Field.PAPER],
            names,
            names.addressed(text),
            first_ends(text),
        )

    @cached_property
    def respelled(self) -> Respelled:
        """The text with each number in one spelling, made when it is first needed."""
        return respelled(self.text)


def standing(words: Words, periods: Sequence[tuple[int, str]], story: PreparedArticle) -> Atoms:
    """Return the atoms of some words that stand in an article, each once, rising.

    ``periods`` are those of them, with their numbers, that are asked for as dates.
    """
    numbers, ends = words.standing(story.text)
    meant = np.array(
        [*_meant(words, story), *words.spelled(story.text, story.values, lambda: story.respelled)],
        np.int64,
    ).reshape(-1, 2)
    found = (np.append(numbers, meant[:, 0]), np.append(ends, meant[:, 1]))
    held = [_atoms(_in_field(field, found, words, story), field) for field in FIELDS]
    dated = [number for number, word in periods if in_period(word, story.stored, story.today)]
    held.append(_atoms(np.array(dated, np.int64), Field.DATE))
    return distinct(np.concatenate(held))


def _atoms(numbers: Ints, field: Field) -> Atoms:
    """Return the atoms of some words in a field."""
    return (numbers * len(FIELDS) + PLACES[field]).astype(np.uint32)


def _in_field(field: Field, found: tuple[Ints, Ints], words: Words, story: PreparedArticle) -> Ints:
    """Return the numbers of the words that hold in a field.

    Each field of a filter has its case here. Dates are no words of the text: they are decided once
    for each that is asked for, by `standing`.
    """
    numbers, ends = found
    match field:
        case Field.ANYWHERE:
            return numbers
        case Field.TITLE:
            return numbers[ends <= story.title_end]
        case Field.REPORTER:
            return _numbers(words, story.credited)
        case Field.PAGE:
            return _numbers(words, story.places)
        case Field.PAPER:
            return words.standing(story.papers)[0]
        case Field.DATE:
            return _numbers(words, ())


def _numbers(words: Words, having: Iterable[str]) -> Ints:
    numbers = map(words.number, having)
    return np.array([number for number in numbers if number is not None], np.int64)


def _meant(words: Words, story: PreparedArticle) -> Iterator[tuple[int, int]]:
    """Yield the words that are an alias of a name in the article, and where the first one ends.

    We go from the names that stand in the article to their aliases, not from the words to the names
    they may stand for: those are few, and these may be as many as the filters. Of an alias that
    is asked for, the names decide, as for a filter.
    """
    for alias, bearers in story.addressed.items():
        number = words.number(alias)
        if number is not None:
            named = bearers.intersection(map(compact_text, story.names.aliased(alias)))
            ends = [story.text.index(name) + len(name) for name in named]
            if ends:
                yield number, min(ends)

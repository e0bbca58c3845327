"""Which atoms stand in an article: the one place where fields are told apart.

An atom is a word in a field, as one number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.normalise import compact_text
from retrieval.filter import Field, Texts
from retrieval.model import Article
from retrieval.names.hashes import distinct
from retrieval.names.overlay import Names
from retrieval.percolate.stretches import Ints
from retrieval.percolate.words import Words

Atoms = NDArray[np.uint32]
FIELDS = tuple(Field)
"""An atom is the word's number times so many as there are, and the field's place here."""
PLACES = {field: place for place, field in enumerate(FIELDS)}


@dataclass(frozen=True, eq=False)
class Story:
    """An article as all layers read it.

    ``text`` is the compact text of all its words, the title's up to ``title_end``; ``credited`` are
    the compact names it is credited to. ``addressed`` are the aliases of the names that stand in
    it, each with these names.
    """

    text: str
    title_end: int
    credited: frozenset[str]
    names: Names
    addressed: dict[str, set[str]]

    @classmethod
    def of(cls, article: Article, names: Names) -> Self:
        """Read an article."""
        texts = Texts(article)
        text = texts[Field.ANYWHERE]
        return cls(
            text,
            len(texts[Field.TITLE]),
            frozenset(texts[Field.REPORTER].split("\n")),
            names,
            names.addressed(text),
        )


def standing(words: Words, story: Story) -> Atoms:
    """Give the atoms of some words that stand in an article, each once, rising."""
    numbers, ends = words.standing(story.text)
    meant = np.array(list(_meant(words, story)), np.int64).reshape(-1, 2)
    found = (np.append(numbers, meant[:, 0]), np.append(ends, meant[:, 1]))
    held = [_atoms(_in_field(field, found, words, story), field) for field in FIELDS]
    return distinct(np.concatenate(held))


def _atoms(numbers: Ints, field: Field) -> Atoms:
    """Give the atoms of some words in a field."""
    return (numbers * len(FIELDS) + PLACES[field]).astype(np.uint32)


def _in_field(field: Field, found: tuple[Ints, Ints], words: Words, story: Story) -> Ints:
    """Give the numbers of the words that hold in a field.

    Each field of a filter has its case here. One that asks for no words of the text (a day, a page)
    is decided directly: for those of its values that the article has, or once for each value that
    is asked for, however many filters ask for it.
    """
    numbers, ends = found
    match field:
        case Field.ANYWHERE:
            return numbers
        case Field.TITLE:
            return numbers[ends <= story.title_end]
        case Field.REPORTER:
            credited = (words.number(name) for name in story.credited)
            return np.array([number for number in credited if number is not None], np.int64)


def _meant(words: Words, story: Story) -> Iterator[tuple[int, int]]:
    """Give the words that are an alias of a name in the article, and where the first one ends.

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

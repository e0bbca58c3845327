"""A filter, and whether an article passes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from retrieval.analysis.bounds import standing
from retrieval.analysis.day_numbers import DayNumbers, day_numbers
from retrieval.analysis.labels import asked_as, place_of
from retrieval.analysis.normalise import compact_text
from retrieval.model import StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.filter.clause import Clause, Field
from retrieval.query.filter.parse import clauses
from retrieval.query.filter.periods import period
from retrieval.query.filter.spelled import is_spelled


@dataclass(frozen=True, slots=True)
class Filter:
    """Clauses, all of which must hold; without one that is not excluded, nothing passes."""

    clauses: tuple[Clause, ...]

    @classmethod
    def parse(cls, text: str) -> "Filter":
        """Return the filter that a text is; any text is one.

        Only so many code points and words are read: see `retrieval.query.filter.parse`.
        """
        return cls(tuple(clauses(text)))

    def __str__(self) -> str:
        """Return it as text that parses to the same filter."""
        return " ".join(map(str, self.clauses))

    @property
    def required(self) -> tuple[Clause, ...]:
        """The clauses that are not excluded."""
        return tuple(clause for clause in self.clauses if not clause.excluded)

    @property
    def words(self) -> tuple[str, ...]:
        """The compact strings that are to stand in texts, in order."""
        text = (Field.ANYWHERE, Field.TITLE)
        return tuple(w for clause in self.required if clause.field in text for w in clause.words)

    def matches(self, stored: StoredArticle, names: Gazetteer, today: date) -> bool:
        """Return whether an article passes.

        ``names`` know what an alias stands for; relative days count from ``today``.
        """
        texts = Texts(stored)
        return bool(self.required) and all(
            _holds(clause, texts, names, today) is not clause.excluded for clause in self.clauses
        )


class Texts:
    """An article's compact texts by field, each made when it is first needed.

    Each part of a field is a line; ANYWHERE begins with the title. PAGE has all that the pages may
    be asked for by.
    """

    def __init__(self, stored: StoredArticle) -> None:
        self.stored = stored
        self._texts: dict[Field, str] = {}

    def __getitem__(self, field: Field) -> str:
        if field not in self._texts:
            self._texts[field] = "\n".join(self._parts(field))
        return self._texts[field]

    def _parts(self, field: Field) -> Iterable[str]:
        article = self.stored.article
        if field is Field.PAGE:
            places = map(place_of, labels_of(self.stored))
            return (asked for place in places for asked in asked_as(place))
        if field is Field.PAPER:
            return (compact_text(one.paper) for one in self.stored.printings if one.paper)
        if field is Field.REPORTER:
            credited = (*article.reporters, *article.correspondents, *article.photographers)
            return map(compact_text, credited)
        title = (article.title, article.subtitle or "")
        paragraphs = () if field is Field.TITLE else article.paragraphs
        return map(compact_text, (*title, *paragraphs))


def labels_of(stored: StoredArticle) -> tuple[str, ...]:
    """Return the labels of an article's pages: its own, or else its printings'."""
    own = stored.article.page
    return (own,) if own else tuple(one.page for one in stored.printings if one.page)


def days_of(stored: StoredArticle) -> DayNumbers:
    """Return the day that an article tells and its issues' days, 0 for those unknown."""
    return day_numbers([stored.article.date, *(one.date for one in stored.printings)])


def in_period(word: str, stored: StoredArticle, today: date) -> bool:
    """Return whether an article tells of, or was printed, when the word of a DATE clause means."""
    when = period(word, today)
    return when is not None and bool(when.among(days_of(stored)).any())


def _holds(clause: Clause, texts: Texts, names: Gazetteer, today: date) -> bool:
    if clause.field is Field.DATE:
        return any(in_period(word, texts.stored, today) for word in clause.words)
    text = texts[clause.field]
    if clause.field in (Field.REPORTER, Field.PAGE):
        lines = text.split("\n")
        return any(word in lines for word in clause.words)
    if clause.field is Field.PAPER:
        return any(standing(word).search(text) for word in clause.words)
    return any(_stands(word, text, names) for word in clause.words)


def _stands(word: str, text: str, names: Gazetteer) -> bool:
    if standing(word).search(text):
        return True
    if any(compact_text(name) in text for name in names.aliased(word)):
        return True
    return is_spelled(word, text)

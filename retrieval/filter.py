"""Which articles are to be shown: a **Filter**, as /search and alerts use it.

A filter is written as words with spaces between them. An article passes if every word stands in it:

- a word (``食品``, ``5000``; ``open source`` is two) as one contiguous compact string anywhere in
  the title, subtitle or paragraphs, letters and digits at word bounds; or, where it is a learnt
  alias (樊书记), the name it stands for;
- ``"two words"`` (also “…”, 「…」, 『…』) as one string, spaces and all;
- ``甲|乙`` if one of them stands;
- ``-词`` if it does not stand (a minus only at the head of a word);
- ``记者:景静`` if the article is credited to that name; ``标题:词`` if the word stands in
  the title.

Full-width signs do the same. Numbers are words: nothing here counts pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from retrieval.analysis.normalise import HAN, compact, compact_text, fold
from retrieval.model import Article
from retrieval.names.overlay import Names


class Field(StrEnum):
    """Where a word must stand."""

    ANYWHERE = "anywhere"
    TITLE = "title"
    REPORTER = "reporter"


@dataclass(frozen=True, slots=True)
class Clause:
    """Compact strings, none empty, of which one must stand in the field, or, excluded, none may."""

    words: tuple[str, ...]
    field: Field = Field.ANYWHERE
    excluded: bool = False


LETTER = re.compile(rf"[^\W_{HAN}]")
"""A letter or digit: at the ends of a word it wants a bound."""
LEFT = re.compile(rf"(?<!{LETTER.pattern})(?<!\d[.,])")
RIGHT = re.compile(rf"(?!{LETTER.pattern})(?![.,]\d)")
"""The bounds of words; nothing wide."""

_FIELDS = {"记者": Field.REPORTER, "标题": Field.TITLE}
_QUOTES = str.maketrans("“”「」『』„‟«»", '""""""""""')
_PART = re.compile(
    r"(?P<minus>(?<!\S)-(?=\S))?(?:(?P<field>记者|标题):\s*)?"
    r'(?P<words>(?:"[^"]*"|[^\s"|])+(?:\s*\|\s*(?:"[^"]*"|[^\s"|])+)*)'
)


@dataclass(frozen=True, slots=True)
class Filter:
    """The clauses of a filter, all of which must hold; one without clauses lets nothing pass."""

    clauses: tuple[Clause, ...]

    @classmethod
    def parse(cls, text: str) -> "Filter":
        """Read a filter; any text is one. What holds no letter, digit or character is left out."""
        folded = fold(text.translate(_QUOTES)).text
        return cls(tuple(_clauses(folded)))

    @property
    def words(self) -> tuple[str, ...]:
        """The compact strings that are asked for, in order; none of those excluded."""
        return tuple(word for one in self.clauses if not one.excluded for word in one.words)

    def matches(self, article: Article, names: Names) -> bool:
        """Tell whether an article passes; `names` tell what an alias stands for."""
        wanted = any(not clause.excluded for clause in self.clauses)
        texts = Texts(article)
        return wanted and all(_holds(clause, texts, names) for clause in self.clauses)


class Texts:
    """An article's compact texts by field, each made when it is first needed.

    Parts are lines. The title's text opens the one of all.
    """

    def __init__(self, article: Article) -> None:
        self._article = article
        self._texts: dict[Field, str] = {}

    def __getitem__(self, field: Field) -> str:
        if field not in self._texts:
            self._texts[field] = "\n".join(map(compact_text, self._parts(field)))
        return self._texts[field]

    def _parts(self, field: Field) -> tuple[str, ...]:
        article = self._article
        if field is Field.REPORTER:
            return (*article.reporters, *article.correspondents, *article.photographers)
        title = (article.title, article.subtitle or "")
        return title if field is Field.TITLE else (*title, *article.paragraphs)


def _clauses(folded: str) -> Iterator[Clause]:
    for match in _PART.finditer(folded):
        alternatives = (_bare(word) for word in _apart(match["words"]))
        words = tuple(word for word in alternatives if re.search(r"\w", word))
        if words:
            field = _FIELDS.get(match["field"] or "", Field.ANYWHERE)
            yield Clause(words, field, excluded=match["minus"] is not None)


def _apart(words: str) -> Iterator[str]:
    """Cut at the bars that stand outside of quotes."""
    return (part for part in re.split(r'\|(?=(?:[^"]*"[^"]*")*[^"]*$)', words))


def _bare(word: str) -> str:
    return compact(word.replace('"', " ")).text.strip().strip(",.;:!?、。()[]《》<>")


def _holds(clause: Clause, texts: Texts, names: Names) -> bool:
    text = texts[clause.field]
    if clause.field is Field.REPORTER:
        credited = text.split("\n")
        stands = any(word in credited for word in clause.words)
    else:
        stands = any(_stands(word, text, names) for word in clause.words)
    return stands is not clause.excluded


def _stands(word: str, text: str, names: Names) -> bool:
    if standing(word).search(text):
        return True
    return any(compact_text(name) in text for name in names.aliased(word))


@lru_cache(maxsize=1 << 12)
def standing(word: str) -> re.Pattern[str]:
    """Match a compact string, its letters and digits at word bounds (``5000`` is not in 15000)."""
    left = LEFT.pattern if LETTER.match(word) else ""
    right = RIGHT.pattern if LETTER.match(word[-1:]) else ""
    return re.compile(left + re.escape(word) + right)

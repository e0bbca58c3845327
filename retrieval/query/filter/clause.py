"""A **clause**: words of a filter, and the field of the article that they are held against."""

import re
from dataclasses import dataclass
from enum import StrEnum

from retrieval.query.filter.periods import is_period


class Field(StrEnum):
    """What of an article a word is held against."""

    ANYWHERE = "anywhere"
    TITLE = "title"
    REPORTER = "reporter"
    DATE = "date"
    PAGE = "page"
    PAPER = "paper"


FIELDS = {
    "记者": Field.REPORTER,
    "标题": Field.TITLE,
    "日期": Field.DATE,
    "版": Field.PAGE,
    "报纸": Field.PAPER,
    "reporter": Field.REPORTER,
    "title": Field.TITLE,
    "date": Field.DATE,
    "page": Field.PAGE,
    "paper": Field.PAPER,
}
"""What is written before a colon; the first one of a field is how a clause is written."""
_WRITTEN = {field: name for name, field in reversed(FIELDS.items())}
_APART = re.compile(r"[\s|,;:!?、。()\[\]-]")


@dataclass(frozen=True, slots=True)
class Clause:
    """Words, none empty, of which one must hold in the field, or, excluded, none may.

    They are compact strings. A DATE's are as typed, so that 上周 means the week before the day it
    is looked at; a PAGE's are as `retrieval.analysis.labels.place_of` returns them.
    """

    words: tuple[str, ...]
    field: Field = Field.ANYWHERE
    excluded: bool = False

    def __str__(self) -> str:
        """Return it as a filter is typed."""
        name = _WRITTEN.get(self.field)
        words = "|".join(f'"{word}"' if self._is_quoted(word) else word for word in self.words)
        return ("-" if self.excluded else "") + (f"{name}:{words}" if name else words)

    def _is_quoted(self, word: str) -> bool:
        if self.field is Field.ANYWHERE and is_period(word):
            return True
        return (
            _APART.search(word.replace("-", "") if self.field is Field.DATE else word) is not None
        )

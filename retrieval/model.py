"""The words of the field, as frozen values that pass between the rooms.

A **Bulletin** is one issue's page as it came in; its **Articles** are what a reader would point at:
a headline, who wrote it, paragraphs. Archived, an article becomes a `StoredArticle`: kept once,
whatever number of bulletins print it (its **Printings**). It is retrieved by **Passages**, and what
is shown of one is a **Snippet** with its **Citation**; these make a **Hit**. An **Answer** is hits,
or a stated reason why there are none.

All offsets are half-open and count Unicode code points. Texts are as printed: nothing is folded,
reworded or generated here.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, NamedTuple, Self


class Span(NamedTuple):
    """A half-open stretch ``[start, end)`` of a text, in code points."""

    start: int
    end: int


def merged(spans: Iterable[Span]) -> list[Span]:
    """Put spans in order, those that touch or overlap made one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


class Evidence(StrEnum):
    """Where a part of a date is known from."""

    TEXT = "text"  # printed in the report itself
    PAGE = "page"  # printed on the page, outside the report
    PATH = "path"  # in the name of the file or of its folder


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A day as far as it is known, and how it is known; a year is never invented.

    ``year`` and ``year_from`` are None together. A day reckoned from 昨日 or 今日 has the issue
    date's evidence. ``str()`` gives ``YYYY-MM-DD``, or ``MM-DD`` where the year is unknown.
    """

    month: int
    day: int
    day_from: Evidence
    year: int | None = None
    year_from: Evidence | None = None

    def __str__(self) -> str:
        known = f"{self.month:02d}-{self.day:02d}"
        return known if self.year is None else f"{self.year:04d}-{known}"


@dataclass(frozen=True, slots=True, order=True)
class DayNumber:
    """A day as the number yyyymmdd: such numbers are in the order of days.

    A day whose year is unknown is 0000mmdd, before all days with a year; no day is 0. Arrays hold
    ``value`` (see `retrieval.analysis.day_numbers`). ``str()`` gives what a `PrintedDate` does.
    """

    value: int

    MONTH: ClassVar[int] = 100
    YEAR: ClassVar[int] = 10_000

    @classmethod
    def of(cls, day: PrintedDate | dt.date | None) -> Self:
        """Return the number of a date, 0 for None."""
        return cls(0) if day is None else cls.at(day.year, day.month, day.day)

    @classmethod
    def at(cls, year: int | None, month: int, day: int) -> Self:
        """Return the number of a day, which the calendar need not have (31 June)."""
        return cls((year or 0) * cls.YEAR + month * cls.MONTH + day)

    @property
    def year(self) -> int:
        """The year, 0 where it is unknown."""
        return self.value // self.YEAR

    @property
    def month(self) -> int:
        """The month from 1, 0 of no day."""
        return self.value % self.YEAR // self.MONTH

    @property
    def day(self) -> int:
        """The day of the month from 1, 0 of no day."""
        return self.value % self.MONTH

    def in_year(self, year: int) -> Self:
        """Return the same month and day in a year."""
        return type(self).at(year, self.month, self.day)

    def back(self, days: int) -> Self:
        """Return the day so many days before; ValueError where the calendar has none such."""
        day = dt.date(self.year, self.month, self.day)
        return type(self).of(day - dt.timedelta(days))

    def __str__(self) -> str:
        known = f"{self.month:02d}-{self.day:02d}"
        return f"{self.year:04d}-{known}" if self.year else known


@dataclass(frozen=True, slots=True)
class Article:
    """One story as printed.

    ``title`` is the whole headline, its parts joined by one space; ``subtitle`` repeats its second
    part where that can be told apart. Names are without padding (``张娅`` for ``张  娅``), in the
    order printed. ``paragraphs`` hold the body without bylines, none of them empty.
    """

    title: str
    subtitle: str | None = None
    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    source: str | None = None
    date: PrintedDate | None = None
    page: str | None = None
    paragraphs: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The paragraphs, one a line; what passages' offsets count in."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A page of an issue as read from one file, its articles in page order.

    ``name`` is what a citation calls it: the paper's printed name if the page has one, or else the
    file's name without its ending. ``date`` is the issue's, always with its year, or None.
    """

    name: str
    date: PrintedDate | None = None
    page: str | None = None
    articles: tuple[Article, ...] = ()


class NoteKind(StrEnum):
    """What reading did with a line that a person may want to check."""

    DROPPED = "dropped"
    JOINED = "joined"
    WARNING = "warning"


class Reason(StrEnum):
    """Why reading dropped or joined what it did."""

    PAGE_LABEL = "page label"
    NAVIGATION = "navigation"
    MASTHEAD = "masthead"
    PAGE_NUMBER = "page number"
    JUMP = "jump to another page"
    STAFF = "staff of the page"
    CONTACT = "contact"
    RIGHTS = "rights"
    QR_CODE = "QR code"
    BYLINE = "byline"
    IMAGE = "image"
    RULE = "rule"
    TABLE_RULE = "table rule"
    EMPTY_HEADING = "empty heading"
    MARKUP = "markup without words"
    CUT = "cut sentence"


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """One thing that reading did at a line (from 1) of the decoded page, and why.

    A join stands at the line where the text goes on; ``above`` is the line that it goes on from.
    """

    line: int
    kind: NoteKind
    text: str
    reason: Reason
    above: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A page read, and what was dropped or joined on the way, by line."""

    bulletin: Bulletin
    notes: tuple[ReadingNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Printing:
    """Where an archived article was printed: the bulletin, and its place on the page (from 0)."""

    page_id: int
    bulletin: str
    date: PrintedDate | None
    page: str | None
    position: int


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the archive: an id that lasts, and its printings, newest first, one or more."""

    id: int
    article: Article
    printings: tuple[Printing, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is retrieved: ``text`` stands at ``span`` of its article's ``body``."""

    article_id: int
    ordinal: int
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a passage, and the matches in it (in order, without overlaps)."""

    text: str
    highlights: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where words were printed: enough to find them on paper, and the article's id.

    ``date`` is the day that the story itself tells, ``issued`` that of the bulletin.
    """

    article_id: int
    title: str
    subtitle: str | None
    reporters: tuple[str, ...]
    date: PrintedDate | None
    bulletin: str
    page: str | None
    issued: PrintedDate | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers, best sentence first in view; ``rank`` counts all hits from 1."""

    rank: int
    score: float
    passage: Passage
    snippet: Snippet
    citation: Citation


class AnswerKind(StrEnum):
    """What sort of reply a question got."""

    PASSAGES = "passages"  # the passages that match, best first
    LISTING = "listing"  # articles by their fields: a reporter's, a day's, an issue's
    NOTHING = "nothing"  # the archive does not say
    COURTESY = "courtesy"  # a greeting, thanks or noise: no question


class Order(StrEnum):
    """How hits are ordered."""

    RELEVANCE = "relevance"  # the best first
    NEWEST = "newest"  # the newest issue first, its pages in order


class RemarkKind(StrEnum):
    """What an answer adds in words; the values that each takes, in order."""

    SPELLING = "spelling"  # as typed, as searched for
    ALIAS = "alias"  # as typed, the name it stands for
    RELAXED = "relaxed"  # /search found no article with all the words; tried as a question
    WRITTEN_BY = "written_by"  # title, names (the article's byline)
    NO_BYLINE = "no_byline"  # title: the article names no reporter
    NO_ANSWER = "no_answer"  # nothing
    NO_REPORTER = "no_reporter"  # the name as typed: no story is credited to it
    NO_WORD = "no_word"  # the words as typed: they are nowhere in print
    NO_TITLE = "no_title"  # the words as typed: no title has them
    NO_DATE = "no_date"  # the days as typed: nothing is of them
    NO_PAGE = "no_page"  # the page as typed: nothing was printed on it
    NEAREST = "nearest"  # names near the one that the remark before says is nowhere
    DAYS = "days"  # the archive's first day, its last
    PAGES = "pages"  # the pages that there are
    SUGGESTION = "suggestion"  # other words to look for, which are answered
    EMPTY_ARCHIVE = "empty_archive"  # nothing
    GREETING = "greeting"  # nothing
    THANKS = "thanks"  # nothing
    FAREWELL = "farewell"  # nothing
    ABOUT = "about"  # nothing: who are you, what can you do
    NOISE = "noise"  # nothing: no words that could be looked for
    TOO_LONG = "too_long"  # the longest question that is read, in characters


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say beside the hits, without its wording: texts belong to who shows them."""

    kind: RemarkKind
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to ``question``.

    ``hits`` are best first (a listing: newest or page order first, each article once), those of the
    page that was asked for; ``total`` counts all that matched, shown or not. ``nearest`` are the
    headlines offered when there is no answer. COURTESY and NOTHING have no hits.
    """

    question: str
    kind: AnswerKind
    hits: tuple[Hit, ...] = ()
    total: int = 0
    nearest: tuple[Citation, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether there is something printed to show."""
        return self.kind in (AnswerKind.PASSAGES, AnswerKind.LISTING)

"""The words of the field, as frozen values that pass between the rooms.

A **Bulletin** is one issue's page as it came in; its **Articles** are what a reader would point at:
a headline, who wrote it, paragraphs. Archived, an article becomes a `StoredArticle`: kept once,
whatever number of bulletins print it (its **Printings**). It is retrieved by **Passages**, and what
is shown of one is a **Snippet** with its **Citation**; these make a **Hit**. An **Answer** is hits,
or a stated reason why there are none.

All offsets are half-open and count Unicode code points. Texts are as printed: nothing is folded,
reworded or generated here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from retrieval.model.doubts import Doubt
from retrieval.model.issues import Front, Issue, Paper
from retrieval.model.lines import SeenLine, StoryLines


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

    ``paper`` is the paper's name, from the page, a folder or a setting, never a file's name; None
    where it is unknown. ``date`` is the issue's, always with its year, or None; ``page`` the label
    (``A03版``), ``section`` what the page is called beside it (``民生``).
    """

    paper: str | None = None
    date: PrintedDate | None = None
    page: str | None = None
    articles: tuple[Article, ...] = ()
    section: str | None = None


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
    FURNITURE = "furniture"
    HABIT = "the paper prints it on its pages"


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
    """A page read, what was dropped or joined on the way, by line, and what is in doubt of it.

    ``seen`` are its short lines, each shape once, as they read by themselves; ``left_out`` are the
    shapes of those that were left out because the paper is known to print them. ``places`` has an
    entry for each article.
    """

    bulletin: Bulletin
    notes: tuple[ReadingNote, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    seen: tuple[SeenLine, ...] = ()
    left_out: tuple[str, ...] = ()
    places: tuple[StoryLines, ...] = ()


@dataclass(frozen=True, slots=True)
class Printing:
    """Where an archived article was printed: the issue, and its place on the page (from 0).

    ``section`` is what the page is called beside its label. What is on a page that is ``held`` back
    is found, but is never the newest and in no list of issues.
    """

    page_id: int
    paper: str | None
    date: PrintedDate | None
    page: str | None
    position: int
    section: str | None = None
    held: bool = False


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
    """A stretch of a passage, and the matches in it (in order, without overlaps).

    ``sentence`` is the one that answers, where it is known; ``facts`` stand in it: the sum, the
    time, the name that is asked for, as far as they can be told by their form.
    """

    text: str
    highlights: tuple[Span, ...] = ()
    facts: tuple[Span, ...] = ()
    sentence: Span | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where words were printed: enough to find them on paper, and the article's id.

    ``date`` is the day that the story itself tells, ``issued`` that of the issue. ``paper`` is None
    where its name is unknown, and has to be named where the archive has ``several_papers``.
    """

    article_id: int
    title: str
    subtitle: str | None
    reporters: tuple[str, ...]
    date: PrintedDate | None
    paper: str | None
    page: str | None
    issued: PrintedDate | None = None
    several_papers: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers, best sentence first in view; ``rank`` counts all hits from 1.

    Where hits are stories (see `retrieval.model.stories`), ``further`` are its other passages that
    do, best first.
    """

    rank: int
    score: float
    passage: Passage
    snippet: Snippet
    citation: Citation
    further: tuple["Hit", ...] = ()


class AnswerKind(StrEnum):
    """What sort of reply a question got."""

    PASSAGES = "passages"  # the passages that match, best first
    LISTING = "listing"  # articles by their fields: a reporter's, a day's, an issue's
    NOTHING = "nothing"  # the archive does not say
    DATES = "dates"  # the issues that there are
    PAPERS = "papers"  # the papers that there are
    COURTESY = "courtesy"  # a greeting, thanks or noise: no question


class Band(StrEnum):
    """How sure an answer is."""

    ANSWER = "answer"  # what is shown says what is asked
    NEAREST = "nearest"  # print does not say it; what is shown is nearest to it
    NOTHING = "nothing"  # a courtesy, or no telling word of it is in print


class Order(StrEnum):
    """How hits are ordered."""

    RELEVANCE = "relevance"  # the best first
    NEWEST = "newest"  # the newest issue first, its pages in order


class RemarkKind(StrEnum):
    """What an answer adds in words; the values that each takes, in order."""

    SPELLING = "spelling"  # as typed, as searched for
    ALIAS = "alias"  # as typed, the name it stands for
    LOOKED_FOR = "looked_for"  # what of an English question stands in print: it was looked for
    RELAXED = "relaxed"  # /search found no article with all the words; tried as a question
    WRITTEN_BY = "written_by"  # title, names (the article's byline)
    NO_BYLINE = "no_byline"  # title: the article names no reporter
    COUNTED = "counted"  # how many stories, of what: as /search has it
    COUNTED_ALL = "counted_all"  # how many stories there are
    SPAN = "span"  # the first and the last day of what is counted, or its only day
    NOT_BY = "not_by"  # names, how many stories they did not write
    STAFF = "staff"  # how many people write; some, each with the number of their stories
    STAFF_BESIDE = "staff_beside"  # beside whom; some who write, as in STAFF
    WROTE_MOST = "wrote_most"  # names of who wrote most, how many stories each
    RUNNERS_UP = "runners_up"  # who wrote most after them, as in STAFF
    NO_ANSWER = "no_answer"  # nothing
    NOT_SAID = "not_said"  # nothing: what is asked is not printed; what follows is nearest to it
    NO_REPORTER = "no_reporter"  # the name as typed: no story is credited to it
    NO_WORD = "no_word"  # the words as typed: they are nowhere in print
    NO_TITLE = "no_title"  # the words as typed: no title has them
    NO_DATE = "no_date"  # the days as typed: nothing is of them
    NO_PAGE = "no_page"  # the page as typed: nothing was printed on it
    NO_PAPER = "no_paper"  # the paper as typed: the archive has none of that name
    PAPERS = "papers"  # the papers that there are
    NO_ISSUE = "no_issue"  # the issue asked for, by paper and day: there is none
    NEAR_ISSUES = "near_issues"  # the issues before and after, by paper and day
    ISSUE = "issue"  # the issue shown, by paper and day
    NEWEST_ISSUE = "newest_issue"  # the newest issue, which is shown, by paper and day
    NEWEST_UNDATED = "newest_undated"  # nothing: the newest issue is shown, and prints no day
    ISSUES = "issues"  # the first issue that there is and the newest, by paper and day
    NO_ISSUES = "no_issues"  # nothing: what is stored has no dates
    NO_NAMES = "no_names"  # nothing: no paper's name is known
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
    page that was asked for; ``total`` counts all that matched, shown or not: passages or, where
    hits are stories, these. ``doubtful`` hits do not say what is asked, but are nearest to it.
    ``nearest`` are the headlines offered where there are no hits. COURTESY and NOTHING have no
    hits.

    ``issues`` are those that a listing shows stories of, that there are (DATES), or that are
    nearest to a day without one; ``papers`` those that there are (PAPERS). Of a listing by a day,
    the first ``own`` of all are printed in these issues, and the others tell of the day elsewhere;
    None where it is no such listing. ``front`` belongs to a listing of one whole issue.
    """

    question: str
    kind: AnswerKind
    hits: tuple[Hit, ...] = ()
    total: int = 0
    nearest: tuple[Citation, ...] = ()
    remarks: tuple[Remark, ...] = ()
    issues: tuple[Issue, ...] = ()
    papers: tuple[Paper, ...] = ()
    own: int | None = None
    front: Front | None = None
    doubtful: bool = False

    @property
    def band(self) -> Band:
        """How sure the answer is; NOTHING where there is none."""
        if self.kind in (AnswerKind.NOTHING, AnswerKind.COURTESY):
            return Band.NOTHING
        return Band.NEAREST if self.doubtful else Band.ANSWER

    @property
    def answered(self) -> bool:
        """Whether what is asked is printed."""
        return self.band is Band.ANSWER

    def page(self, start: int, limit: int) -> "Answer":
        """Return it with those alone of its hits that are among ``[start, start + limit)`` of all.

        Which they are their ranks say; hits that it does not have are none of them.
        """
        own = tuple(hit for hit in self.hits if start < hit.rank <= start + limit)
        return replace(self, hits=own)

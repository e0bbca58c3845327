"""The JSON that commands print with ``--json``: UTF-8, nothing escaped that need not be.

What stands here is read by other people's programs: a key is never renamed or taken away.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click
import msgspec

from bot.cli.terminal import said
from bot.messages.doubts import doubt_text
from bot.model import NotSentList
from bot.model.inbox import NotRead
from retrieval.model import Answer, Article, Band, Bulletin, Hit, PrintedDate, Span
from retrieval.model.issues import DayNumber
from retrieval.model.pages import PageName, PageOutcome

if TYPE_CHECKING:  # `parse` prints these shapes, and loads no archive
    from bot.cli.asked_shapes import FiguresShape, UnansweredShape
    from bot.cli.search_shapes import SearchIndexShape
    from retrieval.archive import Addition, Reread


@dataclass(frozen=True, slots=True)
class ArticleShape:
    """An article as ``parse`` prints it; ``date`` is ``YYYY-MM-DD``, ``MM-DD`` or null.

    ``doubts`` are those of its page, in words: each of the page's articles has all of them.
    """

    title: str
    subtitle: str | None
    reporters: tuple[str, ...]
    correspondents: tuple[str, ...]
    photographers: tuple[str, ...]
    source: str | None
    date: str | None
    paper: str | None
    issued: str | None
    page: str | None
    paragraphs: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HitShape:
    """A hit as ``ask`` prints it.

    ``text`` is the whole passage as printed; ``highlights`` are half-open stretches of ``snippet``,
    in code points. ``fact`` is what the question asks for as printed there, the first if there are
    several, or null where it can't be told by its form. ``other_issue`` is true of what was asked
    for by a day, tells of it, and was printed on another.
    """

    title: str
    subtitle: str | None
    reporter: str
    date: str | None
    bulletin: str
    paper: str | None
    issued: str | None
    page: str | None
    text: str
    snippet: str
    highlights: tuple[Span, ...]
    fact: str | None
    score: float
    other_issue: bool


@dataclass(frozen=True, slots=True)
class IssueShape:
    """An issue: what paper printed on a day, and how many articles."""

    paper: str | None
    issued: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class PaperShape:
    """A paper that the archive has; ``first`` and ``last`` are days, null where none is known."""

    paper: str
    issues: int
    articles: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class AnswerShape:
    """An answer as ``ask`` prints it; a greeting is not answered, its reply is the ``note``.

    ``band`` is answer, nearest or nothing; ``answered`` is true for the first of these. ``issues``
    are those that the results are from, where issues were asked for, or that there are; ``papers``
    those that there are, where that was asked. A message of several questions is answered as its
    first one, and has the answers to the others in ``then``. ``total`` counts what matches, of
    which the results may be a part.
    """

    q: str
    answered: bool
    band: Band
    note: str | None
    results: tuple[HitShape, ...]
    issues: tuple[IssueShape, ...] = ()
    papers: tuple[PaperShape, ...] = ()
    then: tuple["AnswerShape", ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class FailureShape:
    """An input of ``ingest`` that came to nothing."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class DoubtsShape:
    """What a person should look at in an input of ``ingest``, in words."""

    file: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageShape:
    """A stored page: its number, and what else is known of it; ``issued`` is ``YYYY-MM-DD``."""

    id: int
    paper: str | None
    issued: str | None
    page: str | None
    file: str | None


@dataclass(frozen=True, slots=True)
class OutcomeShape:
    """An input of ``ingest``, the page that it is now, and another.

    ``former`` is what that page was called before it was replaced or, where it is in doubt, the
    page whose new version it may be.
    """

    file: str
    page: PageShape
    former: PageShape


@dataclass(frozen=True, slots=True)
class IngestShape:
    """What ``ingest`` did, counted in articles; ``failed`` in inputs.

    ``doubts`` has the inputs with any, ``held`` those that wait to be released, ``left_out`` the
    files of folders that are no pages.
    """

    new: int
    changed: int
    unchanged: int
    failed: tuple[FailureShape, ...]
    replaced: tuple[OutcomeShape, ...]
    doubtful: tuple[OutcomeShape, ...]
    doubts: tuple[DoubtsShape, ...]
    held: tuple[str, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TitlesShape:
    """Two headlines: as stored and as read now, or those of two stories that are or were one."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RereadShape:
    """A page that reads otherwise than it is stored; all but ``left_out`` are headlines.

    ``split`` are stories (after) that were part of another (before), ``joined`` those (before) that
    are part of another now (after); ``left_out`` are lines that stories had and that are furniture
    now. ``renamed`` is what the page is called now, null where that stays.
    """

    page: PageShape
    renamed: PageShape | None
    retitled: tuple[TitlesShape, ...]
    changed: tuple[str, ...]
    split: tuple[TitlesShape, ...]
    joined: tuple[TitlesShape, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RereadingShape:
    """What ``reread`` found: ``pages`` counts those that were read again.

    ``changes`` are those that read otherwise, stored if ``applied``; ``without_text`` are the
    numbers of pages whose text was not kept.
    """

    applied: bool
    pages: int
    changes: tuple[RereadShape, ...]
    without_text: tuple[int, ...]
    failed: tuple[FailureShape, ...]


@dataclass(frozen=True, slots=True)
class FindingShape:
    """Something that ``check`` finds wrong; ``mendable`` by ``check --repair``."""

    what: str
    count: int
    mendable: bool


@dataclass(frozen=True, slots=True)
class WaitingShape:
    """Deliveries in a state; ``since`` is the oldest's moment, seconds of Unix time."""

    count: int
    since: int


@dataclass(frozen=True, slots=True)
class CheckShape:
    """What ``check`` found; ``schemas`` are migrations by room, ``outbox`` deliveries by state.

    ``set_aside`` are files of the inbox that were not read, ``not_sent`` alerts that failed for a
    fault of our own; they make nothing unsound. ``not_ready`` says why parts of a running bot don't
    work, by part, as ``/readyz`` does; empty where it can't be asked.
    """

    sound: bool
    pages: int
    articles: int
    printings: int
    schemas: Mapping[str, int]
    index: str
    outbox: Mapping[str, WaitingShape]
    findings: tuple[FindingShape, ...]
    given_back: tuple[PageShape, ...]
    set_aside: tuple[NotRead, ...]
    not_sent: NotSentList
    not_ready: Mapping[str, str]


def article_shape(article: Article, bulletin: Bulletin, doubts: tuple[str, ...]) -> ArticleShape:
    """Return an article of a bulletin as ``parse --json`` prints it."""
    return ArticleShape(
        article.title,
        article.subtitle,
        article.reporters,
        article.correspondents,
        article.photographers,
        article.source,
        _date(article.date),
        bulletin.paper,
        _date(bulletin.date),
        article.page,
        article.paragraphs,
        doubts,
    )


def ingest_shape(
    done: "Sequence[Addition]", failed: Sequence[FailureShape], left_out: Sequence[str] = ()
) -> IngestShape:
    """Return what was done as ``ingest --json`` prints it."""
    outcomes = [addition.outcome for addition in done if addition.outcome is not None]
    return IngestShape(
        sum(addition.new for addition in done),
        sum(addition.changed for addition in done),
        sum(addition.unchanged for addition in done),
        tuple(failed),
        tuple(_outcome_shape(one) for one in outcomes if one.replaced is not None),
        tuple(_outcome_shape(one) for one in outcomes if one.meant is not None),
        tuple(
            DoubtsShape(one.name, tuple(map(doubt_text, one.doubts))) for one in done if one.doubts
        ),
        tuple(one.name for one in done if one.currency.is_held),
        tuple(left_out),
    )


def reread_shape(one: "Reread") -> RereadShape:
    """Return what changes on a page as ``reread --json`` prints it."""
    return RereadShape(
        page_shape(one.page),
        None if one.renamed is None else page_shape(one.renamed),
        tuple(TitlesShape(*pair) for pair in one.retitled),
        one.changed,
        tuple(TitlesShape(*pair) for pair in one.split),
        tuple(TitlesShape(*pair) for pair in one.joined),
        one.new,
        one.gone,
        one.left_out,
    )


def _outcome_shape(outcome: PageOutcome) -> OutcomeShape:
    return OutcomeShape(outcome.path, page_shape(outcome.page), page_shape(outcome.former))


def page_shape(page: PageName) -> PageShape:
    """Return what a page is called, as JSON has it."""
    return PageShape(page.page_id, page.paper, page.issued, page.label, page.file)


def answer_shape(answer: Answer) -> AnswerShape:
    """Return the answer as ``ask --json`` prints it."""
    own = answer.total if answer.own is None else answer.own
    hits = tuple(_hit_shape(hit, other_issue=hit.rank > own) for hit in answer.hits)
    return AnswerShape(
        answer.question,
        answer.answered,
        answer.band,
        said(answer) or None,
        hits,
        tuple(IssueShape(one.paper, _day(one.day), one.articles) for one in answer.issues),
        tuple(
            PaperShape(one.name, one.issues, one.articles, _day(one.first), _day(one.last))
            for one in answer.papers
        ),
        total=answer.total,
    )


def answers_shape(message: str, answers: Sequence[Answer]) -> AnswerShape:
    """Return the answers to a message's questions, one or more, as ``ask --json`` prints them."""
    first, *others = map(answer_shape, answers)
    return replace(first, q=message, then=tuple(others))


def print_json(
    shape: "ArticleShape | AnswerShape | IngestShape | CheckShape | RereadingShape"
    " | UnansweredShape | FiguresShape | SearchIndexShape | Sequence[ArticleShape]",
) -> None:
    """Write one value on one line of standard output, in UTF-8 whatever the locale, and flush."""
    # Spaces and numbers are to stay as `json` writes them.
    click.echo(json.dumps(msgspec.to_builtins(shape), ensure_ascii=False).encode())


def _hit_shape(hit: Hit, *, other_issue: bool) -> HitShape:
    cited = hit.citation
    return HitShape(
        title=cited.title,
        subtitle=cited.subtitle,
        reporter=" ".join(cited.reporters),
        date=_date(cited.date),
        bulletin=cited.paper or "",
        paper=cited.paper,
        issued=_date(cited.issued),
        page=cited.page,
        text=hit.passage.text,
        snippet=hit.snippet.text,
        highlights=hit.snippet.highlights,
        fact=next((hit.snippet.text[start:end] for start, end in hit.snippet.facts), None),
        score=hit.score,
        other_issue=other_issue,
    )


def _day(day: DayNumber) -> str | None:
    return str(day) if day.value else None


def _date(date: PrintedDate | None) -> str | None:
    return None if date is None else str(date)

"""The JSON that commands print with ``--json``: UTF-8, nothing escaped that need not be.

What stands here is read by other people's programs: a key is never renamed or taken away.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import click
import msgspec

from bot.cli.terminal import said
from retrieval.model import Answer, Article, Hit, PrintedDate, Span


@dataclass(frozen=True, slots=True)
class ArticleShape:
    """An article as ``parse`` prints it; ``date`` is ``YYYY-MM-DD``, ``MM-DD`` or null."""

    title: str
    subtitle: str | None
    reporters: tuple[str, ...]
    correspondents: tuple[str, ...]
    photographers: tuple[str, ...]
    source: str | None
    date: str | None
    page: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HitShape:
    """A hit as ``ask`` prints it.

    ``text`` is the whole passage as printed; ``highlights`` are half-open stretches of ``snippet``,
    in code points.
    """

    title: str
    subtitle: str | None
    reporter: str
    date: str | None
    bulletin: str
    page: str | None
    text: str
    snippet: str
    highlights: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class AnswerShape:
    """An answer as ``ask`` prints it; a greeting is not answered, its reply is the ``note``."""

    q: str
    answered: bool
    note: str | None
    results: tuple[HitShape, ...]


@dataclass(frozen=True, slots=True)
class FailureShape:
    """An input of ``ingest`` that came to nothing."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestShape:
    """What ``ingest`` did, counted in articles; ``failed`` in inputs."""

    new: int
    changed: int
    unchanged: int
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
    """What ``check`` found; ``schemas`` are migrations by room, ``outbox`` deliveries by state."""

    sound: bool
    pages: int
    articles: int
    printings: int
    schemas: Mapping[str, int]
    index: str
    outbox: Mapping[str, WaitingShape]
    findings: tuple[FindingShape, ...]


def article_shape(article: Article) -> ArticleShape:
    """Return the article as ``parse --json`` prints it."""
    return ArticleShape(
        article.title,
        article.subtitle,
        article.reporters,
        article.correspondents,
        article.photographers,
        article.source,
        _date(article.date),
        article.page,
        article.paragraphs,
    )


def answer_shape(answer: Answer) -> AnswerShape:
    """Return the answer as ``ask --json`` prints it."""
    hits = tuple(_hit_shape(hit) for hit in answer.hits)
    return AnswerShape(answer.question, answer.answered, said(answer) or None, hits)


def print_json(
    shape: ArticleShape | AnswerShape | IngestShape | CheckShape | Sequence[ArticleShape],
) -> None:
    """Write one value on one line of standard output, in UTF-8 whatever the locale, and flush."""
    # Spaces and numbers are to stay as `json` writes them.
    click.echo(json.dumps(msgspec.to_builtins(shape), ensure_ascii=False).encode())


def _hit_shape(hit: Hit) -> HitShape:
    cited = hit.citation
    return HitShape(
        title=cited.title,
        subtitle=cited.subtitle,
        reporter=" ".join(cited.reporters),
        date=_date(cited.date),
        bulletin=cited.bulletin,
        page=cited.page,
        text=hit.passage.text,
        snippet=hit.snippet.text,
        highlights=hit.snippet.highlights,
        score=hit.score,
    )


def _date(date: PrintedDate | None) -> str | None:
    return None if date is None else str(date)

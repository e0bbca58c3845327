"""The JSON that commands print with ``--json``: UTF-8, nothing escaped that need not be.

What stands here is read by other people's programs: a key is never renamed or taken away.
"""

import json
from collections.abc import Sequence
from typing import TypedDict

import click

from bot.cli.terminal import said
from retrieval.model import Answer, Article, Hit, PrintedDate


class ArticleShape(TypedDict):
    """An article as ``parse`` prints it; ``date`` is ``YYYY-MM-DD``, ``MM-DD`` or null."""

    title: str
    subtitle: str | None
    reporters: list[str]
    correspondents: list[str]
    photographers: list[str]
    source: str | None
    date: str | None
    page: str | None
    paragraphs: list[str]


class HitShape(TypedDict):
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
    highlights: list[list[int]]
    score: float


class AnswerShape(TypedDict):
    """An answer as ``ask`` prints it; a greeting is not answered, its reply is the ``note``."""

    q: str
    answered: bool
    note: str | None
    results: list[HitShape]


class FailureShape(TypedDict):
    """An input of ``ingest`` that came to nothing."""

    file: str
    reason: str


class IngestShape(TypedDict):
    """What ``ingest`` did, counted in articles; ``failed`` in inputs."""

    new: int
    changed: int
    unchanged: int
    failed: list[FailureShape]


class FindingShape(TypedDict):
    """Something that ``check`` finds wrong; ``mendable`` by ``check --repair``."""

    what: str
    count: int
    mendable: bool


class WaitingShape(TypedDict):
    """Deliveries in a state; ``since`` is the oldest's moment, seconds of Unix time."""

    count: int
    since: int


class CheckShape(TypedDict):
    """What ``check`` found; ``schemas`` are migrations by room, ``outbox`` deliveries by state."""

    sound: bool
    pages: int
    articles: int
    printings: int
    schemas: dict[str, int]
    index: str
    outbox: dict[str, WaitingShape]
    findings: list[FindingShape]


def article_shape(article: Article) -> ArticleShape:
    """Return the article as ``parse --json`` prints it."""
    return {
        "title": article.title,
        "subtitle": article.subtitle,
        "reporters": list(article.reporters),
        "correspondents": list(article.correspondents),
        "photographers": list(article.photographers),
        "source": article.source,
        "date": _date(article.date),
        "page": article.page,
        "paragraphs": list(article.paragraphs),
    }


def answer_shape(answer: Answer) -> AnswerShape:
    """Return the answer as ``ask --json`` prints it."""
    return {
        "q": answer.question,
        "answered": answer.answered,
        "note": said(answer) or None,
        "results": [_hit_shape(hit) for hit in answer.hits],
    }


def print_json(
    shape: ArticleShape | AnswerShape | IngestShape | CheckShape | Sequence[ArticleShape],
) -> None:
    """Write one value on one line of standard output, in UTF-8 whatever the locale, and flush."""
    click.echo(json.dumps(shape, ensure_ascii=False).encode())


def _hit_shape(hit: Hit) -> HitShape:
    cited = hit.citation
    return {
        "title": cited.title,
        "subtitle": cited.subtitle,
        "reporter": " ".join(cited.reporters),
        "date": _date(cited.date),
        "bulletin": cited.bulletin,
        "page": cited.page,
        "text": hit.passage.text,
        "snippet": hit.snippet.text,
        "highlights": [list(span) for span in hit.snippet.highlights],
        "score": hit.score,
    }


def _date(date: PrintedDate | None) -> str | None:
    return None if date is None else str(date)

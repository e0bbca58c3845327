"""Retrieval sets in BEIR's form: documents, questions, and which documents answer which.

A set is a folder with ``corpus.jsonl`` (``id``, ``title``, ``text`` and, where known, ``date`` as
``YYYY-MM-DD``), ``queries.jsonl`` (``id``, ``text``) and ``qrels.tsv`` (question, document,
relevance; with a header line or without). BEIR's own ``_id`` is read for ``id``.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, islice
from pathlib import Path

from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle

_ROW = 3  # fields of a judgement
_NO_DAY = date(2024, 1, 1)


class SetUnreadable(Exception):
    """A folder holds no retrieval set; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Documents as articles, in the corpus's order; questions with what is relevant to each.

    The article at place ``i`` has the id ``i + 1``; ``relevant`` holds those ids with their
    relevance (above 0). Every question has at least one. ``today`` is the day of the newest dated
    document: relative days (``去年``) count as if the archive were read when it was printed. Where
    no document has a date it is a fixed day.
    """

    articles: tuple[StoredArticle, ...]
    questions: tuple[str, ...]
    relevant: tuple[Mapping[int, float], ...]
    today: date


def read_set(folder: Path, limit: int | None = None) -> RetrievalSet:
    """Read a set, of its questions the first ``limit`` that something is relevant to.

    Raises SetUnreadable.
    """
    try:
        return _set(folder, limit)
    except OSError as fault:
        raise SetUnreadable(f"{fault.filename}: {fault.strerror}") from fault
    except (KeyError, TypeError, ValueError) as fault:
        raise SetUnreadable(f"{folder}: {fault!r}") from fault


def together(sets: Sequence[RetrievalSet]) -> list[RetrievalSet]:
    """Return the sets anew, each with its own questions over the documents of all, in order."""
    starts = list(accumulate((len(one.articles) for one in sets), initial=0))
    articles = tuple(
        replace(article, id=start + article.id)
        for start, one in zip(starts, sets, strict=False)
        for article in one.articles
    )
    return [
        replace(
            one,
            articles=articles,
            relevant=tuple(
                {start + id_: relevance for id_, relevance in relevant.items()}
                for relevant in one.relevant
            ),
        )
        for start, one in zip(starts, sets, strict=False)
    ]


def _set(folder: Path, limit: int | None) -> RetrievalSet:
    articles: list[StoredArticle] = []
    places: dict[str, int] = {}
    newest: date | None = None
    for row in _rows(folder / "corpus.jsonl"):
        day = date.fromisoformat(str(row["date"])[:10]) if row.get("date") else None
        newest = max(filter(None, (newest, day)), default=None)
        articles.append(_article(len(articles) + 1, row, day))
        places[_id(row)] = len(articles)
    relevant: dict[str, dict[int, float]] = {}
    for question, document, relevance in _judgements(folder / "qrels.tsv"):
        if relevance > 0 and document in places:
            relevant.setdefault(question, {})[places[document]] = relevance
    asked = ((_id(row), str(row["text"])) for row in _rows(folder / "queries.jsonl"))
    chosen = list(islice(((key, text) for key, text in asked if key in relevant), limit))
    return RetrievalSet(
        tuple(articles),
        tuple(text for _, text in chosen),
        tuple(relevant[key] for key, _ in chosen),
        newest or _NO_DAY,
    )


def _rows(path: Path) -> Iterator[Mapping[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _id(row: Mapping[str, object]) -> str:
    return str(row["id"] if "id" in row else row["_id"])


def _judgements(path: Path) -> Iterator[tuple[str, str, float]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            fields = line.split()
            if len(fields) < _ROW or (number == 0 and not _is_number(fields[-1])):
                continue
            # TREC's form has a column between question and document that says nothing.
            yield fields[0], fields[-2], float(fields[-1])


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).removeprefix("-").isdigit()


def _article(number: int, row: Mapping[str, object], day: date | None) -> StoredArticle:
    lines = (line.strip() for line in str(row["text"]).splitlines())
    article = Article(
        str(row.get("title") or ""),
        date=_printed(day) if day else None,
        paragraphs=tuple(line for line in lines if line),
    )
    return StoredArticle(number, article, (Printing(1, "", article.date, None, number),))


def _printed(day: date) -> PrintedDate:
    return PrintedDate(day.month, day.day, Evidence.TEXT, day.year, Evidence.TEXT)

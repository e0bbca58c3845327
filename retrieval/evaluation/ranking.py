"""How well the ranking finds what a set holds: ``python -m retrieval.evaluation ranking FOLDER``.

A set is a folder in BEIR's form, see `retrieval.evaluation.retrieval_set`.

Each document is one article, and all run through what the bot runs through: names are extracted,
passages are cut and indexed, a question is parsed, passages are ranked. A hit counts for its
document, the best one of each; silence is not applied, so that what is measured is the ranking.
A question that the bot would answer from articles' own fields (a reporter's stories, a count) is
ranked as any other, and one that it takes for a greeting finds nothing.
"""

import json
import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

import numpy as np

from retrieval.analysis import words
from retrieval.answer.answer import order
from retrieval.evaluation.arguments import over_sets, set_of
from retrieval.evaluation.retrieval_set import RetrievalSet
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.index.snapshot import Snapshot
from retrieval.model import StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.making import layer_of
from retrieval.names.name import Name
from retrieval.query.parse import parse
from retrieval.store.segmentation_cache import Analyzer, SegmentationCache

DEPTH = 10
_CUTS = (1, 5, 10)
_LOT = 2000  # articles
_ANALYZER = Analyzer("", words.cut_fast)
_T = TypeVar("_T")
Finder = Callable[[Snapshot, str, date], list[int]]
"""Returns the ids of the best documents for a question, best first, each once."""


@dataclass(frozen=True, slots=True)
class RankingFigures:
    """What an evaluation found: means over the questions, seconds, milliseconds."""

    recall: Mapping[int, float]
    mrr: float
    ndcg: float
    queries: int
    documents: int
    analyse_s: float
    index_s: float
    query_p50_ms: float
    query_p99_ms: float

    def keyed(self) -> dict[str, float]:
        """Return the figures by the names that ``--json`` prints them under."""
        return {
            **{f"recall@{cut}": self.recall[cut] for cut in _CUTS},
            f"mrr@{DEPTH}": self.mrr,
            f"ndcg@{DEPTH}": self.ndcg,
            "queries": self.queries,
            "documents": self.documents,
            "analyse_s": self.analyse_s,
            "index_s": self.index_s,
            "query_p50_ms": self.query_p50_ms,
            "query_p99_ms": self.query_p99_ms,
        }


@dataclass(frozen=True, slots=True)
class Archived:
    """A set's documents as the bot would have them, and how many seconds that took."""

    snapshot: Snapshot
    analyse_s: float
    index_s: float


def archived(articles: Sequence[StoredArticle]) -> Archived:
    """Extract the names of articles, analyse and index them, as the bot would.

    All cores analyse: that time covers the extraction of names, the splitting into passages and the
    counting of each lot's terms. Indexing is what puts the lots together.
    """
    began = time.perf_counter()
    lots = [articles[at : at + _LOT] for at in range(0, len(articles), _LOT)]
    parts: list[Segment] = []
    names: Counter[Name] = Counter()
    with ExitStack() as stack:
        if len(lots) > 1:
            pool = stack.enter_context(get_context("spawn").Pool())
            done: Iterable[tuple[Segment, Counter[Name]]] = pool.imap(_analysed, lots)
        else:
            done = map(_analysed, lots)
        for part, learnt in _reporting(done, f"analysed, in lots of {_LOT:,},", len(lots)):
            parts.append(part)
            names.update(learnt)
    analysed = time.perf_counter()
    whole = [Segment.merged(parts)] if len(parts) > 1 else parts
    snapshot = Snapshot(whole, Gazetteer([layer_of(names)]))
    words.load()
    return Archived(snapshot, analysed - began, time.perf_counter() - analysed)


def _analysed(lot: Sequence[StoredArticle]) -> tuple[Segment, Counter[Name]]:
    names = Counter(name for stored in lot for name in extract_names(stored.article))
    return Segment.of(
        [IndexedArticle(stored) for stored in lot], SegmentationCache(_ANALYZER, {}).analyse
    ), names


def found(snapshot: Snapshot, question: str, today: date) -> list[int]:
    """Return the ids of the best documents for a question, best first, each once."""
    query = parse(question, snapshot, today)
    return list(islice(dict.fromkeys(order(snapshot, query)), DEPTH))


def evaluate(asked: RetrievalSet, into: Archived, find: Finder = found) -> RankingFigures:
    """Ask all questions of a set; there must be one at least."""
    ranks: list[list[float]] = []
    ideals: list[list[float]] = []
    seconds: list[float] = []
    pairs = zip(asked.questions, asked.relevant, strict=True)
    # What is made at the first question, once for all, is no question's time.
    find(into.snapshot, asked.questions[0], asked.today)
    for question, relevant in _reporting(pairs, "asked", len(asked.questions)):
        began = time.perf_counter()
        best = find(into.snapshot, question, asked.today)
        seconds.append(time.perf_counter() - began)
        ranks.append([relevant.get(document, 0.0) for document in best])
        ideals.append(sorted(relevant.values(), reverse=True))
    both = list(zip(ranks, ideals, strict=True))
    p50, p99 = np.percentile(seconds, [50, 99]) * 1000
    return RankingFigures(
        {
            cut: _mean(sum(r > 0 for r in found[:cut]) / len(ideal) for found, ideal in both)
            for cut in _CUTS
        },
        _mean(next((1 / at for at, r in enumerate(found, 1) if r > 0), 0.0) for found in ranks),
        _mean(_dcg(found) / _dcg(ideal[:DEPTH]) for found, ideal in both),
        len(asked.questions),
        into.snapshot.count,
        into.analyse_s,
        into.index_s,
        float(p50),
        float(p99),
    )


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))


def _dcg(relevances: Sequence[float]) -> float:
    return sum(r / math.log2(at + 1) for at, r in enumerate(relevances, 1))


def _reporting(items: Iterable[_T], done: str, size: int) -> Iterator[_T]:
    """Yield the items, and write to standard error how far it is, every few seconds."""
    reported = time.monotonic()
    for at, item in enumerate(items):
        if time.monotonic() - reported > 5:  # noqa: PLR2004 (seconds between two lines)
            reported = time.monotonic()
            sys.stderr.write(f"{done} {at:,} of {size:,}\n")
        yield item


def _table(figures: RankingFigures) -> str:
    return "\n".join(
        f"{key:14} {value:12,.4f}" if isinstance(value, float) else f"{key:14} {value:12,}"
        for key, value in figures.keyed().items()
    )


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    parser = over_sets("ranking", __doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args(arguments)
    asked = set_of(parser, chosen.folder, chosen.limit)
    figures = evaluate(asked, archived(asked.articles))
    shown = json.dumps(figures.keyed()) if chosen.json else _table(figures)
    sys.stdout.write(shown + "\n")
    return 0

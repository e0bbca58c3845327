"""The shipped index on trial, "ours" in the figures; all that the benchmark knows of it is here."""

import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from retrieval.analysis import words
from retrieval.analysis.weighing import weighed
from retrieval.answer.search import heaviest
from retrieval.evaluation.speed.engine import TOP, Ask, Corpus, Engine
from retrieval.evaluation.speed.generated import CHUNK
from retrieval.evaluation.speed.questions import Question
from retrieval.index.bm25 import PassageIndex
from retrieval.index.folder import Folder, Index
from retrieval.index.merge import merge_segments
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.model import Article, StoredArticle
from retrieval.query.parse import LONGEST

_VERSION = "benchmark"


def looked_up(text: str) -> dict[str, float]:
    """Return the terms that a question is answered by, with their weights."""
    return weighed(text[:LONGEST])


def _build(corpus: Corpus, folder: Path) -> None:
    with multiprocessing.get_context("spawn").Pool() as pool:
        segments = []
        for segment in pool.imap(_segment, _chunks(corpus)):
            segments.append(segment)
            sys.stderr.write(f"indexed: {sum(len(one) for one in segments):,} passages\n")
    Folder(folder, _VERSION).save(Index("", (Segment.merged(segments),), ()))


def _chunks(corpus: Corpus) -> Iterator[tuple[int, list[str]]]:
    texts = iter(corpus.texts_in_order())
    number = 0
    for first in texts:
        chunk = [first, *islice(texts, CHUNK - 1)]
        yield number, chunk
        number += len(chunk)


def _segment(chunk: tuple[int, Sequence[str]]) -> Segment:
    first, texts = chunk
    return Segment.of([_entry(first + at, (text,)) for at, text in enumerate(texts)])


def _entry(number: int, paragraphs: tuple[str, ...]) -> IndexedArticle:
    return IndexedArticle(StoredArticle(number, Article("", paragraphs=paragraphs), ()))


def _segments(folder: Path) -> tuple[Segment, ...]:
    index = Folder(folder, _VERSION).open()
    if index is None:
        raise FileNotFoundError(folder)
    return index.segments


def _opened(folder: Path) -> Ask:
    return asking(_index(_segments(folder)))


def _index(segments: Sequence[Segment]) -> PassageIndex:
    return PassageIndex.over(
        [one.inverted for one in segments], [one.passages_deleted for one in segments]
    )


def asking(index: PassageIndex) -> Ask:
    """Return what answers from an index."""

    def ask(question: Question) -> list[int]:
        asked = heaviest(index, tuple(looked_up(question.text).items()))
        passages, _ = index.top(asked, TOP)
        best: list[int] = passages.tolist()
        return best

    return ask


class Growing:
    """An index that pages are added to, while another thread asks it."""

    def __init__(self, folder: Path) -> None:
        self._segments = _segments(folder)
        self.ask = asking(_index(self._segments))

    def add(self, texts: Sequence[str]) -> None:
        """Make a page's passages searchable, after those there are."""
        number = sum(len(one.documents) for one in self._segments)
        new = Segment.of([_entry(number + at, (text,)) for at, text in enumerate(texts)])
        self._segments = merge_segments(self._segments, [new], ())
        self.ask = asking(_index(self._segments))


ENGINE = Engine(_build, _opened, words.load)

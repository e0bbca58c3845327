"""Our index on trial; all that the benchmark knows of it stands here."""

import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from retrieval.analysis import words
from retrieval.analysis.weighing import weighed
from retrieval.answer.search import heaviest
from retrieval.evaluation.speed.asked import Question
from retrieval.evaluation.speed.engine import TOP, Ask, Corpus, Engine
from retrieval.evaluation.speed.generated import CHUNK
from retrieval.index.bm25 import PassageIndex
from retrieval.index.folder import Folder, Index
from retrieval.index.merge import grown
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
        parts = []
        for part in pool.imap(_part, _chunks(corpus)):
            parts.append(part)
            sys.stderr.write(f"indexed: {sum(len(one.segment) for one in parts):,} passages\n")
    Folder(folder, _VERSION).save(Index("", (Segment.merged(parts),), ()))


def _chunks(corpus: Corpus) -> Iterator[tuple[int, list[str]]]:
    texts = iter(corpus.texts_in_order())
    number = 0
    for first in texts:
        chunk = [first, *islice(texts, CHUNK - 1)]
        yield number, chunk
        number += len(chunk)


def _part(chunk: tuple[int, Sequence[str]]) -> Segment:
    first, texts = chunk
    return Segment.of([_entry(first + at, (text,)) for at, text in enumerate(texts)])


def _entry(number: int, paragraphs: tuple[str, ...]) -> IndexedArticle:
    return IndexedArticle(StoredArticle(number, Article("", paragraphs=paragraphs), ()))


def _parts(folder: Path) -> tuple[Segment, ...]:
    index = Folder(folder, _VERSION).open()
    if index is None:
        raise FileNotFoundError(folder)
    return index.parts


def _opened(folder: Path) -> Ask:
    return asking(_index(_parts(folder)))


def _index(parts: Sequence[Segment]) -> PassageIndex:
    return PassageIndex.over([one.segment for one in parts], [one.passages_gone for one in parts])


def asking(index: PassageIndex) -> Ask:
    """Return what answers from an index."""

    def ask(question: Question) -> list[int]:
        asked = heaviest(index, tuple(looked_up(question.text).items()))
        places, _ = index.top(asked, TOP)
        best: list[int] = places.tolist()
        return best

    return ask


class Growing:
    """An index that pages are added to, while another thread asks it."""

    def __init__(self, folder: Path) -> None:
        self._parts = _parts(folder)
        self.ask = asking(_index(self._parts))

    def add(self, texts: Sequence[str]) -> None:
        """Make a page's passages searchable, after those there are."""
        number = sum(len(part.shelf) for part in self._parts)
        new = Segment.of([_entry(number + at, (text,)) for at, text in enumerate(texts)])
        self._parts = grown(self._parts, new, ())
        self.ask = asking(_index(self._parts))


ENGINE = Engine(_build, _opened, words.load)

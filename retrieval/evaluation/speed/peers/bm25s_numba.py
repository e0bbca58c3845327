"""bm25s with its compiled back end, one thread; its arrays are mapped, not read."""

import sys
from pathlib import Path

import bm25s

from retrieval.evaluation.speed.engine import TOP, Ask, Corpus, Engine
from retrieval.evaluation.speed.questions import Question


def _build(corpus: Corpus, folder: Path) -> None:
    bags = [[sys.intern(term) for term in bag.split()] for bag in corpus.bags_in_order()]
    index = bm25s.BM25(backend="numba")
    index.index(bags, show_progress=False)
    index.save(folder)


def _opened(folder: Path) -> Ask:
    index = bm25s.BM25.load(folder, mmap=True)
    depth = min(TOP, index.scores["num_docs"])

    def ask(question: Question) -> list[int]:
        # A list without terms is refused as one of an unknown type.
        if not question.terms:
            return []
        found = index.retrieve([list(question.terms)], k=depth, show_progress=False)
        best: list[int] = found.documents[0].tolist()
        return best

    return ask


ENGINE = Engine(_build, _opened)

"""rank_bm25's BM25Okapi, kept as a pickle, as it has no form on disk of its own."""

import pickle
import sys
from pathlib import Path

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.evaluation.speed.engine import TOP, Ask, Corpus, Engine
from retrieval.evaluation.speed.questions import Question

_FILE = "okapi.pickle"


def _build(corpus: Corpus, folder: Path) -> None:
    # A term is one object wherever it stands: less memory, and a smaller pickle.
    bags = [[sys.intern(term) for term in bag.split()] for bag in corpus.bags_in_order()]
    with (folder / _FILE).open("wb") as file:
        pickle.dump(BM25Okapi(bags), file, pickle.HIGHEST_PROTOCOL)


def _opened(folder: Path) -> Ask:
    with (folder / _FILE).open("rb") as file:
        index = pickle.load(file)  # noqa: S301 (written by the trial before)
    assert isinstance(index, BM25Okapi)  # noqa: S101 (for the type checker)

    def ask(question: Question) -> list[int]:
        # What its own get_top_n does, but for the places instead of the passages.
        best: list[int] = np.argsort(index.get_scores(question.terms))[::-1][:TOP].tolist()
        return best

    return ask


ENGINE = Engine(_build, _opened)

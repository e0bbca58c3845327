"""Learn how questions weigh their terms: ``python -m retrieval.evaluation learn FOLDER > FILE``.

From a retrieval set (see `retrieval.evaluation.retrieval_set`) it learns how likely the article
that answers a question holds each of its terms, by a logistic regression over the features that
`analysis.weighing` describes a term by, and prints the table that it reads. Only features that
stand in questions on ``DOCUMENTS`` documents or more are kept: what is peculiar to a few subjects
would not hold elsewhere. Each question counts as written and as people say it, so that what is said
around a question is learnt to tell nothing.

The parts minimise the log loss plus ``RIDGE`` / 2 times their squares' sum; they are found by steps
that each bring it down (of a term's features, at most ``n`` at once, each step is the gradient over
``n`` times the curvature, a bound as in iterative scaling).

How well it holds elsewhere is written to standard error: the log loss over the questions on every
fifth document, learnt from those on the others, beside that of one likelihood for all terms.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.analysis.analyzer import terms, tokens
from retrieval.analysis.normalise import compact_text
from retrieval.analysis.weighing import ALWAYS, described
from retrieval.evaluation.abstention.spoken import spoken
from retrieval.evaluation.arguments import over_sets, set_of
from retrieval.evaluation.retrieval_set import RetrievalSet

DOCUMENTS = 10
SPOKEN = 1
"""Ways in which each question is said, beside how it is written."""
RIDGE = 3.0
_STEPS = 400
_FOLD = 5
_FREE = 1e-6  # the ridge of what every term has

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A question's term: its features, the document that answers, whether that holds the term."""

    features: Sequence[str]
    document: int
    held: bool


def examples_of(retrieval_set: RetrievalSet) -> list[Example]:
    """Describe every token of a set's questions, as written and as people may say them."""
    held: dict[int, frozenset[str]] = {}
    found: list[Example] = []
    for question, relevant in zip(retrieval_set.questions, retrieval_set.relevant, strict=True):
        document = min(relevant)
        if document not in held:
            article = retrieval_set.articles[document - 1].article
            held[document] = frozenset([*terms(article.title), *terms(article.body)])
        found += (
            Example(features, document, term in held[document])
            for said in (question, *(spoken(question, salt) for salt in range(SPOKEN)))
            for term, _, features in described(tokens(compact_text(said)))
        )
    return found


def fit(examples: Sequence[Example], least: int = DOCUMENTS) -> dict[str, float]:
    """Return the features with their parts in log odds, by name: those on ``least`` documents."""
    documents: defaultdict[str, set[int]] = defaultdict(set)
    for one in examples:
        for feature in one.features:
            documents[feature].add(one.document)
    kept = sorted(name for name, among in documents.items() if len(among) >= least)
    # The number after the last stands for those that are not kept.
    number = {name: n for n, name in enumerate(kept)}
    width = max(len(one.features) for one in examples)
    rows = np.full((len(examples), width), len(kept))
    for row, one in zip(rows, examples, strict=True):
        numbers = [number.get(name, len(kept)) for name in one.features]
        row[: len(numbers)] = numbers
    held = np.array([one.held for one in examples], np.float64)
    ridge = np.full(len(kept) + 1, RIDGE)
    ridge[number[ALWAYS]] = _FREE
    parts = np.zeros(len(kept) + 1)
    flat, size = rows.ravel(), len(parts)
    for _ in range(_STEPS):
        likely = _likely(parts[rows].sum(1))
        slope = np.bincount(flat, np.repeat(held - likely, width), size) - ridge * parts
        curve = np.bincount(flat, np.repeat(likely * (1 - likely), width), size)
        parts += slope / (width * curve + ridge)
        parts[-1] = 0.0
    return {name: float(parts[n]) for name, n in number.items()}


def loss(examples: Iterable[Example], parts: Mapping[str, float]) -> float:
    """Return the mean log loss of the likelihoods of examples by these parts."""
    pairs = [(sum(parts.get(f, 0.0) for f in one.features), one.held) for one in examples]
    odds, held = (np.array(column, np.float64) for column in zip(*pairs, strict=True))
    return float(np.mean(np.logaddexp(0.0, np.where(held > 0, -odds, odds))))


def _likely(odds: _Floats) -> _Floats:
    likely: _Floats = 1 / (1 + np.exp(-odds))
    return likely


def _held_out(examples: Sequence[Example]) -> str:
    """Return how well parts learnt from four fifths of the documents do on the others."""
    ours = [one for one in examples if one.document % _FOLD]
    others = [one for one in examples if not one.document % _FOLD]
    share = float(np.mean([one.held for one in ours]))
    flat = {ALWAYS: float(np.log(share / (1 - share)))}
    return (
        f"log loss on documents not learnt from: {loss(others, fit(ours)):.3f}, "
        f"with one likelihood for all: {loss(others, flat):.3f}\n"
    )


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    parser = over_sets("learn", __doc__)
    chosen = parser.parse_args(arguments)
    examples = examples_of(set_of(parser, chosen.folder, chosen.limit))
    sys.stderr.write(_held_out(examples))
    sys.stdout.write(f"# python -m retrieval.evaluation learn {chosen.folder.name}\n")
    for feature, part in sorted(fit(examples).items()):
        sys.stdout.write(f"{feature}\t{part:.2f}\n")
    return 0

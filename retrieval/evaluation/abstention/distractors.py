"""Articles made up to stand beside those of a set, where more are wanted than the set has.

What makes silence hard in a large archive is what is near: other stories of the same people and
places that do not say what is asked. So a distractor is made of the set's own words, and is near
some of its documents, more or less:

- it is of a document's length, and made of **runs** of one to three words that stand together in
  print, each run of a document;
- it has ten **neighbours**, documents drawn at random. Each has a share of its runs, drawn by an
  exponential law of mean 0.02, so that the nearest of n distractors is nearer as log n grows;
- all other runs are of any document.

No more than three words in a row are of one document (but by chance): what it says is not said
again. It reads like nonsense. Words come as often as in the set; every other pair of words does.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from retrieval.analysis import words
from retrieval.model import Article, Printing, StoredArticle

LONGEST = 3
"""Words of a run."""
NEIGHBOURS = 10
NEARNESS = 0.02
"""The mean share of a neighbour: with it an archive is as hard as one of documents of that size."""

_SEED = 20181018
_CHUNK = 2000  # made at a time
_MOST = 0.9  # of a distractor is its neighbours'; the rest is anybody's
_TITLE = 3  # words

_Numbers = npt.NDArray[np.int64]


def distractors(documents: Sequence[StoredArticle], count: int) -> list[StoredArticle]:
    """Make that many articles of documents, with ids after theirs; the same each time.

    Fewer are the beginning of more. Without documents, or words in them, there are none.
    """
    cut = [words.cut_fast(stored.article.body) for stored in documents]
    cut = [document for document in cut if document]
    if not cut:
        return []
    first = 1 + max(stored.id for stored in documents)
    forms = np.array([word for document in cut for word in document], dtype=object)
    starts = np.cumsum([0, *map(len, cut)])
    made = (
        text
        for number, start in enumerate(range(0, count, _CHUNK))
        for text in _chunk(forms, starts, number)[: count - start]
    )
    return [_article(first + at, text) for at, text in enumerate(made)]


def _chunk(forms: npt.NDArray[np.object_], starts: _Numbers, number: int) -> list[list[str]]:
    """Make `_CHUNK` texts, as words; document d has the words from ``starts[d]`` on."""
    random = np.random.default_rng([_SEED, number])
    sizes = random.choice(np.diff(starts), _CHUNK)
    ends = np.cumsum([0, *sizes])
    total = int(ends[-1])
    lengths = random.integers(1, LONGEST + 1, total)  # as many runs as words are enough
    heads = np.cumsum(lengths) - lengths
    heads = heads[heads < total]
    lengths = lengths[: len(heads)]
    of = _sources(random, np.searchsorted(ends, heads, side="right") - 1, len(starts) - 1)
    last = starts[of + 1] - 1
    free = np.maximum(last - starts[of] + 2 - lengths, 1)  # places where a run may begin
    begins = starts[of] + (random.random(len(of)) * free).astype(np.int64)
    run = np.repeat(np.arange(len(heads)), lengths)[:total]
    places = np.minimum(begins[run] + np.arange(total) - heads[run], last[run])
    return [forms[places[start:end]].tolist() for start, end in pairwise(ends.tolist())]


def _sources(random: np.random.Generator, text: _Numbers, documents: int) -> _Numbers:
    """Return the document of each run, ``text`` telling the text that it is in."""
    neighbours = random.integers(0, documents, (_CHUNK, NEIGHBOURS))
    shares = random.exponential(NEARNESS, (_CHUNK, NEIGHBOURS))
    shares *= np.minimum(1, _MOST / shares.sum(axis=1, keepdims=True))
    bounds = np.cumsum(shares, axis=1)[text]
    which = (random.random((len(text), 1)) >= bounds).sum(axis=1)
    anybody = random.integers(0, documents, len(text))
    near = neighbours[text, np.minimum(which, NEIGHBOURS - 1)]
    return np.where(which < NEIGHBOURS, near, anybody)


def _article(number: int, text: Sequence[str]) -> StoredArticle:
    lines = (line.strip() for line in "".join(text).splitlines())
    title = " ".join("".join(text[:_TITLE]).split())
    article = Article(title, paragraphs=tuple(line for line in lines if line))
    return StoredArticle(number, article, (Printing(1, "", None, None, number),))

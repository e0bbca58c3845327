"""Questions as people ask them, drawn from the passages, and two as nobody does.

A question holds 3 to 6 words of one passage, as one or two runs of it, and words that ask. The
two **hostile** ones are 10,000 characters of running text, and the 500 commonest words that our
analysis looks up at all.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from retrieval.analysis import words
from retrieval.analysis.normalise import HAN, fold
from retrieval.evaluation.speed.generated import SEED
from retrieval.evaluation.speed.questions import QUESTIONS, Question, Questions
from retrieval.evaluation.speed.shipped import looked_up
from retrieval.query.question_words import FILLERS

LONGEST = 10_000
COMMONEST = 500

_HAN_WORD = re.compile(rf"[{HAN}]+")
_FEWEST, _MOST = 3, 6
_SAMPLE = 5000
"""Passages that questions are drawn from, and commonest words counted in."""
_ASKED = (
    "{}是什么？",
    "{}怎么样了？",
    "{}是谁？",
    "{}在哪里？",
    "{}有多少？",
    "为什么{}？",
    "什么时候{}？",
    "关于{}有什么消息？",
    "请问{}的情况",
    "{}",
)


def sample_questions(
    texts: Iterable[str], passages: int, size: int = QUESTIONS, seed: int = SEED
) -> Questions:
    """Draw questions from that many passages, evenly over all of them.

    Passages with too few words have none, so fewer than ``size`` may be drawn.
    """
    random = np.random.default_rng([seed, 2])
    taken = set(random.permutation(passages)[: max(size, _SAMPLE)].tolist())
    sample = [text for place, text in enumerate(texts) if place in taken]
    cut = [words_of(text) for text in sample]
    order = random.permutation(len(sample)).tolist()
    worded = [cut[at] for at in order if len(cut[at]) >= _MOST]
    usual = tuple(_question(question_of(bag, random)) for bag in worded[:size])
    common = Counter(word for bag in cut for word in bag if word not in FILLERS)
    commonest = " ".join(word for word, _ in common.most_common(COMMONEST))
    return Questions(usual, _question("".join(sample)[:LONGEST]), _question(commonest))


def _question(text: str) -> Question:
    return Question(text, tuple(looked_up(text)))


def words_of(text: str) -> list[str]:
    """Return the Chinese words of a text, folded, in order."""
    return [word for word in words.cut(fold(text).text) if _HAN_WORD.fullmatch(word)]


def question_of(bag: Sequence[str], random: np.random.Generator) -> str:
    """Return a question in three to six of a text's words, which are as many at least."""
    size = int(random.integers(_FEWEST, _MOST + 1))
    first = int(random.integers(1, size + 1))
    runs = [_run_of(bag, part, random) for part in (first, size - first) if part]
    return _ASKED[int(random.integers(len(_ASKED)))].format("的".join(runs))


def _run_of(bag: Sequence[str], size: int, random: np.random.Generator) -> str:
    start = int(random.integers(len(bag) - size + 1))
    return "".join(bag[start : start + size])

"""How long an inline answer takes of our own time: `python -m tests.benchmarks.inline`.

Stories are made up of `retrieval.evaluation.speed.generated` passages, four each. Measured is what
a handler does between an inline query and Telegram: the search for fifty stories, their passages
and links written out, and the request's JSON. Queries are pairs of words out of the stories, new
ones first, and then all of them once more.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import chain, islice

import numpy as np

from bot.handlers.inline import MOST, result_of
from bot.messages.inline import offers
from bot.messages.texts import ZH
from retrieval.analysis import words
from retrieval.answer.filtered import inline
from retrieval.archive.settling import settle
from retrieval.evaluation.speed.generated import SEED, generated
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer

_QUERIES = 300
_PER_STORY = 4  # passages
_TODAY = date(2022, 10, 28)


def main() -> int:
    """Print the number of passages, and p50 and p99 in milliseconds of processor time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    asked = parser.parse_args()
    stories = list(_stories(asked.passages))
    snapshot = Snapshot.build(stories, Gazetteer())
    queries = _queries(stories)
    _answer(snapshot, "")  # what is made once, and the newest bulletin
    settle()  # as the bot does once it is warm
    for told in ("new", "again"):
        took = np.array([_timed(snapshot, query) for query in queries])
        p50, p99 = np.percentile(took, [50, 99])
        sys.stdout.write(f"{len(snapshot)} passages, {told}: p50 {p50:.1f} ms, p99 {p99:.1f} ms\n")
    return 0


def _stories(passages: int) -> Iterator[StoredArticle]:
    texts = chain.from_iterable(generated(passages))
    number = 0
    while paragraphs := tuple(islice(texts, _PER_STORY)):
        number += 1
        printing = Printing(1 + number // 40, "晚报", None, "2", number % 40)
        yield StoredArticle(number, Article(paragraphs[0][:16], paragraphs=paragraphs), (printing,))


def _queries(stories: list[StoredArticle]) -> list[str]:
    random = np.random.default_rng(SEED)
    drawn = random.choice(len(stories), _QUERIES, replace=False).tolist()
    return [" ".join(_words(stories[at].article.paragraphs[0])[:2]) for at in drawn]


def _words(text: str) -> list[str]:
    return [word for word in words.cut(text) if len(word) > 1]


def _timed(snapshot: Snapshot, query: str) -> float:
    began = time.process_time()
    _answer(snapshot, query)
    return (time.process_time() - began) * 1000


def _answer(snapshot: Snapshot, query: str) -> str:
    answer = inline(snapshot, query, limit=MOST, today=_TODAY)
    results = [result_of(one).to_dict() for one in offers(answer.hits, ZH, "paper_bot")]
    return json.dumps(results)


if __name__ == "__main__":
    sys.exit(main())

"""The passages that a benchmark runs on, written once for all its trials.

They are generated, or those of stories, such as the documents of a folder in BEIR's form
(``corpus.jsonl`` with ``title`` and ``text``; the rest is not needed), cut as an archive would cut
them.
"""

import json
import multiprocessing
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from retrieval.analysis.analyzer import terms
from retrieval.evaluation.speed.engine import Corpus
from retrieval.evaluation.speed.generated import CHUNK, generated
from retrieval.index.passages import split
from retrieval.model import Article, Printing, StoredArticle

_PRINTED = Printing(1, None, None, None, 0)  # on a page of which nothing is known


class CorpusUnreadable(Exception):
    """A folder holds no corpus; the message says what is wrong with it."""


def written(folder: Path, passages: int, stories: Iterable[StoredArticle] | None = None) -> Corpus:
    """Write a corpus into a folder: so many passages of ``stories``, or all if these have fewer.

    Without stories they are generated. The bags are left to `analysed`.
    """
    corpus = Corpus(folder / "texts.txt", folder / "bags.txt")
    chunks = generated(passages) if stories is None else _chunks(islice(_lines(stories), passages))
    with corpus.texts.open("w", encoding="utf-8", newline="\n") as file:
        for chunk in chunks:
            file.writelines(text + "\n" for text in chunk)
    return corpus


def analysed(corpus: Corpus) -> None:
    """Write the bags of a corpus that has its texts; all cores work."""
    done = 0
    with (
        multiprocessing.get_context("spawn").Pool() as pool,
        corpus.bags.open("w", encoding="utf-8", newline="\n") as file,
    ):
        for bags in pool.imap(_bags, _chunks(corpus.texts_in_order())):
            file.write(bags)
            done += bags.count("\n")
            sys.stderr.write(f"terms for the peers: {done:,} passages\n")


def _bags(texts: list[str]) -> str:
    return "".join(" ".join(terms(text)) + "\n" for text in texts)


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    texts = iter(texts)
    for first in texts:
        yield [first, *islice(texts, CHUNK - 1)]


def stories_in(source: Path) -> Iterator[StoredArticle]:
    """Return the documents of a folder in BEIR's form as stories. Raises CorpusUnreadable."""
    try:
        with (source / "corpus.jsonl").open(encoding="utf-8") as lines:
            for number, line in enumerate((line for line in lines if line.strip()), 1):
                yield StoredArticle(number, _article(line), (_PRINTED,))
    except OSError as fault:
        raise CorpusUnreadable(f"{fault.filename}: {fault.strerror}") from fault
    except (KeyError, TypeError, ValueError) as fault:
        raise CorpusUnreadable(f"{source}: {fault!r}") from fault


def _article(line: str) -> Article:
    row = json.loads(line)
    paragraphs = (one.strip() for one in str(row["text"]).splitlines())
    return Article(str(row.get("title") or ""), paragraphs=tuple(filter(None, paragraphs)))


def _lines(stories: Iterable[StoredArticle]) -> Iterator[str]:
    # A line of a corpus is one passage.
    return (" ".join(one.text.split()) for story in stories for one in split(story))

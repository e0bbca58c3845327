"""Our index on trial; all that the benchmark knows of it stands here."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from retrieval.analysis import words
from retrieval.analysis.analyzer import terms
from retrieval.analysis.weighing import weighed
from retrieval.benchmark.asked import Question
from retrieval.benchmark.engine import TOP, Ask, Corpus, Engine
from retrieval.index.bm25 import PassageIndex
from retrieval.query.asking import FILLERS

_FILE = "bags.txt"


def looked_up(text: str) -> dict[str, float]:
    """Give the terms that a question is answered by, with their weights."""
    return weighed(text, FILLERS)


def _build(corpus: Corpus, folder: Path) -> None:
    _write(folder, (terms(text) for text in corpus.texts_in_order()))


def _opened(folder: Path) -> Ask:
    return asking(PassageIndex(_read(folder)))


def asking(index: PassageIndex) -> Ask:
    """Give what answers from an index."""

    def ask(question: Question) -> list[int]:
        places, _ = index.top(list(looked_up(question.text).items()), TOP)
        best: list[int] = places.tolist()
        return best

    return ask


class Growing:
    """An index that pages are added to, while another thread asks it."""

    def __init__(self, folder: Path) -> None:
        self._bags = _read(folder)
        self.ask = asking(PassageIndex(self._bags))

    def add(self, texts: Sequence[str]) -> None:
        """Make a page's passages searchable, after those there are."""
        self._bags = [*self._bags, *(list(terms(text)) for text in texts)]
        self.ask = asking(PassageIndex(self._bags))


def _write(folder: Path, bags: Iterable[Sequence[str]]) -> None:
    with (folder / _FILE).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(" ".join(bag) + "\n" for bag in bags)


def _read(folder: Path) -> list[list[str]]:
    return [bag.split() for bag in Corpus(folder / _FILE, folder / _FILE).bags_in_order()]


ENGINE = Engine(_build, _opened, words.load)

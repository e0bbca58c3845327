"""What a trial needs of an engine, and the table of engines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from retrieval.evaluation.speed.questions import Question

TOP = 10
"""How many passages every engine is asked for."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The passages, one a line: as printed in ``texts``, their terms by blanks in ``bags``.

    An empty line is a passage without terms. Line ``i`` of both is passage ``i``.
    """

    texts: Path
    bags: Path

    def texts_in_order(self) -> Iterator[str]:
        """Return the passages as printed."""
        return _lines(self.texts)

    def bags_in_order(self) -> Iterator[str]:
        """Return the passages' terms, joined by blanks."""
        return _lines(self.bags)


Ask = Callable[[Question], Sequence[int]]
"""Returns the numbers of the `TOP` best passages or fewer, best first."""


@dataclass(frozen=True, slots=True)
class Engine:
    """How an engine is built and asked.

    ``build`` writes an index of a corpus into an empty folder, ``opened`` opens it there.
    ``prepare`` loads what is no part of an index but that a question needs, such as a dictionary.
    """

    build: Callable[[Corpus, Path], None]
    opened: Callable[[Path], Ask]
    prepare: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class EngineEntry:
    """The module that holds an engine as ``ENGINE``, and the libraries that it needs.

    ``counted`` says in words what its figures count.
    """

    module: str
    libraries: tuple[str, ...] = ()
    counted: str = "analysis not counted"


OURS = "ours"
# Only the module of the engine on trial is imported, so that no other's libraries cost it anything.
_PEERS = "retrieval.evaluation.speed.peers"
ENGINES = {
    OURS: EngineEntry("retrieval.evaluation.speed.shipped", counted="with analysis"),
    "bm25s (numba)": EngineEntry(f"{_PEERS}.bm25s_numba", ("bm25s", "numba")),
    "tantivy": EngineEntry(f"{_PEERS}.tantivy_terms", ("tantivy",)),
    "SQLite FTS5": EngineEntry(f"{_PEERS}.fts5"),
    "rank_bm25": EngineEntry(f"{_PEERS}.okapi", ("rank_bm25",)),
}


def engine(name: str) -> Engine:
    """Return the engine of that name; raises ModuleNotFoundError where its library is missing."""
    found = import_module(ENGINES[name].module).ENGINE
    assert isinstance(found, Engine)  # noqa: S101 (a module's contract, not an input)
    return found


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield line.rstrip("\n")

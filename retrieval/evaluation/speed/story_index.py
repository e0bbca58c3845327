"""The index of stories, as an archive would have it, without the archive's rows.

All cores make segments of chunks. These join in memory a few at a time and on disk as soon as they
can, so that memory hangs on `_MOST`, not on how many stories there are.
"""

import multiprocessing
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from retrieval.evaluation.speed.paper import MadeUpPaper
from retrieval.index.folder import Folder, Index
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.index.snapshot import Snapshot
from retrieval.model import StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.making import layer_of
from retrieval.names.name import Name

Chunk = Callable[[], list[StoredArticle]]
"""Returns some stories; a process that makes their segment calls it."""
_VERSION = "benchmark"
_AT_ONCE = 20  # chunks that join in memory
_MOST = 2_000_000  # passages of a segment, as making a larger one takes more memory than is here


def index_stories(chunks: Iterable[Chunk], folder: Path) -> int:
    """Write the index of stories into a folder; return how many passages they are.

    Raises OSError.
    """
    kept = Folder(folder, _VERSION)
    names: Counter[Name] = Counter()
    whole: list[Segment] = []
    parts: list[Segment] = []
    left = iter(chunks)
    with multiprocessing.get_context("spawn").Pool() as pool:
        while some := list(islice(left, _AT_ONCE)):
            made = []
            for segment, introduced in pool.imap(_indexed, some):
                made.append(segment)
                names.update(introduced)
            segments = _saved(kept, [*whole, *parts, Segment.merged(made)])
            whole, parts = segments[: len(whole)], segments[len(whole) :]
            if sum(map(len, parts)) + len(parts[-1]) > _MOST:
                whole, parts = _saved(kept, [*whole, Segment.merged(parts)]), []
            sys.stderr.write(f"indexed: {sum(map(len, [*whole, *parts])):,} passages\n")
    if len(parts) > 1:
        parts = [Segment.merged(parts)]
    kept.save(Index("", (*whole, *parts), (layer_of(names),)))
    return sum(map(len, [*whole, *parts]))


def chunks_of(paper: MadeUpPaper) -> Iterator[Chunk]:
    """Return the chunks of a made-up paper, to be printed where they are indexed."""
    return (partial(paper.stories_of, number) for number in range(paper.chunks))


def indexed_stories(folder: Path) -> Snapshot:
    """Return what is searched of the index in a folder; raises FileNotFoundError."""
    index = Folder(folder, _VERSION).open()
    if index is None:
        raise FileNotFoundError(folder)
    return Snapshot(index.segments, Gazetteer(index.layers))


def _indexed(chunk: Chunk) -> tuple[Segment, Counter[Name]]:
    entries = [IndexedArticle(one, extract_names(one.article)) for one in chunk()]
    return Segment.of(entries), Counter(name for one in entries for name in one.names)


def _saved(kept: Folder, segments: list[Segment]) -> list[Segment]:
    """Write segments, and return them mapped from there."""
    index = kept.save(Index("", tuple(segments), ()))
    if index is None:
        raise OSError("another process writes the same index")
    return list(index.segments)

"""The index of stories, as an archive would have it, without the archive's rows.

All cores make segments of chunks.
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
from retrieval.index.segment_builder import SegmentBuilder
from retrieval.index.snapshot import Snapshot
from retrieval.model import StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.making import layer_of
from retrieval.names.name import Name

Chunk = Callable[[], list[StoredArticle]]
"""Returns some stories; a process that makes their segment calls it."""
_VERSION = "benchmark"
_AT_ONCE = 20  # chunks


def index_stories(chunks: Iterable[Chunk], folder: Path) -> int:
    """Write the index of stories into a folder; return how many passages they are.

    Raises OSError.
    """
    kept = Folder(folder, _VERSION)
    names: Counter[Name] = Counter()
    made, left = 0, iter(chunks)
    with kept.drafts() as drafts, multiprocessing.get_context("spawn").Pool() as pool:
        builder = SegmentBuilder(drafts)
        while some := list(islice(left, _AT_ONCE)):
            for segment, introduced in pool.imap(_indexed, some):
                builder.add(segment)
                names.update(introduced)
                made += len(segment)
            sys.stderr.write(f"indexed: {made:,} passages\n")
        if kept.save(Index("", builder.segments(), (layer_of(names),))) is None:
            raise OSError("another process writes the same index")
    return made


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

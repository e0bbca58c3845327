"""What a benchmark is run on: generated passages, or what a path has of print.

A path is an archive's file, a folder in BEIR's form (``corpus.jsonl``), or a folder of pages in
files of any kind.
"""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.archive import Archive
from retrieval.errors import ArchiveUnavailable
from retrieval.evaluation.speed.answering import AnswerBench
from retrieval.evaluation.speed.passages import CorpusUnreadable, stories_in
from retrieval.evaluation.speed.taking_in import pages_in, take_in
from retrieval.model import StoredArticle
from retrieval.store.backup import back_up


@dataclass(frozen=True, slots=True)
class BenchSource:
    """What is measured on: ``shown`` in words; nothing else for generated passages.

    Whole answers are of the archive in ``bench`` if there is one, or of the stories in ``folder``.
    """

    shown: str
    folder: Path | None = None
    bench: AnswerBench | None = None

    @classmethod
    def of(cls, source: Path | None, work: Path) -> "BenchSource":
        """Prepare what is at a path, the source itself left as it is; ``work`` is a new folder.

        Raises CorpusUnreadable.
        """
        if source is None:
            return cls("generated")
        shown = source.resolve().name
        if source.is_dir() and (source / "corpus.jsonl").exists():
            return cls(shown, source)
        bench = AnswerBench(work)
        try:
            if source.is_dir():
                asyncio.run(_taken_in(source, bench.archive))
            else:
                back_up(source, bench.archive)
        except ArchiveUnavailable as fault:
            raise CorpusUnreadable(str(fault)) from fault
        return cls(shown, bench=bench)

    def stories(self) -> Iterator[StoredArticle] | None:
        """Return the stories; None where passages are to be generated."""
        if self.bench is not None:
            snapshot = self.bench.snapshot()
            return map(snapshot.stored, snapshot.there)
        return None if self.folder is None else stories_in(self.folder)


async def _taken_in(folder: Path, path: Path) -> None:
    sys.stderr.write("taking the pages in\n")
    async with Archive.open(path) as archive:
        if not await take_in(archive, pages_in(folder)):
            raise CorpusUnreadable(f"{folder}: no page in it can be read")
        await archive.refresh()

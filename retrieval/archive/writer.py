"""What changes an archive, apart from pages: its write transaction, corrections, imports.

Every change runs the transaction's hook (see `changes`), and is served when the use case returns.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from retrieval.analysis import sounds, words
from retrieval.answer.cite import citation
from retrieval.answer.matching import matching
from retrieval.archive.changes import Following, TransactionHook
from retrieval.archive.currency import Intake
from retrieval.archive.reader import Reader
from retrieval.archive.rows import Rows
from retrieval.archive.serving import Serving
from retrieval.archive.settling import settle, take_turns
from retrieval.archive.threads import in_thread
from retrieval.errors import ArticleUnknown
from retrieval.metrics import ArchiveMetrics
from retrieval.model import Citation, Hit, StoredArticle
from retrieval.query.filter.filter import Filter
from retrieval.searcher.searcher import Searcher
from retrieval.store.articles import current_revision
from retrieval.store.corrections import (
    Correction,
    ParagraphText,
    RecordCorrection,
    correct,
    paragraphs_of,
    undo_correction,
)
from retrieval.store.database import Database
from retrieval.store.jsonl import Header
from retrieval.store.segmentation_cache import Analyzer
from retrieval.store.transaction import Transaction, View
from retrieval.store.transfer import export_lines, import_lines


class Writer(Reader):
    """An open archive whose texts can be corrected, and that can be exported and imported."""

    def __init__(  # noqa: PLR0913, PLR0917 (what it works with)
        self,
        database: Database,
        timezone: ZoneInfo,
        clock: Callable[[], datetime],
        analyzer: Analyzer,
        hook: TransactionHook | None = None,
        metrics: ArchiveMetrics | None = None,
        intake: Intake | None = None,
        searcher: Searcher | None = None,
    ) -> None:
        super().__init__(
            Serving(database, analyzer), timezone, clock, metrics or ArchiveMetrics(), searcher
        )
        self._database = database
        self._rows = None if searcher is None else Rows(database)
        self._hook = hook
        self._analyzer = analyzer
        self._intake = intake or Intake()

    async def correct(
        self,
        article_id: int,
        shown: str,
        text: str,
        made_by: int | None = None,
        record: RecordCorrection | None = None,
    ) -> None:
        """Correct a paragraph of an article, ``shown`` as it reads now, to ``text``.

        What was printed stays, and is shown beside it; ``made_by`` is the person who corrects.
        With ``record`` the correction can be undone; what that raises undoes it at once. Raises
        ArticleUnknown where there is no such article, or no such paragraph in it any more, and
        ArchiveUnavailable; nothing is changed then.
        """
        stored = await self.article(article_id)
        now = self._clock().astimezone(UTC)
        async with self._changing() as transaction:
            done = await correct(transaction, stored.id, shown, text, made_by=made_by, now=now)
            if done is None:
                raise ArticleUnknown(article_id)
            if record is not None:
                await record(transaction, done)
        await self._refresh_if_serving()

    async def undo_correction(self, correction: Correction, record: RecordCorrection) -> None:
        """Restore a paragraph to what it read before a correction; ``record`` records that.

        Raises ParagraphChanged where it was corrected since, and ArchiveUnavailable; nothing is
        changed then.
        """
        async with self._changing() as transaction:
            await undo_correction(transaction, correction)
            await record(transaction, correction)
        await self._refresh_if_serving()

    async def article(self, article_id: int) -> StoredArticle:
        """Return an article as `Reader.article` does, from the rows of one searched elsewhere."""
        rows = self._rows
        return await (super().article if rows is None else rows.article)(article_id)

    async def matching(self, article_id: int, wanted: Sequence[Filter]) -> tuple[Hit, ...]:
        """Return passages as `Reader.matching` does, and likewise."""
        if self._rows is None:
            return await super().matching(article_id, wanted)
        stored, names = await self._rows.article(article_id), await self._rows.names()
        several = await self._rows.several_papers()
        return await in_thread(matching, stored, wanted, names, several_papers=several)

    async def citation(self, stored: StoredArticle) -> Citation:
        """Cite an article as `Reader.citation` does, and likewise."""
        if self._rows is None:
            return await super().citation(stored)
        return citation(stored, several_papers=await self._rows.several_papers())

    async def revision(self) -> int:
        """Return the number of the change that is served, or of the last one, likewise."""
        return await (super().revision if self._rows is None else self._rows.revision)()

    async def paragraphs(self, article_id: int) -> tuple[ParagraphText, ...]:
        """Return an article's paragraphs, as printed and as they should read.

        Raises ArticleUnknown and ArchiveUnavailable.
        """
        stored = await self.article(article_id)
        async with self._database.reading() as view:
            return await paragraphs_of(view, stored.id)

    async def export(self) -> AsyncGenerator[bytes, None]:
        """Yield all that was printed, as lines of JSON; see `retrieval.store.jsonl`.

        All lines are of one moment. Raises ArchiveUnavailable.
        """
        async with self._database.reading() as view, aclosing(export_lines(view)) as it:
            async for line in it:
                yield line

    async def import_(self, lines: Iterable[bytes]) -> Header:
        """Import an export into this archive, which has to be empty; the hook does not run.

        Raises ExportRefused and ArchiveUnavailable; nothing is changed then.
        """
        async with self._database.transaction() as transaction:
            header = await import_lines(transaction, lines)
        await self._refresh_if_serving()
        return header

    @asynccontextmanager
    async def _changing(self) -> AsyncIterator[Transaction]:
        """Hold the write transaction; at its end run the hook on what was changed."""
        while True:
            following = await self._followed()
            async with self._database.transaction() as transaction:
                if await self._is_behind(transaction, following):
                    continue
                yield transaction
                await self._tell(transaction, following)
            self._note(following)
            return

    async def _followed(self, before: Following | None = None) -> Following | None:
        """Return what the hook is to be told changes by, None where it wants none.

        It is ``before``, if that is given.
        """
        if self._hook is None:
            return None
        async with self._database.reading() as view:
            wanted = await self._hook.wants_changes(view)
        if not wanted:
            return None
        if before is not None:
            return before
        rows = self._rows
        return Following(await (self._serving.latest() if rows is None else rows.known()))

    def _note(self, following: Following | None) -> None:
        """Take what a hook was told by as what is known from now on: it is committed."""
        if self._rows is not None and following is not None:
            self._rows.note(following.revision, following.layers)

    @staticmethod
    async def _is_behind(view: View, following: Following | None) -> bool:
        """Return whether another process was faster: what it wrote is to be seen first."""
        return following is not None and following.revision != await current_revision(view)

    async def _tell(self, transaction: Transaction, following: Following | None) -> None:
        """Run the hook on what was changed since it was told last."""
        if self._hook is None or following is None:
            return
        changes = await following.changes(transaction)
        if changes.stories or changes.gone:
            await self._hook.on_changes(transaction, changes)

    async def _refresh_if_serving(self) -> None:
        if self._serving.started:
            await self._serving.refresh()

    async def refresh(self) -> bool:
        """Serve what other processes have written since; return whether there was anything.

        Cheap where there was nothing. The first call builds the first snapshot. Nothing is served
        here where it is searched elsewhere. Raises ArchiveUnavailable; searches go on with what
        they had.
        """
        return self._rows is None and await self._serving.refresh()

    async def warm_up(self) -> None:
        """Prepare a process that goes on running.

        Loads jieba and how characters sound, and reads all of the index on disk, which is built
        again where it is damaged.
        Threads take short turns from now on, and Python no longer looks for garbage among
        what there is by then. Raises ArchiveUnavailable.
        """
        take_turns()
        await asyncio.to_thread(words.load)
        await asyncio.to_thread(sounds.load)
        if self._rows is None:
            await self._serving.verify()
        await asyncio.to_thread(settle)

"""The archive as a command uses it: opened, asked one thing after the other, closed."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from retrieval.archive import Archive


@contextmanager
def opened(database: Path, timezone: ZoneInfo) -> Iterator[tuple[asyncio.Runner, Archive]]:
    """Open the archive for a ``with`` block, with the runner that its coroutines are to run on.

    The runner runs one coroutine at a time. Between two of them the caller may block (on a person,
    on a pipe) without a loop in its way, and Ctrl-C interrupts at once. Raises ArchiveUnavailable.
    """
    with asyncio.Runner() as runner:
        open_archive = AsyncExitStack()
        archive = runner.run(
            open_archive.enter_async_context(Archive.open(database, timezone=timezone))
        )
        try:
            yield runner, archive
        finally:
            runner.run(open_archive.aclose())

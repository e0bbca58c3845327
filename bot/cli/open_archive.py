"""Opens the archive for a command, which does one thing after the other with it."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

from bot.alerts.open_archive import OpenArchive
from bot.runtime.settings import Settings
from retrieval.archive import serving


@contextmanager
def open_archive(
    settings: Settings, *, new: bool = False
) -> Iterator[tuple[asyncio.Runner, OpenArchive]]:
    """Open the archive for a ``with`` block, with the runner that its coroutines are to run on.

    The runner runs one coroutine at a time. Between two of them the caller may block (on a person,
    on a pipe) without a loop in its way, and Ctrl-C interrupts at once. By ``new`` an empty archive
    is made also beside what a former one left. Raises ArchiveUnavailable.
    """
    # A large archive that has no index yet is indexed first: its progress is worth a line.
    progress = logging.getLogger(serving.__name__)
    progress.setLevel(logging.INFO)
    if not progress.handlers:
        progress.addHandler(logging.StreamHandler())
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        here = runner.run(stack.enter_async_context(OpenArchive.of(settings, new=new)))
        try:
            yield runner, here
        finally:
            runner.run(stack.aclose())

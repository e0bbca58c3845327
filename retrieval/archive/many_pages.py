"""Many pages put in one after the other: read ahead by processes, and stored several at a time.

What is stored is what would be if each page came by itself: in the order given, each read by what
its paper's pages are known for by then, compared with those before it, and told to the hook before
the next. Only the commits are fewer. A page is stored whole or not at all, wherever the process
ends.
"""

import time
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Protocol

from retrieval.archive.addition import Addition
from retrieval.archive.page_readers import PageBegun, PageReaders
from retrieval.archive.preparing import PageGiven, PreparedPage
from retrieval.errors import PageRefused
from retrieval.model.page_text import PageText

AT_ONCE = 16
"""Pages in one transaction, at the most: others that write wait for half a second."""

_FEW = 4  # pages that are stored one by one, before processes are worth their start
_AHEAD = 3 * AT_ONCE  # pages that are read ahead
_MOST_TEXT = 4_000_000  # characters of them
_LARGE = 200_000  # characters of a page that is read here: its memory is taken once, not by each
_SLOW = 0.5  # seconds that a page takes to come, after which none waits for the next


class Given(Protocol):
    """Says all that bears on how a page is taken in."""

    def __call__(self, page: PageText, /, *, pasted: bool = False) -> PageGiven:
        """Return a page with that."""
        ...


Ready = PreparedPage | PageRefused
Taken = Addition | PageRefused
"""What came of a page."""


class ManyPages:
    """Takes pages in, each in its turn; what came of them is returned as it is stored.

    ``store`` stores pages at once, in their order. ``guessed`` are habits that pages are likely to
    be read by: it may grow.
    """

    def __init__(
        self,
        given: Given,
        store: Callable[[Sequence[Ready]], Awaitable[list[Taken]]],
        readers: PageReaders,
        guessed: Collection[str] = (),
    ) -> None:
        self._given = given
        self._store = store
        self._readers = readers
        self._guessed = guessed
        self._waiting: deque[PageBegun | PageGiven | PageRefused] = deque()
        self._text = 0  # characters of what waits
        self._count = 0
        self._left = time.monotonic()

    async def put(self, page: PageText | PageRefused, *, pasted: bool = False) -> list[Taken]:
        """Take a page in, or why there is none; return what came of those that are stored by now.

        That is in the order given, and each page's once. The name of ``pasted`` text says nothing.
        Raises ArchiveUnavailable.
        """
        slow = time.monotonic() - self._left > _SLOW
        self._count += 1
        at_once = slow or self._count <= _FEW
        at_once = at_once or (isinstance(page, PageText) and len(page.text) > _LARGE)
        if isinstance(page, PageRefused):
            self._waiting.append(page)
        else:
            self._text += len(page.text)
            given = self._given(page, pasted=pasted)
            self._waiting.append(given if at_once else self._readers.begin(given, self._shapes))
        taken: list[Taken] = []
        while self._waiting and (at_once or self._is_full()):
            taken += await self._take()
        self._left = time.monotonic()
        return taken

    async def rest(self) -> list[Taken]:
        """Store what waits, and return what came of it. Raises ArchiveUnavailable."""
        taken: list[Taken] = []
        while self._waiting:
            taken += await self._take()
        return taken

    def close(self) -> None:
        """End the processes beside; what waits is not stored."""
        self._readers.close()

    @property
    def _shapes(self) -> frozenset[str]:
        return frozenset(self._guessed)

    def _is_full(self) -> bool:
        return len(self._waiting) > _AHEAD or self._text > _MOST_TEXT

    async def _take(self) -> list[Taken]:
        """Store the next pages; what fails unforeseen in one is raised once those before it are."""
        ready: list[Ready] = []
        failure: Exception | None = None
        while self._waiting and len(ready) < AT_ONCE and failure is None:
            try:
                ready.append(await self._ready(self._waiting.popleft()))
            except Exception as error:  # noqa: BLE001 (whatever it is, it is raised below)
                failure = error
        taken = await self._store(ready)
        if failure is not None:
            raise failure
        return taken

    async def _ready(self, page: PageBegun | PageGiven | PageRefused) -> Ready:
        if isinstance(page, PageRefused):
            return page
        given = page if isinstance(page, PageGiven) else page.given
        self._text -= len(given.page.text)
        try:
            if isinstance(page, PageGiven):
                return await self._readers.here(given, self._shapes)
            return await self._readers.prepared(page)
        except PageRefused as refused:
            return refused

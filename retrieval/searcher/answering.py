"""Answers by a searcher: what is answered is answered anew until nothing is missing."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from retrieval.index.snapshot import Snapshot
from retrieval.searcher.needs import Needs
from retrieval.searcher.partial import PartialSnapshots
from retrieval.searcher.searcher import Searcher

_ROUNDS = 40
"""Rounds after which a question is given up: none has been seen to take a third of it."""
_REVISIONS = 3
"""Times that a question is begun anew as the archive changed meanwhile; after that it stands."""
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class _Tried(Generic[_Found]):
    """What came of a try: what was found, or what it failed with, as something was missing."""

    found: _Found | None
    error: Exception | None = None


async def answered(searcher: Searcher, work: Callable[[Snapshot], _Found]) -> _Found:
    """Return what ``work`` finds in a snapshot that has all that it asks for.

    It is done several times, in threads, and is to have no other effect. Raises what it raises
    once nothing is missing, SearchUnavailable, and LookupError where something stays missing.
    """
    for _ in range(_REVISIONS):
        needs = Needs(await searcher.totals())
        tried = await _settled(searcher, needs, work)
        if (await searcher.totals()).revision == needs.totals.revision:
            break
    if tried.error is not None:
        raise tried.error
    return tried.found  # type: ignore[return-value]  # what work returned, maybe None


async def _settled(
    searcher: Searcher, needs: Needs, work: Callable[[Snapshot], _Found]
) -> _Tried[_Found]:
    snapshots = PartialSnapshots(needs)
    for _ in range(_ROUNDS):
        tried = await asyncio.to_thread(_tried, snapshots, work)
        if needs.are_met:
            return tried
        await needs.meet(searcher)
    raise LookupError("a question asks for ever more")


def _tried(snapshots: PartialSnapshots, work: Callable[[Snapshot], _Found]) -> _Tried[_Found]:
    snapshot = snapshots.next()
    try:
        return _Tried(work(snapshot))
    except Exception as error:  # noqa: BLE001 (what is not whole may raise whatever there is)
        return _Tried(None, error)

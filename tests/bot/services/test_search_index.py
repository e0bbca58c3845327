"""The loop that keeps the search cluster's indexes, and what is told of it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.runtime import loops
from bot.runtime.tasks import cancel_all
from bot.services import search_index
from bot.services.search_index import NOT_YET, IndexKeeping
from retrieval.archive import Archive
from retrieval.opensearch import SearchIndex, keeping
from retrieval.store import Database
from tests.retrieval.opensearch.kept import open_archive, page
from tests.support.opensearch.fake import FakeCluster

FIRST, SECOND = "2022-10-27/A05.md", "2022-10-28/A05.md"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "FOLLOW", 0.0)
    monkeypatch.setattr(search_index, "FILL", 0.0)
    monkeypatch.setattr(keeping, "LOOK", 0.0)
    monkeypatch.setattr(loops, "FIRST_PAUSE", 0.0)


@pytest.fixture
def cluster() -> FakeCluster:
    return FakeCluster()


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[tuple[Database, Archive]]:
    async with open_archive(tmp_path / "archive.db") as (database, archive):
        await archive.add_page(page("樱桃沟修路"), FIRST)
        yield database, archive


@asynccontextmanager
async def kept(database: Database, cluster: FakeCluster) -> AsyncIterator[IndexKeeping]:
    own = IndexKeeping(SearchIndex(database, cluster, "test", "a bot"))
    task = asyncio.create_task(own.run())
    try:
        yield own
    finally:
        await cancel_all([task])


async def until(so: Callable[[], bool | Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while True:
            found = so()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0)


async def test_it_fills_what_is_needed_and_is_ready_then(
    opened: tuple[Database, Archive], cluster: FakeCluster
) -> None:
    database, _ = opened
    own = IndexKeeping(SearchIndex(database, cluster, "test", "a bot"))
    assert own.wrong == NOT_YET
    assert not await own.is_found()
    async with kept(database, cluster) as own:
        await until(lambda: own.wrong is None)
        assert await own.is_found()


async def test_what_came_in_is_waited_for_until_it_is_found(
    opened: tuple[Database, Archive], cluster: FakeCluster
) -> None:
    database, archive = opened
    async with kept(database, cluster) as own:
        await until(lambda: own.wrong is None)
        await archive.add_page(page("城市书房开放"), SECOND)
        assert await own.is_found()
        found = cluster.searched("test-passages")
        assert {fields["article"] for fields in found.values()} == {1, 2}


async def test_a_cluster_that_is_slow_is_not_waited_for_for_ever(
    opened: tuple[Database, Archive], cluster: FakeCluster
) -> None:
    database, archive = opened
    slow = asyncio.Event()

    async with kept(database, cluster) as own:
        await until(lambda: own.wrong is None)
        send = cluster.send

        async def sent(*given: object, **named: object) -> object:
            await slow.wait()
            return await send(*given, **named)  # type: ignore[arg-type]

        cluster.send = sent  # type: ignore[method-assign, assignment]
        await archive.add_page(page("城市书房开放"), SECOND)
        assert not await own.is_found(0.01)
        slow.set()
        assert await own.is_found()


async def test_while_the_cluster_is_away_it_says_so_once_and_catches_up_by_itself(
    opened: tuple[Database, Archive], cluster: FakeCluster, caplog: pytest.LogCaptureFixture
) -> None:
    database, archive = opened
    async with kept(database, cluster) as own:
        await until(lambda: own.wrong is None)
        cluster.away = True
        await archive.add_page(page("城市书房开放"), SECOND)  # pages are taken in
        await until(lambda: own.wrong is not None)
        assert own.wrong is not None
        assert "does not answer" in own.wrong
        assert not await own.is_found()  # and nobody waits in vain
        asked = len(cluster.asked)
        await until(lambda: len(cluster.asked) > asked + 10)
        said = [one for one in caplog.records if one.levelno >= logging.WARNING]
        assert sorted(one.message.partition(" fails")[0] for one in said) == [
            "search_index",
            "search_index, fill",
        ]
        cluster.away = False
        await until(lambda: own.wrong is None)
        assert await own.is_found()


async def test_at_its_end_others_may_write(
    opened: tuple[Database, Archive], cluster: FakeCluster
) -> None:
    database, archive = opened
    async with kept(database, cluster) as own:
        await until(lambda: own.wrong is None)
    await archive.add_page(page("城市书房开放"), SECOND)
    other = SearchIndex(database, cluster, "test", "another")
    await other.follow()
    assert other.found == await archive.revision()


async def test_a_long_fill_moves_with_each_lot(
    opened: tuple[Database, Archive], cluster: FakeCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.opensearch.lots.LOT", 1)
    database, archive = opened
    await archive.add_page(page("城市书房开放", "面条厂增产"), SECOND)
    own = IndexKeeping(SearchIndex(database, cluster, "test", "a bot"))
    moved: list[str] = []
    monkeypatch.setattr(own.loop, "moved", moved.append)
    task = asyncio.create_task(own.run())
    await until(lambda: own.wrong is None)
    await cancel_all([task])
    assert moved.count("fill") > 3

import logging
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.errors import SearchUnavailable
from retrieval.opensearch import mapping
from retrieval.opensearch.generations import Generations
from retrieval.opensearch.keeping import LOOK, NotWhole, SearchIndex, Superseded
from retrieval.opensearch.mapping import IndexKind
from retrieval.opensearch.marker import LEASE, IndexHeld
from retrieval.opensearch.target import Target
from retrieval.store.database import Database
from tests.retrieval.opensearch.kept import open_archive, page, passages_of
from tests.retrieval.opensearch.test_indexer import found
from tests.support.opensearch.fake import FakeCluster

FIRST, SECOND = "2022-10-27/A05.md", "2022-10-28/A05.md"


class Time:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def cluster() -> FakeCluster:
    return FakeCluster()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[tuple[Database, Archive]]:
    async with open_archive(tmp_path / "archive.db") as (database, archive):
        await archive.add_page(page("樱桃沟修路", "面条厂增产"), FIRST)
        yield database, archive


def index(
    database: Database,
    cluster: FakeCluster,
    time: Time,
    version: str | None = None,
    owner: str = "a bot",
) -> SearchIndex:
    return SearchIndex(database, cluster, "test", owner, time, version=version)


async def test_the_first_start_fills_indexes_and_has_them_searched(
    opened: tuple[Database, Archive], cluster: FakeCluster, time: Time
) -> None:
    database, _ = opened
    own = index(database, cluster, time)
    await own.follow()
    assert own.found is None
    assert await own.fill()
    assert own.found == await own.revision()
    assert found(cluster, IndexKind.PASSAGES) == await passages_of(database)
    assert not await own.fill()


async def test_an_empty_archive_is_searched_too(
    cluster: FakeCluster, time: Time, tmp_path: Path
) -> None:
    async with open_archive(tmp_path / "archive.db") as (database, archive):
        own = index(database, cluster, time)
        await own.fill()
        await own.follow()
        assert own.found == 0
        await archive.add_page(page("樱桃沟修路"), FIRST)
        await own.follow()
        assert found(cluster, IndexKind.PASSAGES) == await passages_of(database)


async def test_nothing_is_searched_before_it_is_whole(
    opened: tuple[Database, Archive], cluster: FakeCluster, time: Time
) -> None:
    def fail(_: int, path: str) -> None:
        if path.endswith("_refresh"):
            raise SearchUnavailable("away")

    own = index(opened[0], cluster, time)
    cluster.before = fail
    with pytest.raises(SearchUnavailable):
        await own.fill()
    assert found(cluster, IndexKind.PASSAGES) == {}
    with pytest.raises(NotWhole):
        await own.switch()
    cluster.before = lambda _number, _path: None
    assert await own.fill()
    assert len(await Generations(cluster, "test").found()) == 1


async def test_what_comes_in_is_followed(
    opened: tuple[Database, Archive], cluster: FakeCluster, time: Time
) -> None:
    database, archive = opened
    own = index(database, cluster, time)
    await own.fill()
    await own.follow()
    await archive.add_page(page("城市书房开放"), SECOND)
    await own.follow()
    assert own.found == await own.revision()
    assert found(cluster, IndexKind.PASSAGES) == await passages_of(database)


async def test_the_cluster_is_left_alone_while_nothing_changes_but_looked_at_again(
    opened: tuple[Database, Archive], cluster: FakeCluster, time: Time
) -> None:
    own = index(opened[0], cluster, time)
    await own.fill()
    await own.follow()
    cluster.asked.clear()
    await own.follow()
    assert cluster.asked == []
    cluster.away = True
    time.now += LOOK
    with pytest.raises(SearchUnavailable):
        await own.follow()


@pytest.mark.parametrize("other_format", [False, True])
async def test_another_version_is_filled_beside_and_takes_the_place(
    opened: tuple[Database, Archive],
    cluster: FakeCluster,
    time: Time,
    monkeypatch: pytest.MonkeyPatch,
    *,
    other_format: bool,
) -> None:
    database, archive = opened
    before = index(database, cluster, time, "one")
    await before.fill()
    await before.let_go()
    if other_format:
        monkeypatch.setattr(mapping, "FORMAT", mapping.FORMAT + 1)
    own = index(database, cluster, time, "two")
    await own.fill_beside()
    old = found(cluster, IndexKind.PASSAGES)
    await archive.add_page(page("城市书房开放"), SECOND)
    await own.follow()  # what is searched is still the old one, which goes on if it can
    assert own.found is None  # what is searched can't be asked by this version
    followed = found(cluster, IndexKind.PASSAGES)
    assert (followed == old) is other_format
    assert {one.version for one in await Generations(cluster, "test").found()} == {"one", "two"}
    assert await own.fill()
    [left] = await Generations(cluster, "test").found()
    assert (left.version, left.searched, left.number) == ("two", True, 2)
    assert found(cluster, IndexKind.PASSAGES) == await passages_of(database)


async def test_a_program_whose_indexes_were_replaced_says_so_and_fills_none(
    opened: tuple[Database, Archive], cluster: FakeCluster, time: Time
) -> None:
    database, _ = opened
    former = index(database, cluster, time, "one")
    await former.fill()
    await former.follow()
    new = index(database, cluster, time, "two", owner="the command line")
    await new.fill_beside()
    await new.switch()
    time.now += LOOK
    with pytest.raises(Superseded):
        await former.follow()
    assert not await former.fill()


async def test_indexes_that_another_process_keeps_are_not_replaced(
    opened: tuple[Database, Archive], cluster: FakeCluster, time: Time
) -> None:
    database, _ = opened
    await index(database, cluster, time, "one", owner="another bot").fill()
    own = index(database, cluster, time, "two")
    with pytest.raises(IndexHeld, match="another bot"):
        await own.fill()
    time.now += LEASE + 1
    assert await own.fill()


async def test_indexes_of_another_archive_are_searched_no_more_and_filled_anew(
    opened: tuple[Database, Archive],
    cluster: FakeCluster,
    time: Time,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    other = tmp_path / "other.db"
    async with open_archive(other) as (database, archive):
        await archive.add_page(page("城市书房开放"), SECOND)
        before = index(database, cluster, time)
        await before.fill()
    own = index(opened[0], cluster, time)
    with caplog.at_level(logging.WARNING):
        await own.follow()
    assert own.found is None
    assert found(cluster, IndexKind.PASSAGES) == {}
    assert "is not of this archive" in caplog.text
    await own.fill()
    assert found(cluster, IndexKind.PASSAGES) == await passages_of(opened[0])
    assert len(await Generations(cluster, "test").found()) == 1


async def test_indexes_of_another_archive_are_left_to_a_bot_that_writes_to_them(
    opened: tuple[Database, Archive], cluster: FakeCluster, time: Time, tmp_path: Path
) -> None:
    async with open_archive(tmp_path / "other.db") as (database, archive):
        await archive.add_page(page("城市书房开放"), SECOND)
        await index(database, cluster, time, owner="another bot").fill()
        own = index(opened[0], cluster, time)
        with pytest.raises(IndexHeld, match="another bot"):
            await own.follow()
        assert own.found is None
        assert found(cluster, IndexKind.PASSAGES) == await passages_of(database)
    time.now += LEASE + 1
    await own.follow()
    assert found(cluster, IndexKind.PASSAGES) == {}


async def test_an_index_is_told_by_its_mark_to_be_of_the_archive(
    opened: tuple[Database, Archive], cluster: FakeCluster, time: Time, tmp_path: Path
) -> None:
    own = index(opened[0], cluster, time)
    await own.fill()
    status = await own.status()
    assert status.searched is not None
    marker = status.searched.marker
    assert await own.is_own(marker.revision, marker.mark)
    async with open_archive(tmp_path / "other.db") as (database, archive):
        await archive.add_page(page("樱桃沟修路", "面条厂增产"), FIRST)
        other = index(database, cluster, time)
        assert await other.revision() == marker.revision
        assert not await other.is_own(marker.revision, marker.mark)


async def test_an_archive_that_was_restored_is_filled_anew(
    cluster: FakeCluster, time: Time, tmp_path: Path
) -> None:
    path, copy = tmp_path / "archive.db", tmp_path / "copy.db"
    async with open_archive(path) as (_, archive):
        await archive.add_page(page("樱桃沟修路"), FIRST)
    shutil.copy(path, copy)
    async with open_archive(path) as (database, archive):
        await archive.add_page(page("城市书房开放"), SECOND)
        await index(database, cluster, time).fill()
    async with open_archive(copy) as (database, archive):
        await archive.add_page(page("面条厂增产"), SECOND)  # a revision of the same number
        own = index(database, cluster, time)
        await own.follow()
        assert own.found is None
        await own.fill()
        assert found(cluster, IndexKind.PASSAGES) == await passages_of(database)


async def test_what_was_filled_beside_is_brought_up_before_it_is_searched(
    opened: tuple[Database, Archive], cluster: FakeCluster, time: Time
) -> None:
    database, archive = opened
    bot = index(database, cluster, time)
    await bot.fill()
    line = index(database, cluster, time, owner="the command line")
    await line.fill_beside(anew=True, shards=3)
    await line.let_go()
    await archive.add_page(page("城市书房开放"), SECOND)
    await bot.follow()
    await line.switch()
    await line.let_go()
    [left] = await Generations(cluster, "test").found()
    assert (left.number, left.shards) == (2, 3)
    assert found(cluster, IndexKind.PASSAGES) == await passages_of(database)
    time.now += LOOK
    await bot.follow()
    assert bot.found == await bot.revision()


async def test_the_status_says_how_far_each_has_come(
    opened: tuple[Database, Archive], cluster: FakeCluster, time: Time
) -> None:
    database, archive = opened
    own = index(database, cluster, time)
    assert (await own.status()).searched is None
    await own.fill()
    status = await own.status()
    assert status.current
    assert status.searched is not None
    assert status.searched.marker.revision == status.revision == 1
    await archive.add_page(page("城市书房开放"), SECOND)
    status = await own.status()
    assert not status.current
    assert (status.revision, status.health.status) == (2, "green")


async def test_what_a_switch_left_behind_is_deleted_later(
    opened: tuple[Database, Archive], cluster: FakeCluster, time: Time
) -> None:
    database, _ = opened
    await index(database, cluster, time, "one").fill()

    def fail(_: int, __: str) -> None:
        if cluster.asked[-1].startswith("DELETE"):
            raise SearchUnavailable("away")

    cluster.before = fail
    own = index(database, cluster, time, "two")
    with pytest.raises(SearchUnavailable):
        await own.fill()
    cluster.before = lambda _number, _path: None
    assert [one.searched for one in await Generations(cluster, "test").found()] == [False, True]
    assert not await own.fill()
    [left] = await Generations(cluster, "test").found()
    assert left.searched


async def test_what_is_searched_is_never_deleted(
    opened: tuple[Database, Archive], cluster: FakeCluster, time: Time
) -> None:
    await index(opened[0], cluster, time).fill()
    generations = Generations(cluster, "test")
    [one] = await generations.found()
    with pytest.raises(SearchUnavailable):
        await generations.remove(one)
    assert (await Target(cluster, one).marker()).marker.whole

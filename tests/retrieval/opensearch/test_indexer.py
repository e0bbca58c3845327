import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.errors import SearchUnavailable
from retrieval.opensearch import indexer as indexing
from retrieval.opensearch import lots, mapping
from retrieval.opensearch.generations import Generation, Generations
from retrieval.opensearch.indexer import OfAnother
from retrieval.opensearch.mapping import IndexKind
from retrieval.opensearch.marker import LEASE, IndexHeld
from retrieval.opensearch.target import Target
from retrieval.store.database import Database
from tests.retrieval.opensearch.kept import (
    Documents,
    indexer,
    names_of,
    open_archive,
    page,
    passages_of,
    plain,
)
from tests.support.opensearch.fake import Ended, FakeCluster

PAGES = [
    ("2022-10-27/A05.md", page("樱桃沟修路", "面条厂增产")),
    ("2022-10-28/A05.md", page("城市书房开放", by="王娟", paragraphs=4)),
]


@pytest.fixture
def cluster() -> FakeCluster:
    return FakeCluster()


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[tuple[Database, Archive]]:
    async with open_archive(tmp_path / "archive.db") as (database, archive):
        for name, data in PAGES:
            await archive.add_page(data, name)
        yield database, archive


@pytest.fixture
async def generation(cluster: FakeCluster) -> Generation:
    generations = Generations(cluster, "test")
    made = await generations.create(mapping.version())
    await generations.switch(made)
    return made


@pytest.fixture(params=[1, 200])
def lot(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    size = int(request.param)
    monkeypatch.setattr(lots, "LOT", size)
    monkeypatch.setattr(indexing, "NOTED", 0.0)
    return size


def found(cluster: FakeCluster, kind: IndexKind) -> Documents:
    documents = cluster.searched(mapping.alias("test", kind))
    own = {name: plain(fields) for name, fields in documents.items()}
    if kind is IndexKind.PASSAGES:
        return own
    return {
        name: {field: value for field, value in fields.items() if field != "texts"}
        for name, fields in own.items()
        if fields["records"]
    }


async def check_whole(cluster: FakeCluster, database: Database) -> None:
    """Hold what a search finds to what an index made anew would have."""
    assert found(cluster, IndexKind.PASSAGES) == await passages_of(database)
    assert found(cluster, IndexKind.NAMES) == await names_of(database)


@pytest.mark.usefixtures("lot")
async def test_all_of_an_archive_comes_into_new_indexes(
    opened: tuple[Database, Archive], cluster: FakeCluster, generation: Generation
) -> None:
    database, archive = opened
    marker = await indexer(database, cluster, generation).catch_up()
    assert len(found(cluster, IndexKind.PASSAGES)) > 6
    assert "樊福太" in found(cluster, IndexKind.NAMES)
    await check_whole(cluster, database)
    assert (marker.revision, marker.whole) == (await archive.revision(), True)


async def corrected(archive: Archive) -> None:
    await archive.add_page(page("樱桃沟修路", "面条厂减产", paragraphs=0), PAGES[0][0])


async def longer(archive: Archive) -> None:
    await archive.add_page(page("樱桃沟修路", "面条厂增产", paragraphs=9), PAGES[0][0])


async def withdrawn(archive: Archive) -> None:
    await archive.withdraw_page(2)


async def renamed(archive: Archive) -> None:
    await archive.add_page(page("城市书房开放", by="李四光", name="张俊峰"), PAGES[1][0])


async def printed_again(archive: Archive) -> None:
    await archive.add_page(PAGES[1][1], "2022-10-29/B02.md")


async def paragraph_corrected(archive: Archive) -> None:
    [_, shown, *_] = await archive.paragraphs(3)
    await archive.correct(3, shown.printed, shown.printed.replace("樊福太", "樊福泰"))


Change = Callable[[Archive], object]
CHANGES = [corrected, longer, withdrawn, renamed, printed_again, paragraph_corrected]


@pytest.mark.usefixtures("lot")
@pytest.mark.parametrize("change", CHANGES)
async def test_what_changes_later_arrives(
    opened: tuple[Database, Archive], cluster: FakeCluster, generation: Generation, change: Change
) -> None:
    database, archive = opened
    await indexer(database, cluster, generation).catch_up()
    before = found(cluster, IndexKind.PASSAGES)
    await change(archive)  # type: ignore[misc]
    await indexer(database, cluster, generation).catch_up()
    assert found(cluster, IndexKind.PASSAGES) != before
    await check_whole(cluster, database)


async def test_nothing_is_written_where_nothing_changed(
    opened: tuple[Database, Archive], cluster: FakeCluster, generation: Generation
) -> None:
    database, _ = opened
    await indexer(database, cluster, generation).catch_up()
    cluster.asked.clear()
    await indexer(database, cluster, generation).catch_up()
    assert cluster.asked == [f"GET /{generation.name(IndexKind.MARKER)}/_doc/marker"]


async def test_a_pass_is_found_whole_or_not_at_all(
    opened: tuple[Database, Archive], cluster: FakeCluster, generation: Generation
) -> None:
    database, archive = opened
    await indexer(database, cluster, generation).catch_up()
    before = found(cluster, IndexKind.PASSAGES)
    await corrected(archive)

    def fail(_: int, path: str) -> None:
        if path.endswith("_refresh"):
            raise SearchUnavailable("away")

    cluster.before = fail
    with pytest.raises(SearchUnavailable):
        await indexer(database, cluster, generation).catch_up()
    assert found(cluster, IndexKind.PASSAGES) == before


def failing(at: int, error: BaseException) -> Callable[[int, str], None]:
    def fail(number: int, _: str) -> None:
        if number == at:
            raise error

    return fail


KILLS = [
    pytest.param(when, at, meanwhile, id=f"{when}-{at}-{meanwhile}")
    for when in ("before", "after")
    for at in range(20)
    for meanwhile in (False, True)
]


@pytest.mark.usefixtures("lot")
@pytest.mark.parametrize(("when", "at", "meanwhile"), KILLS)
async def test_killed_at_any_request_nothing_is_lost(  # noqa: PLR0913 (fixtures)
    opened: tuple[Database, Archive],
    cluster: FakeCluster,
    generation: Generation,
    when: str,
    at: int,
    *,
    meanwhile: bool,
) -> None:
    database, archive = opened
    await indexer(database, cluster, generation).catch_up()
    await paragraph_corrected(archive)
    await longer(archive)
    await renamed(archive)
    setattr(cluster, when, failing(len(cluster.asked) + at, Ended()))
    with suppress(Ended):
        await indexer(database, cluster, generation).catch_up()
    cluster.before = cluster.after = lambda _number, _path: None
    if meanwhile:  # it changes once more while nobody writes to the cluster
        await corrected(archive)
        await withdrawn(archive)
    await indexer(database, cluster, generation).catch_up()
    await check_whole(cluster, database)


@pytest.mark.usefixtures("lot")
@pytest.mark.parametrize("at", range(3, 24, 2))
async def test_killed_while_it_fills_it_goes_on(
    opened: tuple[Database, Archive], cluster: FakeCluster, generation: Generation, at: int
) -> None:
    database, archive = opened
    cluster.after = failing(len(cluster.asked) + at, Ended())
    with suppress(Ended):
        await indexer(database, cluster, generation).catch_up()
    await corrected(archive)
    await withdrawn(archive)
    cluster.after = failing(len(cluster.asked) + at, Ended())
    with suppress(Ended):
        await indexer(database, cluster, generation).catch_up()
    cluster.after = lambda _number, _path: None
    await renamed(archive)
    await indexer(database, cluster, generation).catch_up()
    await check_whole(cluster, database)


async def test_a_long_pass_goes_on_at_the_lot_where_it_ended(
    opened: tuple[Database, Archive],
    cluster: FakeCluster,
    generation: Generation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lots, "LOT", 1)
    monkeypatch.setattr(indexing, "NOTED", 0.0)
    database, _ = opened
    cluster.before = lambda _, path: _fail_at(cluster, path)
    with pytest.raises(SearchUnavailable):
        await indexer(database, cluster, generation).catch_up()
    cluster.before = lambda _number, _path: None
    told: list[tuple[int, int]] = []
    await indexer(database, cluster, generation).catch_up(lambda *done: told.append(done))
    assert told == [(1, 1)]
    await check_whole(cluster, database)


def _fail_at(cluster: FakeCluster, path: str) -> None:
    if (
        path.endswith("_bulk")
        and sum("passages" in one for one in cluster.asked if "_bulk" in one) > 2
    ):
        raise SearchUnavailable("away")


async def test_another_process_waits_until_the_writer_is_gone(
    opened: tuple[Database, Archive], cluster: FakeCluster, generation: Generation
) -> None:
    database, archive = opened
    one = indexer(database, cluster, generation, "one")
    other = indexer(database, cluster, generation, "other")
    await one.catch_up()
    await corrected(archive)
    with pytest.raises(IndexHeld, match="one"):
        await other.catch_up()
    await one.let_go()
    await other.catch_up()
    await check_whole(cluster, database)


async def test_a_writer_that_does_not_come_back_is_waited_for_a_lease(
    opened: tuple[Database, Archive], cluster: FakeCluster, generation: Generation
) -> None:
    database, _ = opened
    target = Target(cluster, generation)
    await indexer(database, cluster, generation, "one").catch_up()
    seen = await target.marker()
    await target.mark(seen, replace(seen.marker, until=seen.marker.until - LEASE - 1))
    await indexer(database, cluster, generation, "other").catch_up()


async def test_who_was_overtaken_does_not_move_the_marker_back(
    opened: tuple[Database, Archive], cluster: FakeCluster, generation: Generation
) -> None:
    database, archive = opened
    first = indexer(database, cluster, generation)
    await first.catch_up()
    await corrected(archive)
    revision = await archive.revision()

    def overtaken(_: int, path: str) -> None:
        if path.endswith("_refresh"):
            cluster.before = lambda _number, _path: None
            task = asyncio.get_running_loop().create_task(first.catch_up())
            tasks.append(task)

    tasks: list[asyncio.Task[object]] = []
    cluster.before = overtaken
    with suppress(SearchUnavailable):
        await indexer(database, cluster, generation).catch_up()
    await asyncio.gather(*tasks, return_exceptions=True)
    marker = (await Target(cluster, generation).marker()).marker
    assert marker.revision == revision
    await check_whole(cluster, database)


async def test_an_index_of_another_archive_is_refused(
    opened: tuple[Database, Archive], cluster: FakeCluster, generation: Generation, tmp_path: Path
) -> None:
    database, _ = opened
    await indexer(database, cluster, generation).catch_up()
    async with open_archive(tmp_path / "other.db") as (other, archive):
        for name, data in PAGES:
            await archive.add_page(data, name)
        with pytest.raises(OfAnother):
            await indexer(other, cluster, generation).catch_up()


async def test_an_archive_that_was_restored_to_between_two_stops_is_another(
    cluster: FakeCluster, generation: Generation, tmp_path: Path
) -> None:
    path, copy = tmp_path / "archive.db", tmp_path / "copy.db"
    async with open_archive(path) as (database, archive):
        await archive.add_page(PAGES[0][1], PAGES[0][0])
        await _stopped(database, cluster, generation)
    shutil.copy(path, copy)
    async with open_archive(path) as (database, archive):
        await archive.add_page(PAGES[1][1], PAGES[1][0])
        await _stopped(database, cluster, generation)  # documents of this revision are in
    async with open_archive(copy) as (database, archive):
        await archive.add_page(page("城市书房停办", by="李明"), PAGES[1][0])
        with pytest.raises(OfAnother):
            await indexer(database, cluster, generation).catch_up()


async def _stopped(database: Database, cluster: FakeCluster, generation: Generation) -> None:
    """Begin a pass, or go on with one; end when all is written and nothing of it is found yet."""

    def fail(_: int, path: str) -> None:
        if path.endswith("_refresh"):
            raise Ended

    cluster.before = fail
    with suppress(Ended):
        await indexer(database, cluster, generation).catch_up()
    cluster.before = lambda _number, _path: None


async def test_a_document_that_is_refused_moves_nothing(
    opened: tuple[Database, Archive],
    cluster: FakeCluster,
    generation: Generation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database, _ = opened
    monkeypatch.setattr(FakeCluster, "_write", lambda *_: 400)
    with pytest.raises(SearchUnavailable) as caught:
        await indexer(database, cluster, generation).catch_up()
    assert ": 400" in caught.value.reason
    assert not (await Target(cluster, generation).marker()).marker.whole

"""What a searcher does on nodes that are not as they should be: whole answers, or none."""

import time
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import pytest

from retrieval.errors import SearchUnavailable
from retrieval.index.lookups import By
from retrieval.opensearch.client import SearchClient
from retrieval.opensearch.mapping import MARKER, IndexKind, alias
from retrieval.opensearch.searcher import OpenSearchSearcher
from retrieval.searcher.searcher import Listed, Ranked, Searcher
from retrieval.searcher.sets import Containing, Every
from tests.retrieval.opensearch.indexed import (
    Written,
    address,
    create,
    fill,
    index_name,
    mark,
    paper,
)
from tests.support.opensearch.cluster import Cluster
from tests.support.opensearch.required import required_cluster

pytestmark = pytest.mark.cluster
SECONDS = 4.0
WRITTEN = paper(200)
COMMON = "的"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nodes")


@pytest.fixture(scope="module")
def cluster(folder: Path) -> Iterator[Cluster]:
    with required_cluster(folder) as started:
        yield started


@pytest.fixture
def whole(cluster: Cluster) -> Iterator[Cluster]:
    """Return the cluster with all its nodes, and have them back after the test."""
    yield cluster
    for number in range(len(cluster.nodes)):
        cluster.resume(number)
        if number not in cluster.running:
            cluster.start(number)
    cluster.settled()


async def indexed(cluster: Cluster, prefix: str, replicas: int = 1) -> None:
    async with SearchClient(address(cluster.urls, prefix)) as client:
        await create(client, replicas=replicas)
        await fill(client, WRITTEN)
    cluster.settled()


def searching(cluster: Cluster, prefix: str, urls: Sequence[str] = ()) -> OpenSearchSearcher:
    return OpenSearchSearcher.at(address(urls or cluster.urls, prefix, timeout=SECONDS))


async def told(searcher: Searcher) -> list[object]:
    """Return what a searcher says to questions of all kinds."""
    ranked = Ranked(((COMMON, 1.0),), (), Every(), 10)
    return [
        await searcher.totals(),
        await searcher.frequencies([COMMON], []),
        await searcher.counts([Every()], [Containing(COMMON)]),
        len(await searcher.candidates([ranked])),
        await searcher.listings([Listed(Every(), By.DAY, 10)]),
        (await searcher.articles([1])).keys(),
        [rows.tolist() for rows in await searcher.tallies()],
    ]


async def refused(searcher: OpenSearchSearcher) -> list[str]:
    """Return why each kind of question fails: all have to."""
    ranked = Ranked(((COMMON, 1.0),), (), Every(), 10)
    reasons = []
    for asking in (
        searcher.totals(),
        searcher.frequencies([COMMON], []),
        searcher.counts([Every()], []),
        searcher.candidates([ranked]),
        searcher.listings([Listed(Every(), By.DAY, 10)]),
        searcher.articles([1]),
        searcher.names(["记者"], ["记者"]),
        searcher.reporters(10),
        searcher.day_ends([(Every(), 0)]),
        searcher.credits([Every()]),
        searcher.tallies(),
    ):
        with pytest.raises(SearchUnavailable) as failed:
            await asking
        reasons.append(failed.value.reason)
    return reasons


@pytest.mark.parametrize("lost", [0, 1])
async def test_without_one_node_all_is_told(whole: Cluster, lost: int) -> None:
    prefix = f"lost{lost}"
    await indexed(whole, prefix)
    async with searching(whole, prefix) as searcher:
        before = await told(searcher)
        whole.kill(lost)
        assert await told(searcher) == before
        async with searching(whole, prefix) as fresh:
            assert await told(fresh) == before


async def test_where_some_articles_have_no_node_nothing_is_told(whole: Cluster) -> None:
    prefix = "bare"
    await indexed(whole, prefix, replicas=0)
    async with searching(whole, prefix) as searcher:
        await told(searcher)
        whole.kill(1)
        assert await refused_but_cached(searcher)


async def refused_but_cached(searcher: OpenSearchSearcher) -> list[str]:
    """Return why what is asked of all shards fails."""
    reasons = []
    for asking in (
        searcher.counts([Every()], []),
        searcher.candidates([Ranked(((COMMON, 1.0),), (), Every(), 10)]),
        searcher.listings([Listed(Every(), By.DAY, 10)]),
        searcher.frequencies(["没有问过", "也没有"], ["没有问过的话"]),
        searcher.credits([Every()]),
    ):
        with pytest.raises(SearchUnavailable) as failed:
            await asking
        reasons.append(failed.value.reason)
    return reasons


async def test_nodes_that_hang_are_given_up_in_time(whole: Cluster) -> None:
    await indexed(whole, "hangs")
    async with searching(whole, "hangs") as searcher:
        await searcher.totals()
        whole.pause(0)
        whole.pause(1)
        begun = time.monotonic()
        with pytest.raises(SearchUnavailable) as failed:
            await searcher.totals()
        assert time.monotonic() - begun < SECONDS + 1
        assert failed.value.reason.endswith(f"no answer in {SECONDS:g} s")


async def test_where_nothing_is_indexed_it_is_said(cluster: Cluster) -> None:
    async with searching(cluster, "nothing") as searcher:
        reasons = await refused(searcher)
    assert all("404 index_not_found_exception" in reason for reason in reasons[:2])
    assert all("index_not_found_exception" in reason for reason in reasons)


async def test_what_another_program_indexed_is_not_asked(cluster: Cluster) -> None:
    await indexed(cluster, "other")
    path = f"/{alias('other', IndexKind.MARKER)}/_doc/{MARKER}?refresh=true"
    assert cluster.call("PUT", path, {"revision": 7, "version": "0ld"}).status == 200
    async with searching(cluster, "other") as searcher:
        with pytest.raises(SearchUnavailable) as failed:
            await searcher.totals()
    assert "is of version 0ld" in failed.value.reason


async def test_what_another_archive_has_there_is_not_told(cluster: Cluster) -> None:
    async def is_own(revision: int, mark: str) -> bool:
        asked.append((revision, mark))
        return len(asked) > 1

    asked: list[tuple[int, str]] = []
    await indexed(cluster, "anothers")
    async with SearchClient(address(cluster.urls, "anothers", timeout=SECONDS)) as client:
        searcher = OpenSearchSearcher(client, is_own)
        with pytest.raises(SearchUnavailable) as failed:
            await searcher.totals()
        assert "is of another archive" in failed.value.reason
        assert (await searcher.totals()).revision == WRITTEN.revision
    assert asked == [(WRITTEN.revision, "")] * 2


@pytest.fixture
async def renewed(cluster: Cluster) -> AsyncIterator[OpenSearchSearcher]:
    """Return a searcher whose indexes were replaced by others, of three shards, meanwhile."""
    await indexed(cluster, "renewed")
    async with searching(cluster, "renewed") as searcher:
        await searcher.totals()
        await searcher.frequencies([COMMON], [])
        async with SearchClient(address(cluster.urls, "renewed")) as client:
            await create(client, "2", shards=3)
            await fill(client, Written(WRITTEN.entries, 8, WRITTEN.moved))
        yield searcher


async def test_indexes_may_be_replaced_while_questions_are_asked(
    renewed: OpenSearchSearcher,
) -> None:
    terms = [COMMON, "在", "是", "没有这样的词"]
    true = await WRITTEN.local().frequencies(terms, [])
    assert await renewed.frequencies(terms, []) == true  # before it was told
    assert (await renewed.totals()).revision == 8
    assert (await renewed.frequencies([*terms, "和"], []))[:4] == true


async def test_a_revision_counts_once_it_is_marked(cluster: Cluster) -> None:
    await indexed(cluster, "marked")
    async with searching(cluster, "marked") as searcher:
        before = await searcher.totals()
        assert await searcher.totals() is before
        async with SearchClient(address(cluster.urls, "marked")) as client:
            await mark(client, Written(WRITTEN.entries, 9, WRITTEN.moved))
        assert (await searcher.totals()).revision == 9
    assert index_name("marked", IndexKind.MARKER) in str(cluster.call("GET", "/_alias").body)

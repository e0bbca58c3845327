"""The searchers that the suite runs on."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from retrieval.opensearch.client import SearchClient
from retrieval.opensearch.searcher import OpenSearchSearcher
from retrieval.searcher.local import LocalSearcher
from retrieval.searcher.searcher import Searcher
from tests.retrieval.opensearch.indexed import Written, address, create, fill
from tests.retrieval.searcher.searched import ENTRIES, SEARCHED
from tests.support.opensearch.cluster import Cluster
from tests.support.opensearch.required import required_cluster

REVISION = 7
MOVED = {999: 21}


@pytest.fixture(scope="session")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with required_cluster(tmp_path_factory.mktemp("nodes")) as started:
        yield started


@pytest.fixture(scope="session")
def filled(nodes: Cluster) -> Cluster:
    """Return a cluster with the archive in `searched`."""

    async def work() -> None:
        async with SearchClient(address(nodes.urls, "suite")) as client:
            await create(client)
            await fill(client, Written(ENTRIES, REVISION, MOVED))

    with ThreadPoolExecutor(1) as beside:  # a loop of its own: it is asked for in the midst of one
        beside.submit(lambda: asyncio.run(work())).result()
    return nodes


@pytest.fixture(params=["local", pytest.param("opensearch", marks=pytest.mark.cluster)])
async def searcher(request: pytest.FixtureRequest) -> AsyncIterator[Searcher]:
    """Return a searcher of the archive in `searched`, at a revision, with a former id."""
    if request.param == "local":
        yield LocalSearcher(SEARCHED, REVISION, MOVED)
        return
    filled = request.getfixturevalue("filled")
    async with OpenSearchSearcher.at(address(filled.urls, "suite")) as found:
        yield found

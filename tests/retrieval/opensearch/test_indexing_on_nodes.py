"""The indexer on real nodes: what changes arrives, whatever ends; a switch leaves no gap."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from retrieval.archive import Archive
from retrieval.errors import SearchUnavailable
from retrieval.model import Answer
from retrieval.opensearch import (
    ClientWire,
    OpenSearchSearcher,
    SearchAddress,
    SearchClient,
    SearchIndex,
    lots,
    mapping,
)
from retrieval.opensearch import indexer as indexing
from retrieval.opensearch.bulk import Write
from retrieval.opensearch.generations import Generations
from retrieval.opensearch.mapping import IndexKind
from retrieval.opensearch.target import Target
from retrieval.opensearch.wire import Reply
from retrieval.store.database import Database
from tests.retrieval.opensearch.kept import (
    Documents,
    names_of,
    open_archive,
    page,
    passages_of,
    plain,
)
from tests.support.opensearch.cluster import Cluster
from tests.support.opensearch.fake import Ended
from tests.support.opensearch.required import required_cluster

pytestmark = [pytest.mark.cluster, pytest.mark.asyncio(loop_scope="module")]

FILES = ["2022-10-27/A05.md", "2022-10-28/A05.md", "2022-10-29/B02.md"]
TITLES = ["樱桃沟修路", "面条厂增产", "城市书房开放", "老街亮灯"]
PEOPLE = ["樊福太", "张俊峰"]
QUESTIONS = ["樱桃沟怎么了？", "樊书记去了哪里？", "面条厂", "谁写的樱桃沟", "10月28日的报纸"]


class Interrupted:
    """A connection that ends the process at a request."""

    def __init__(self, wire: ClientWire, at: int, *, before: bool) -> None:
        self._wire = wire
        self._left = at
        self._before = before

    async def send(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | bytes | None = None,
        params: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> Reply:
        self._left -= 1
        if self._left == 0 and self._before:
            raise Ended
        reply = await self._wire.send(method, path, body, params, seconds)
        if self._left == 0:
            raise Ended
        return reply


@dataclass(frozen=True, slots=True)
class House:
    """An archive, searched here and on a cluster."""

    database: Database
    here: Archive
    elsewhere: Archive
    client: SearchClient
    cluster: Cluster

    def index(
        self, at: int = 0, *, before: bool = False, version: str | None = None
    ) -> SearchIndex:
        """Return what keeps the indexes, by a connection that may end at a request."""
        wire = Interrupted(ClientWire(self.client), at, before=before)
        return SearchIndex(self.database, wire, self.client.prefix, "a bot", version=version)

    def found(self, kind: IndexKind) -> Documents:
        body = {"size": 5000, "query": {"match_all": {}}}
        path = f"/{mapping.alias(self.client.prefix, kind)}/_search"
        answer = self.cluster.call("POST", path, body)
        assert answer.status == 200, answer
        return {hit["_id"]: hit["_source"] for hit in answer["hits"]["hits"]}

    async def check(self) -> None:
        """Hold what the cluster finds to what indexes made anew would have, and to answers here."""
        passages = await asyncio.to_thread(self.found, IndexKind.PASSAGES)
        wanted = await passages_of(self.database)
        assert passages.keys() == wanted.keys()
        first = {name: one for name, one in wanted.items() if "record" in one}
        assert {name: passages[name]["record"] for name in first} == {
            name: one["record"] for name, one in first.items()
        }
        names = await asyncio.to_thread(self.found, IndexKind.NAMES)
        assert {name: plain(_counted(one)) for name, one in names.items() if one["records"]} == (
            await names_of(self.database)
        )
        for question in QUESTIONS:
            assert told(await self.elsewhere.ask(question)) == told(await self.here.ask(question))


def _counted(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in fields.items() if name != "texts"}


def told(answer: Answer) -> object:
    hits = [(one.citation.article_id, one.snippet.text, round(one.score, 4)) for one in answer.hits]
    return answer.kind, answer.band, answer.total, answer.remarks, hits


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with required_cluster(tmp_path_factory.mktemp("nodes")) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def house(
    cluster: Cluster, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[House]:
    prefix = f"test{abs(hash(request.node.name)) % 10**8}"
    address = SearchAddress(tuple(cluster.urls), prefix=prefix, timeout=10)
    async with (
        SearchClient(address) as client,
        open_archive(tmp_path / "archive.db") as (database, here),
    ):
        elsewhere = await Archive.over(database, searcher=OpenSearchSearcher(client))
        for file, titles in zip(FILES[:2], (TITLES[:2], TITLES[2:]), strict=True):
            await here.add_page(page(*titles), file)
        yield House(database, here, elsewhere, client, cluster)
    cluster.call("DELETE", f"/{prefix}-*")


Change = Callable[[Archive], Any]


async def corrected(archive: Archive) -> None:
    await archive.add_page(page("樱桃沟修路", "面条厂减产", paragraphs=0), FILES[0])


async def longer(archive: Archive) -> None:
    await archive.add_page(page("樱桃沟修路", "面条厂增产", name="张俊峰", paragraphs=9), FILES[0])


async def withdrawn(archive: Archive) -> None:
    await archive.withdraw_page(2)


async def came(archive: Archive) -> None:
    await archive.add_page(page("城市书房开放", "图书节开幕", by="王娟"), FILES[2])


async def test_adds_corrections_and_deletes_arrive(house: House) -> None:
    await house.index().fill()
    await house.check()
    keeping = house.index()
    for change in (came, longer, corrected, withdrawn):
        await change(house.here)
        await keeping.follow()
        assert keeping.found == await house.here.revision()
        await house.check()


@pytest.mark.parametrize("seed", range(12))
async def test_killed_at_random_nothing_is_lost(
    house: House, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 (the same each time)
    monkeypatch.setattr(lots, "LOT", dice.choice([1, 2, 200]))
    monkeypatch.setattr(indexing, "NOTED", 0.0)
    changes: list[Change] = [came, longer, corrected, withdrawn]
    dice.shuffle(changes)
    filling = house.index(dice.randint(8, 20), before=dice.random() < 0.5)
    with suppress(Ended):
        await filling.fill()
    for change in changes:
        await change(house.here)
        with suppress(Ended):
            index = house.index(dice.randint(2, 14), before=dice.random() < 0.5)
            await index.fill()
            await index.follow()
    last = house.index()
    await last.fill()
    await last.follow()
    await house.check()


async def test_a_node_that_goes_while_it_is_written_to_and_comes_back(house: House) -> None:
    await house.index().fill()
    keeping = house.index()
    house.cluster.kill(1)
    try:
        await came(house.here)
        for _ in range(3):
            with suppress(SearchUnavailable):
                await keeping.follow()
        await longer(house.here)
    finally:
        house.cluster.start(1)
    house.cluster.settled("yellow")
    await keeping.follow()
    assert keeping.found == await house.here.revision()
    await house.check()


async def test_a_switch_is_no_gap_for_questions(house: House) -> None:
    await house.index().fill()
    wanted = [told(await house.here.ask(question)) for question in QUESTIONS]
    over, asked = asyncio.Event(), asyncio.Semaphore(0)

    async def ask() -> None:
        while not over.is_set():
            for question, right in zip(QUESTIONS, wanted, strict=True):
                assert told(await house.elsewhere.ask(question)) == right
                asked.release()

    async def switch() -> None:
        switching = house.index()
        for _ in range(3):
            await switching.fill_beside(anew=True, shards=2)
            await switching.switch()
            for _ in range(10):  # some of them began before it
                await asked.acquire()
        over.set()

    async with asyncio.TaskGroup() as tasks:
        for work in (switch(), ask(), ask()):
            tasks.create_task(work)


async def test_what_is_written_to_indexes_that_are_gone_makes_none(house: House) -> None:
    keeping = house.index()
    await keeping.fill()
    generations = Generations(ClientWire(house.client), house.client.prefix)
    [one] = await generations.found()
    target = Target(ClientWire(house.client), one)
    seen = await target.marker()
    await generations.switch(None)
    await generations.remove(one)
    with pytest.raises(SearchUnavailable):
        await target.mark(seen, seen.marker)
    with pytest.raises(SearchUnavailable):
        await target.write(IndexKind.PASSAGES, [Write("1-0", 9, {"article": 1}, "1")])
    assert await generations.found() == ()
    await keeping.fill()
    await house.check()

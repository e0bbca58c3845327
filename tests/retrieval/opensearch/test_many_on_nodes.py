"""What is too much for one answer of the nodes comes in several, and none is missing."""

from collections.abc import AsyncIterator, Iterator

import numpy as np
import pytest
import pytest_asyncio

from retrieval.index.lookups import By
from retrieval.index.records import IndexedArticle
from retrieval.model import Article, StoredArticle
from retrieval.names.gazetteer import Gazetteer, Match
from retrieval.names.making import layer_of
from retrieval.names.name import Name, NameKind
from retrieval.opensearch import client, counting, name_search, searcher
from retrieval.opensearch.client import SearchClient
from retrieval.opensearch.searcher import OpenSearchSearcher
from retrieval.searcher.searcher import Listed
from retrieval.searcher.sets import Every, Termed
from tests.retrieval.opensearch.indexed import Written, address, create, fill, paper
from tests.support.opensearch.cluster import Cluster
from tests.support.opensearch.required import required_cluster

pytestmark = [pytest.mark.cluster, pytest.mark.asyncio(loop_scope="module")]
HOLDERS = 40
_GIVEN = "建国永福小明志强大海春生玉山文武东升西平"


def official(number: int) -> IndexedArticle:
    """Return a story that introduces a secretary; the first ones are secretaries of a city, too."""
    name = f"张{_GIVEN[number % len(_GIVEN)]}{_GIVEN[number // len(_GIVEN)]}"
    post = "城关区委书记" if number < 3 else f"第{number}镇党委书记"
    names = frozenset({Name(name, NameKind.PERSON, post)})
    return IndexedArticle(StoredArticle(10**6 + number, Article("任职"), ()), names)


WRITTEN = paper(300)
ARCHIVE = Written(
    [*WRITTEN.entries, *map(official, range(HOLDERS))], WRITTEN.revision, WRITTEN.moved
)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with required_cluster(tmp_path_factory.mktemp("nodes")) as started:
        yield started


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def remote(cluster: Cluster) -> AsyncIterator[OpenSearchSearcher]:
    async with SearchClient(address(cluster.urls, "many")) as filling:
        await create(filling)
        await fill(filling, ARCHIVE)
    async with OpenSearchSearcher.at(address(cluster.urls, "many")) as found:
        yield found


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have few of everything in an answer."""
    for module, name in (
        (client, "_AT_ONCE"),
        (counting, "_LOT"),
        (name_search, "_LOT"),
        (name_search, "_OFFICES"),
        (searcher, "_AT_ONCE"),
        (searcher, "_FETCHED"),
    ):
        monkeypatch.setattr(module, name, 7)
    monkeypatch.setattr(name_search, "_TERMS", 50)


@pytest.mark.parametrize(
    "text", ["城关区委书记", "区委书记是谁", "书记", "张书记", "第9镇党委书记"]
)
async def test_offices_are_those_of_all_names(remote: OpenSearchSearcher, text: str) -> None:
    near = Gazetteer((layer_of(await remote.names([], [text])),))
    whole = Gazetteer((layer_of(ARCHIVE.names),))
    assert near.find(text) == whole.find(text)
    assert near.aliased(text) == whole.aliased(text)


async def test_an_office_that_many_hold_names_nobody(remote: OpenSearchSearcher) -> None:
    found = Gazetteer((layer_of(await remote.names(["书记在哪里", "城关区委书记"], [])),))
    assert found.find("书记在哪里") == ()
    [one] = found.find("城关区委书记")
    assert (one.how, len(one.names)) == (Match.OFFICE, 3)


@pytest.mark.usefixtures("small")
async def test_names_come_in_several_answers(remote: OpenSearchSearcher) -> None:
    texts = ["张书记", "".join(name.text for name in list(ARCHIVE.names)[:60])]
    near = Gazetteer((layer_of(await remote.names([], texts)),))
    whole = Gazetteer((layer_of(ARCHIVE.names),))
    for text in texts:
        assert near.find(text) == whole.find(text)
    assert near.aliased("张书记") == whole.aliased("张书记")
    assert len(whole.aliased("张书记")) > 7


@pytest.mark.usefixtures("small")
async def test_what_is_counted_and_listed_comes_in_several_answers(
    remote: OpenSearchSearcher,
) -> None:
    local = ARCHIVE.local()
    asked = [
        Listed(one, By.DAY, 50, whole) for one in (Every(), Termed("的")) for whole in (False, True)
    ]
    assert await remote.listings(asked) == await local.listings(asked)
    for one, other in zip(
        await remote.credits([Every()]), await local.credits([Every()]), strict=True
    ):
        assert np.array_equal(one, other)
    ids = [entry.stored.id for entry in ARCHIVE.entries]
    assert (await remote.articles(ids)).keys() == (await local.articles(ids)).keys()


@pytest.mark.usefixtures("small")
async def test_totals_and_tallies_come_in_several_answers(
    cluster: Cluster, remote: OpenSearchSearcher
) -> None:
    async with OpenSearchSearcher.at(address(cluster.urls, "many")) as fresh:
        assert await fresh.totals() == await remote.totals()
        pairs = zip(await fresh.tallies(), await remote.tallies(), strict=True)
        assert all(np.array_equal(one, other) for one, other in pairs)
        words = [chr(code) for code in range(0x4E00, 0x4E40)]
        assert await fresh.frequencies(words, words) == await remote.frequencies(words, words)

"""Whatever happens to the archive, and wherever a process ends, the cluster comes to have all."""

import asyncio
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.archive import Archive
from retrieval.opensearch import indexer as indexing
from retrieval.opensearch import lots, mapping
from retrieval.opensearch.generations import Generations
from retrieval.opensearch.mapping import IndexKind
from tests.retrieval.opensearch.kept import indexer, names_of, open_archive, page, passages_of
from tests.retrieval.opensearch.test_indexer import failing, found
from tests.support.opensearch.fake import Ended, FakeCluster

FILES = ["2022-10-27/A05.md", "2022-10-28/A05.md", "2022-10-29/B02.md"]
TITLES = ["樱桃沟修路", "面条厂增产", "城市书房开放"]
PEOPLE = ["樊福太", "张俊峰"]

stories = st.lists(st.sampled_from(TITLES), min_size=1, max_size=3, unique=True)
puts = st.tuples(
    st.sampled_from(FILES), stories, st.sampled_from(PEOPLE), st.integers(min_value=0, max_value=3)
)
withdrawals = st.integers(min_value=1, max_value=4)
# A pass that ends after so many requests, before or after the last is carried out.
passes = st.tuples(st.booleans(), st.integers(min_value=0, max_value=25))
steps = st.lists(st.one_of(puts, withdrawals, passes), min_size=1, max_size=8)


async def take(archive: Archive, step: tuple[str, list[str], str, int] | int) -> None:
    if isinstance(step, int):
        await archive.withdraw_page(step)
        return
    file, titles, name, paragraphs = step
    await archive.add_page(page(*titles, name=name, paragraphs=paragraphs), file)


async def check(folder: Path, taken: list[object]) -> None:
    cluster = FakeCluster()
    generations = Generations(cluster, "test")
    generation = await generations.create(mapping.version())
    await generations.switch(generation)
    async with open_archive(folder / "archive.db") as (database, archive):
        for step in taken:
            match step:
                case (bool() as before, int(at)):
                    fail = failing(len(cluster.asked) + at, Ended())
                    setattr(cluster, "before" if before else "after", fail)
                    with suppress(Ended):
                        await indexer(database, cluster, generation).catch_up()
                    cluster.before = cluster.after = lambda _number, _path: None
                case _:
                    await take(archive, step)  # type: ignore[arg-type]
        await indexer(database, cluster, generation).catch_up()
        assert found(cluster, IndexKind.PASSAGES) == await passages_of(database)
        assert found(cluster, IndexKind.NAMES) == await names_of(database)


@settings(max_examples=40, deadline=None)
@given(steps, st.sampled_from([1, 2, 200]))
def test_nothing_is_lost_and_nothing_stays(taken: list[object], lot: int) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(lots, "LOT", lot)
        patched.setattr(indexing, "NOTED", 0.0)
        asyncio.run(check(Path(folder), taken))

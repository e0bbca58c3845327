"""A node of the cluster is lost and comes back while people ask."""

import asyncio
from pathlib import Path

import pytest

from retrieval.errors import SearchUnavailable
from tests.retrieval.opensearch.both import Both, added, asked, opened, stories
from tests.support.opensearch.required import required_cluster

pytestmark = pytest.mark.cluster
QUESTIONS = 26


async def outcomes(both: Both, questions: list[tuple[str, str]]) -> list[str | None]:
    """Ask questions one after the other; return what was wrong with each: None, or how it differs.

    A question that could not be asked is told by its reason.
    """
    found: list[str | None] = []
    for kind, text in questions:
        try:
            found.append(await both.differs(kind, text))
        except SearchUnavailable as error:
            found.append(f"unavailable: {error.reason}")
    return found


@pytest.mark.parametrize("lost", [0, 1])
async def test_no_answer_is_wrong_while_a_node_is_lost_and_all_are_right_after(
    tmp_path: Path, lost: int
) -> None:
    with required_cluster(tmp_path) as cluster:
        async with opened(tmp_path, cluster.urls, seconds=5.0) as both:
            await added(both.local, 12)
            await both.fill()
            await asyncio.to_thread(cluster.settled, "green")
            questions = asked(await stories(both.local), QUESTIONS)[:QUESTIONS]
            asking = asyncio.create_task(outcomes(both, questions))
            await both.remote.ask("水库")
            await asyncio.to_thread(cluster.kill, lost)
            during = await asking
            wrong = [one for one in during if one and not one.startswith("unavailable: ")]
            assert wrong == []
            await asyncio.to_thread(cluster.start, lost)
            await asyncio.to_thread(cluster.settled, "green")
            assert await outcomes(both, questions) == [None] * len(questions)


async def test_without_any_node_the_sentence_is_said_and_asking_goes_on_after(
    tmp_path: Path,
) -> None:
    with required_cluster(tmp_path, nodes=1) as cluster:
        async with opened(tmp_path, cluster.urls, seconds=5.0) as both:
            await added(both.local, 4)
            await both.fill()
            cluster.kill(0)
            with pytest.raises(SearchUnavailable) as told:
                await both.remote.ask("水库")
            assert "请稍后再问" in str(told.value)
            assert await added(both.local, 5)  # pages are still taken in
            await asyncio.to_thread(cluster.start, 0)
            await asyncio.to_thread(cluster.settled, "yellow", nodes=1)
            await both.index.follow()
            [kind, text], *_ = asked(await stories(both.local), QUESTIONS)
            assert await both.differs(kind, text) is None

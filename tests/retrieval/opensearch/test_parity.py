"""Five hundred questions, asked of the archive's own index and of a cluster, after all changes."""

import asyncio
from pathlib import Path

import pytest

from tests.retrieval.opensearch.both import added, asked, changed, opened, stories
from tests.support.opensearch.required import required_cluster

pytestmark = pytest.mark.cluster
PAGES = 40
QUESTIONS = 500
AT_ONCE = 4
"""Questions that are asked at a time, as people do."""


async def test_five_hundred_questions_are_answered_the_same_after_all_changes(
    tmp_path: Path,
) -> None:
    with required_cluster(tmp_path) as cluster:
        async with opened(tmp_path, cluster.urls) as both:
            pages = await added(both.local, PAGES // 2)
            await both.fill()
            pages = await added(both.local, PAGES)
            await both.index.follow()
            await changed(both.local, pages)
            await both.index.follow()
            every = asked(await stories(both.local), QUESTIONS)
            assert len(every) >= QUESTIONS
            limit = asyncio.Semaphore(AT_ONCE)

            async def differs(kind: str, text: str) -> str | None:
                async with limit:
                    return await both.differs(kind, text)

            found = await asyncio.gather(*(differs(*one) for one in every))
            assert [one for one in found if one is not None] == []

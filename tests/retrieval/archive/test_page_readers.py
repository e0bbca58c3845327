import logging
from contextlib import closing
from datetime import date

import pytest

from retrieval.archive import Intake
from retrieval.archive.page_readers import PageReaders
from retrieval.archive.preparing import PageGiven
from retrieval.errors import PageRefused
from retrieval.store.segmentation_cache import Analyzer
from tests.retrieval.archive.many import ends, page, story


async def outcomes(*texts: str) -> list[str]:
    """Read pages at once, and return the title or the reason of each."""
    given = [
        PageGiven(page(f"{at}.md", text), date(2024, 5, 1), Intake())
        for at, text in enumerate(texts)
    ]
    found = []
    with closing(PageReaders(Analyzer("1", list), ends)) as readers:
        begun = [readers.begin(one, frozenset()) for one in given]
        for one in begun:
            try:
                ready = await readers.prepared(one)
                found.append(ready.incoming.articles[0].title)
            except PageRefused as refused:
                found.append(refused.reason)
    return found


async def test_a_page_that_ends_its_process_is_refused_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        found = await outcomes(*(story(at) for at in range(4, 9)))
    died = "读这一版时程序中断了 (the process that read this page ended)"
    titles = [story(at).split("\n")[0].removeprefix("# ") for at in range(4, 9)]
    assert found == [title if "第7期" not in title else died for title in titles]
    assert "a process that reads pages ended" in caplog.text


async def test_a_page_without_a_story_is_refused_as_in_this_process() -> None:
    [reason] = await outcomes("第1版")
    assert reason.startswith("只有版面标记")

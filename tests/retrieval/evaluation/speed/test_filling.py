import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.archive import Archive, check
from retrieval.evaluation.speed.filling import fill
from retrieval.evaluation.speed.paper import MadeUpPaper
from retrieval.evaluation.speed.paper_pages import markdown, pages_of_chunk
from retrieval.identity.which_page import Verdict
from retrieval.store.migrations import shipped

PAPER = MadeUpPaper(300)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "archive.db"
    fill(PAPER, path)
    return path


def test_a_filled_archive_is_sound_and_has_all_pages(archive: Path) -> None:
    report = check(archive, shipped())
    assert report.findings == ()
    assert (report.pages, report.articles) == (PAPER.pages, PAPER.stories)


def test_its_stories_are_the_papers(archive: Path) -> None:
    async def stories() -> list[object]:
        async with Archive.open(archive) as opened:
            return [await opened.article(number) for number in range(1, PAPER.stories + 1)]

    assert asyncio.run(stories()) == list(PAPER.in_order())


def test_a_page_that_comes_again_is_known(archive: Path) -> None:
    name, printed = next(pages_of_chunk(PAPER, 0))

    async def added() -> Verdict:
        async with Archive.open(archive) as opened:
            return (await opened.add_page(markdown(printed).encode(), name)).verdict

    assert asyncio.run(added()) is Verdict.SAME


def test_what_stories_are_found_by_is_there_with_its_index(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as connection:
        [(printings,)] = connection.execute("SELECT count(DISTINCT printing_id) FROM sketch")
        indexes = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert printings >= PAPER.stories
    assert "sketch_by_printing" in indexes

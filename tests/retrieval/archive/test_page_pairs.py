"""Both errors of a whole archive, on the pairs of pages that are one, or are not.

Each pair goes into an archive of its own, and what stands there afterwards is counted: one page
where the second is the first one's new version, two where it is not. What a page's path and
masthead tell is taken from the table, as `tests/retrieval/identity/test_page_pairs.py` does.
"""

import csv
import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from retrieval.identity.which_page import Verdict
from retrieval.model import Bulletin, Evidence, PrintedDate
from retrieval.reading.page import read_page
from retrieval.store.adding import Added, IncomingPage, add_page
from retrieval.store.database import Database

PAIRS = Path(__file__).parents[2] / "fixtures" / "page_pairs"
NOW = datetime(2023, 4, 14, tzinfo=UTC)


def rows() -> list[dict[str, str]]:
    with (PAIRS / "index.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def incoming(row: dict[str, str], which: str) -> IncomingPage:
    data = (PAIRS / f"{row['name']}.{which}.md").read_bytes()
    paper, issued, label, path = (
        None if row[f"{which}_{name}"] == "-" else row[f"{which}_{name}"]
        for name in ("paper", "issued", "label", "path")
    )
    day = date.fromisoformat(issued) if issued else None
    printed = (
        PrintedDate(day.month, day.day, Evidence.PAGE, day.year, Evidence.PAGE) if day else None
    )
    articles = read_page(data, path or "text.md").bulletin.articles
    return IncomingPage.of(
        Bulletin(paper, printed, label, articles), path or "", digest=hashlib.sha256(data).digest()
    )


async def stored(database: Database, page: IncomingPage) -> Added:
    async with database.transaction() as transaction:
        return await add_page(transaction, page, NOW)


async def count(database: Database) -> int:
    async with database.reading() as view:
        [(pages,)] = await view.fetch_all("SELECT count(*) FROM page")
    return int(pages)


@pytest.fixture(scope="module")
def pairs() -> list[tuple[dict[str, str], IncomingPage, IncomingPage]]:
    return [(row, incoming(row, "former"), incoming(row, "latter")) for row in rows()]


async def test_every_pair_is_what_it_is_in_an_archive_that_has_nothing_else(
    tmp_path: Path, pairs: list[tuple[dict[str, str], IncomingPage, IncomingPage]]
) -> None:
    wrong = {}
    async with Database.open(tmp_path / "a.db") as database:
        for row, former, latter in pairs:
            await stored(database, former)
            added = await stored(database, latter)
            pages = 1 if row["verdict"] == Verdict.SAME else 2
            if (added.verdict, await count(database)) != (row["verdict"], pages):
                wrong[row["name"]] = added.verdict
            async with database.transaction() as transaction:
                for table in ("printing", "page", "moved_article", "article", "gone_article"):
                    await transaction.execute(f"DELETE FROM {table}")  # noqa: S608 (ours)
    assert wrong == {}

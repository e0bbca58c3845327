from datetime import UTC, datetime

import pytest

from retrieval.model import Article, Bulletin
from retrieval.names.name import Name, NameKind
from retrieval.store import reindex
from retrieval.store.adding import IncomingPage, add_page
from retrieval.store.database import Database
from retrieval.store.extracting import NameExtractor
from retrieval.store.reindex import reindex_names
from tests.retrieval.store.contents import contents

NOW = datetime(2022, 10, 27, 8, tzinfo=UTC)


class Titles:
    """Rules of a version by which the first characters of a title are a name."""

    def __init__(self, version: str, size: int) -> None:
        self.extracted: list[str] = []
        self.extractor = NameExtractor(version, self._names)
        self._size = size

    def _names(self, article: Article) -> frozenset[Name]:
        self.extracted.append(article.title)
        return frozenset({Name(article.title[: self._size], NameKind.PLACE)})


async def add(database: Database, extractor: NameExtractor, *titles: str) -> None:
    bulletin = Bulletin("a", articles=tuple(Article(title) for title in titles))
    incoming = IncomingPage.of(bulletin, "a.md", extractor)
    async with database.transaction() as transaction:
        await add_page(transaction, incoming, NOW)


async def test_names_of_another_version_are_extracted_again_and_seen_by_who_has_it_open(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reindex, "_LOT", 2)
    await add(database, Titles("1", 2).extractor, "二七区一", "金水区二", "中原区三")
    before = await contents(database)
    assert sorted(name.text for name in before.names) == ["中原", "二七", "金水"]
    await reindex_names(database, Titles("2", 3).extractor)
    after = await contents(database)
    assert sorted(name.text for name in after.names) == ["中原区", "二七区", "金水区"]
    assert after.articles == before.articles


async def test_names_of_the_same_version_are_left_as_they_are(database: Database) -> None:
    await add(database, Titles("1", 2).extractor, "二七区一")
    before = await contents(database)
    same = Titles("1", 2)
    await reindex_names(database, same.extractor)
    assert same.extracted == []
    assert await contents(database) == before


async def test_an_empty_archive_has_nothing_to_learn(database: Database) -> None:
    before = await contents(database)
    await reindex_names(database, Titles("2", 2).extractor)
    assert await contents(database) == before

from pathlib import Path

from retrieval.store.database import Database
from retrieval.store.migrations import shipped

STEPS = (*shipped(), *shipped("bot.store"))


async def test_every_table_is_strict(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "a.db", STEPS) as database, database.reading() as view:
        ours = "SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'"
        rows = await view.fetch_all(ours)
        assert [name for name, strict in rows if not strict] == []


async def test_are_numbered_without_a_gap() -> None:
    numbers = [migration.number for migration in shipped("bot.store")]
    assert numbers == [*range(1, len(numbers) + 1)]

"""A read that writes is found before it runs: by mypy, and by a look at the statements."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.store.articles import current_revision, next_revision
from retrieval.store.database import Database
from retrieval.store.transaction import Transaction, View

ROOT = Path(__file__).parents[3]
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
MODULES = [*ROOT.glob("retrieval/store/*.py"), *ROOT.glob("bot/store/*.py")]


async def mypy_finds_a_read_that_writes(view: View, transaction: Transaction) -> None:
    """Never called: mypy reports an ignored error that is none (``warn_unused_ignores``)."""
    await current_revision(transaction)
    await next_revision(view)  # type: ignore[arg-type]
    await view.execute("DELETE FROM page")  # type: ignore[attr-defined]
    await view.returning("DELETE FROM page RETURNING id")  # type: ignore[attr-defined]


def statements(path: Path, *methods: str) -> Iterator[str]:
    """The beginnings of the statements that are given to these methods."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in methods
            and node.args
        ):
            yield ast.unparse(node.args[0]).lstrip("f'\"(").strip()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_what_is_fetched_by_a_view_is_not_written(path: Path) -> None:
    assert [one for one in statements(path, "fetch_all", "stream") if one.startswith(WRITES)] == []
    assert [one for one in statements(path, "returning") if not one.startswith(WRITES)] == []


async def test_rows_come_one_by_one(database: Database) -> None:
    numbers = "SELECT value FROM json_each('[3, 1, 2]')"
    async with database.reading() as view:
        assert [row async for row in view.stream(numbers)] == [(3,), (1,), (2,)]


async def test_rows_come_all_at_once(database: Database) -> None:
    async with database.reading() as view:
        assert await view.fetch_all("SELECT ?, 'b'", (1,)) == [(1, "b")]
        assert await view.fetch_all("SELECT 1 WHERE false") == []


async def test_a_write_returns_the_rows_that_it_asks_for(database: Database) -> None:
    async with database.transaction() as transaction:
        await transaction.execute_many("INSERT INTO revision (number) VALUES (?)", [(1,), (2,)])
        rows = await transaction.returning("DELETE FROM revision WHERE number > 1 RETURNING number")
    assert rows == [(2,)]

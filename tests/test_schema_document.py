"""docs/schema.md: its tables and columns are those of a file that all migrations made."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.store.schema import steps

DOCUMENT = (Path(__file__).parent.parent / "docs" / "schema.md").read_text(encoding="utf-8")
TABLE = re.compile(r"^### (\w+)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
COLUMN = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", re.MULTILINE)
TABLES = (
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'"
    " ORDER BY name"
)


def columns(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    foreign = 'SELECT "from", "table" FROM pragma_foreign_key_list(?)'
    refers: dict[str, str] = dict(connection.execute(foreign, (table,)))
    info = 'SELECT name, type, "notnull" OR pk FROM pragma_table_info(?) ORDER BY cid'
    for name, kind, filled in connection.execute(info, (table,)):
        refer = f" → {refers[name]}" if name in refers else ""
        yield name, f"{kind}{'' if filled else '?'}{refer}"


def test_every_table_and_column_is_told_with_its_type() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        for step in steps():
            connection.executescript(step.sql)
        real = {name: dict(columns(connection, name)) for (name,) in connection.execute(TABLES)}
    told = {
        name: {column: kind for column, kind, _ in COLUMN.findall(body)}
        for name, body in TABLE.findall(DOCUMENT)
    }
    assert len(real) > 20
    assert told.keys() == real.keys()
    for table, its in real.items():
        assert told[table] == its, table

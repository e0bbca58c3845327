"""What printings introduce, as rows."""

from collections.abc import Iterable

from aiosqlite import Connection

from retrieval.names.name import Name, NameKind


async def insert_names(connection: Connection, printing_id: int, names: Iterable[Name]) -> None:
    """Write the names that a printing introduces."""
    await connection.executemany(
        "INSERT INTO name (printing_id, text, kind, post) VALUES (?, ?, ?, ?)",
        [
            (printing_id, name.text, name.kind, name.post)
            for name in sorted(names, key=lambda name: (name.text, name.kind, name.post or ""))
        ],
    )


async def delete_names(connection: Connection, printing_id: int) -> None:
    """Forget what a printing introduces."""
    await connection.execute("DELETE FROM name WHERE printing_id = ?", (printing_id,))


async def learnt_names(connection: Connection) -> list[Name]:
    """Give every name as often as there are articles that introduce it."""
    rows = await connection.execute_fetchall(
        "SELECT DISTINCT article_id, text, kind, post FROM name"
        " JOIN printing ON printing.id = printing_id"
    )
    return [Name(text, NameKind(kind), post) for _, text, kind, post in rows]

import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from retrieval.store.database import Database

Prose = Callable[..., str]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "archive.db") as opened:
        yield opened


@pytest.fixture(scope="session")
def prose() -> Prose:
    """Return text that is the same for a seed, and has next to nothing in common with another's."""

    def written(seed: str, length: int = 200) -> str:
        chance = random.Random(seed)  # noqa: S311 (no secret)
        return "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(length))

    return written

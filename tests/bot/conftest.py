"""An archive with chats and subscriptions in its file."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.model import ChatKind
from bot.services.chats import ChatInfo, Chats
from bot.services.subscriptions import Subscriptions
from retrieval.archive import Archive
from retrieval.store.database import Database
from retrieval.store.migrations import shipped

NOW = 1_700_000_000
LIMIT = 3
GROUP = -100


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept, and the use cases over it, at `NOW`."""

    database: Database
    archive: Archive
    subscribing: Subscriptions
    chats: Chats


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Kept]:
    steps = (*shipped(), *shipped("bot.store"))
    async with Database.open(tmp_path / "bulletins.db", steps) as database:
        archive = await Archive.over(database)
        chats = Chats(database, ZoneInfo("Asia/Shanghai"), lambda: NOW)
        await chats.see(ChatInfo(GROUP, ChatKind.SUPERGROUP, "读报群"))
        yield Kept(database, archive, Subscriptions(database, archive, LIMIT, lambda: NOW), chats)

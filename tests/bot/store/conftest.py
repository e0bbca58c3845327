"""The bot's tables, in a file of their own."""

from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.model import ChatKind
from bot.store.chats import see_chat
from retrieval.store.database import Database
from retrieval.store.migrations import shipped

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = 1_700_000_000
CHAT, OTHER = -100, 200


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A database in which two chats were seen."""
    steps = (*shipped(), *shipped("bot.store"))
    async with Database.open(tmp_path / "a.db", steps) as opened:
        async with opened.transaction() as transaction:
            for chat in (CHAT, OTHER):
                kind = ChatKind.SUPERGROUP if chat < 0 else ChatKind.PRIVATE
                await see_chat(transaction, chat, kind, "街坊", timezone=SHANGHAI)
        yield opened

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from bot.preview.page.cast import Cast
from bot.preview.page.server import serve_page
from bot.preview.world import World
from tests.bot.preview.page.browsing import Browser


@pytest.fixture
def cast(world: World) -> Cast:
    return Cast.gathered(world)


@pytest_asyncio.fixture
async def browser(cast: Cast, tmp_path: Path) -> AsyncIterator[Browser]:
    inbox = tmp_path / "inbox"
    async with serve_page(cast, inbox, 0) as url, ClientSession() as session:
        yield Browser(session, url, cast, inbox)

"""The real bot on a real cluster: answers, alerts and pages while it is there, away, and back."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.preview.participant import Participant
from bot.preview.people import person, private
from bot.preview.server import Preview
from tests.end_to_end.running import PAGES, Bot, begun, command, killed, serving
from tests.end_to_end.test_watch import free_port
from tests.support.opensearch.cluster import Cluster
from tests.support.opensearch.required import required_cluster

pytestmark = pytest.mark.cluster

QUESTION, WANTED = "老码头改造投资多少钱？", "老码头改造动工"
NEW = (
    "2023年5月18日 星期四 第A07版：街巷\n\n# 河湾灯会改在南湖\n\n"
    "本报讯 今年的河湾灯会改在南湖，灯一直亮到半夜，水上还有三十条花船。\n\n记者 陆知行\n"
)
AWAY = "抱歉，现在查不了"
READY_SECONDS = 60.0


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with required_cluster(tmp_path / "nodes", nodes=1) as started:
        yield started


@asynccontextmanager
async def on_cluster(
    home: Path, preview: Preview, admin: Participant, cluster: Cluster
) -> AsyncIterator[tuple[Bot, aiohttp.ClientSession]]:
    """Run a bot on the archive in a folder that is searched on the cluster."""
    port = free_port()
    settings = {
        "HEALTH_PORT": str(port),
        "SEARCH_URL": cluster.urls[0],
        "SEARCH_USER": "bot",
        "SEARCH_PASSWORD": "swordfish",
        "SEARCH_TIMEOUT": "3",
        "ALERT_MAX_AGE_DAYS": "99999",
    }
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        bot = await begun(home, preview, admin, settings=settings)
        try:
            yield bot, http
        finally:
            await killed(bot)


async def ready(http: aiohttp.ClientSession, *, wanted: bool) -> Mapping[str, str]:
    """Wait until the bot is ready, or is not; return why not."""
    async with asyncio.timeout(READY_SECONDS):
        while True:
            async with http.get("/readyz") as response:
                told = json.loads(await response.text())
            if told["search"] is wanted and (not wanted or response.status == 200):
                reasons: Mapping[str, str] = told.get("reasons", {})
                return reasons
            await asyncio.sleep(0)


async def test_a_bot_on_a_cluster_that_goes_and_comes_back(
    cluster: Cluster, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    status, _, err = await command(home, "ingest", str(PAGES / "2023-05-18"))
    assert status == 0, err
    async with serving() as preview:
        admin, reader = (
            private(preview.world, person(preview.world, name)) for name in ("管理员", "小李")
        )
        async with on_cluster(home, preview, admin, cluster) as (bot, http):
            await ready(http, wanted=True)
            assert WANTED in (await reader.reply(reader.say(QUESTION))).text
            await reader.reply(reader.say("/subscribe 灯会"))

            await asyncio.to_thread(cluster.kill, 0)
            reasons = await ready(http, wanted=False)
            assert "the search cluster does not answer" in reasons["search"]
            assert (await reader.reply(reader.say(QUESTION))).text.startswith(AWAY)
            admin.upload("A07.md", NEW.encode())
            [shown] = await preview.world.changes.until(  # beside it admins are told of the error
                lambda: [one for one in admin.from_bot() if one.buttons] or None, 30
            )
            await admin.press_answer(admin.press(shown, "确认发布"))
            published = admin.chat.messages[shown.id].text
            assert "新 1 篇" in published
            assert "过一会儿才查得到" in published
            alerts = await preview.world.changes.until(
                lambda: [one for one in reader.from_bot() if "花船" in one.text] or None, 30
            )
            assert len(alerts) == 1

            await asyncio.to_thread(cluster.start, 0)
            await ready(http, wanted=True)
            await bot.served("灯会在哪里办？", "南湖")
            assert bot.log().count("search_index fails and is tried again") == 1

        async with on_cluster(home, preview, admin, cluster) as (bot, http):  # it was killed
            await ready(http, wanted=True)
            assert WANTED in (await reader.reply(reader.say(QUESTION))).text
            assert "swordfish" not in bot.log()
    assert not (home / "bulletins.db-index").exists()

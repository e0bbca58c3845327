"""The real bot behind a proxy that its `.env` names."""

import asyncio
from pathlib import Path

from bot.preview.people import person, private
from tests.end_to_end.running import PAGES, STOP_SECONDS, TOKEN, begun, killed, serving
from tests.support.proxies import proxy

HOST = "telegram.test"
PAGE = (PAGES / "2023-05-18" / "A01.md").read_bytes()


async def test_all_that_a_bot_does_goes_through_the_proxy_in_its_env_file(tmp_path: Path) -> None:
    async with serving() as preview:
        port = int(preview.url.rpartition(":")[2])
        preview.url = f"http://{HOST}:{port}"  # which none but the proxy finds
        admin = private(preview.world, person(preview.world, "管理员"))
        async with proxy("socks5", {HOST: port}, "editor:tr0ut@pond") as between:
            address = between.address("editor:tr0ut%40pond")
            (tmp_path / ".env").write_text(f"ALL_PROXY={address}\n", encoding="utf-8")
            bot = await begun(tmp_path, preview, admin, log_level="DEBUG")
            try:
                draft = await admin.reply(admin.upload("A01.md", PAGE))
                bot.process.terminate()
                assert await asyncio.wait_for(bot.process.wait(), STOP_SECONDS) == 0
            finally:
                await killed(bot)
    assert "老码头改造动工" in draft.text
    assert set(between.led) == {f"{HOST}:{port}"}
    log = bot.log()
    assert f"经代理 {between.url} 连 Telegram" in log
    for secret in ("editor", "tr0ut", TOKEN):
        assert secret not in log

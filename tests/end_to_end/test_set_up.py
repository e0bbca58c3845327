"""Setting the bot up: on a terminal, on the page of the try, and in a browser."""

import asyncio
import stat
from pathlib import Path

import pytest
from aiohttp import ClientSession
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from bot.cli.set_up_page import SetUpPage
from bot.preview.page.cast import Cast
from bot.preview.page.server import serve_page
from bot.preview.people import person, private
from bot.preview.server import Preview
from bot.runtime.settings import load
from tests.end_to_end.running import TOKEN, environment, serving
from tests.end_to_end.terminal import CTRL_C, CTRL_D, on_a_terminal
from tests.end_to_end.trying import ADDRESS, Screen, browser
from tests.support.proxies import proxy

pytestmark = pytest.mark.xdist_group("trial")
WORD = "?start="
HOST = "telegram.test"


def written(home: Path) -> dict[str, str]:
    """The lines of `.env`, which its owner alone may read."""
    path = home / ".env"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


async def test_on_a_terminal_what_is_typed_wrong_is_asked_again_and_then_the_bot_runs(
    tmp_path: Path,
) -> None:
    async with serving() as preview:
        port = int(preview.url.rpartition(":")[2])
        editor = private(preview.world, person(preview.world, "王编辑"))
        # Telegram is where none but the proxy finds it.
        kept = f"# 我们的\nCONTACT=0371-1234567\nTELEGRAM_API_URL=http://{HOST}:{port}\n"
        (tmp_path / ".env").write_text(kept, encoding="utf-8")
        async with (
            proxy("socks5", {HOST: port}) as between,
            on_a_terminal(tmp_path, environment(tmp_path), "start") as terminal,
        ):
            for typed in (
                *("两", "２。", "河湾晚报" * 9, "河湾晚报"),
                *("令牌", f"{TOKEN}x", "ftp://河湾", between.url, TOKEN),
            ):
                await terminal.until("> ")
                terminal.type(typed)
            await terminal.until(WORD)
            word = await terminal.until("\n")
            await terminal.until("Waiting")
            assert (tmp_path / ".env").read_text(encoding="utf-8") == kept
            editor.say("你好")
            editor.say(f"/start {word}")
            await terminal.until("ready: @paper_bot")
            terminal.type(CTRL_C)
            assert await terminal.end() == 0
        for why in ("或者直接回车。", "最多 20 个字", "不像机器人令牌", "连不上 Telegram："):
            assert terminal.printed.count(why) == 1, terminal.printed
        for why in ("应当是 http:// 或 socks5://", "不认这个令牌", "王编辑"):
            assert terminal.printed.count(why) == 1, terminal.printed
        assert TOKEN not in terminal.printed
        assert [sent.message.text[:5] for sent in preview.world.sent] == ["暗号对了，"]
    assert (tmp_path / ".env").read_text(encoding="utf-8").startswith(kept)
    assert written(tmp_path) == {
        "CONTACT": "0371-1234567",
        "TELEGRAM_API_URL": f"http://{HOST}:{port}",
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "PROXY_URL": between.url,
        "PAPER_NAME": "河湾晚报",
        "ADMIN_IDS": str(editor.user.id),
    }


async def test_whoever_leaves_halfway_leaves_nothing(tmp_path: Path) -> None:
    settings = environment(tmp_path, TELEGRAM_API_URL="http://127.0.0.1:9")
    async with on_a_terminal(tmp_path, settings, "start") as terminal:
        for typed in ("2", "", TOKEN):
            await terminal.until("> ")
            terminal.type(typed)
        await terminal.until("> ")
        assert await terminal.leave(CTRL_D) == 130
    assert "连不上 Telegram：127.0.0.1:9 拒绝连接。" in terminal.printed
    assert not (tmp_path / ".env").exists()


async def test_ctrl_c_leaves_nothing_at_the_last_step_either(tmp_path: Path) -> None:
    async with serving() as preview:
        settings = environment(tmp_path, TELEGRAM_API_URL=preview.url)
        async with on_a_terminal(tmp_path, settings, "start") as terminal:
            for typed in ("2", "", TOKEN):
                await terminal.until("> ")
                terminal.type(typed)
            await terminal.until("(Enter: not now)")
            assert await terminal.leave(CTRL_C) == 130
    assert not (tmp_path / ".env").exists()


async def test_set_up_on_the_page_of_the_try_the_bot_runs_in_the_same_terminal(
    tmp_path: Path,
) -> None:
    async with serving() as preview, ClientSession() as session:
        settings = environment(tmp_path, TELEGRAM_API_URL=preview.url)
        async with on_a_terminal(tmp_path, settings, "start") as terminal:
            await terminal.until("> ")
            terminal.type("")
            await terminal.until(ADDRESS)
            address = (await terminal.until("\n")).strip()
            await terminal.until("code that it asks for: ")
            key = await terminal.until(".")

            async def take(step: str, **given: str) -> dict[str, str]:
                path, ours = f"{address}/set-up/{step}", {"Origin": address}
                async with session.post(path, json=given, headers=ours) as response:
                    assert TOKEN not in await response.text()
                    told: dict[str, str] = await response.json()
                    return told

            async with session.post(f"{address}/set-up/about", json={}) as response:
                assert response.status == 403  # another site's page may not ask
            found = await take("find", key=key, token=TOKEN)
            assert found["username"] == "paper_bot"
            assert "口令不对" in (await take("save"))["why"]  # another user of the machine
            assert (await take("save", key=key))["path"] == str(tmp_path / ".env")
            await terminal.until("ready: @paper_bot")
            terminal.type(CTRL_C)
            assert await terminal.end() == 0
        assert preview.world.sent == []
    assert written(tmp_path) == {"TELEGRAM_BOT_TOKEN": TOKEN}


async def test_the_page_leads_through_by_keyboard_and_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with serving() as preview:
        settings = load({"TELEGRAM_API_URL": preview.url})
        async with (
            SetUpPage(settings) as page,
            serve_page(Cast.gathered(preview.world), tmp_path, 0, page) as address,
        ):
            loop = asyncio.get_running_loop()
            await asyncio.to_thread(led_through, f"{address}/set-up", page, preview, loop)
            assert page.saved.is_set()
            assert (await page.about()).keys() == {"why"}
    assert written(tmp_path)["PAPER_NAME"] == "河湾晚报"


def led_through(
    address: str, page: SetUpPage, preview: Preview, loop: asyncio.AbstractEventLoop
) -> None:
    """Set up by keyboard, with a wrong token before the right one, on a narrow screen."""
    with browser(address, 390, 800) as screen:
        screen.one("#paper").send_keys("河湾晚报", Keys.TAB, Keys.TAB, f"{TOKEN}x", Keys.ENTER)
        assert "口令不对" in screen.one("#key-why", "口令").text
        screen.driver.switch_to.active_element.send_keys(page.key, Keys.ENTER)
        assert "不认这个令牌" in screen.one("#token-why", "令牌").text
        focused = screen.driver.switch_to.active_element
        assert focused.get_attribute("id") == "token"
        assert focused.get_attribute("aria-invalid") == "true"
        seen(screen)
        focused.clear()
        focused.send_keys(TOKEN, Keys.ENTER)
        assert "@paper_bot" in screen.one("#found", "令牌可用").text
        assert screen.one("#waiting", "正在等")
        word = screen.one("#word").text
        seen(screen)
        width = screen.driver.execute_script("return document.documentElement.scrollWidth")
        assert width == 390
        assert TOKEN not in screen.driver.page_source

        def send() -> None:
            private(preview.world, person(preview.world, "王编辑")).say(word)

        loop.call_soon_threadsafe(send)
        assert screen.one("#waiting", "王编辑")
        screen.driver.switch_to.active_element.send_keys(Keys.ENTER)
        assert screen.one("#done-title", "设置好了")
        assert screen.one("#chat").get_attribute("href") == "https://t.me/paper_bot"
        seen(screen)


def seen(screen: Screen) -> None:
    """Every field and button has a name, and the browser has nothing to complain of."""
    for each in screen.driver.find_elements(By.CSS_SELECTOR, "input, button, a"):
        assert each.accessible_name or not each.is_displayed(), each.get_attribute("id")
    assert screen.driver.get_log("browser") == []  # type: ignore[no-untyped-call]

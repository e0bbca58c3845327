from io import BytesIO

import pytest
from yarl import URL

from bot.preview.model import ChatKind
from tests.bot.preview.page.browsing import Browser

FOREIGN = "http://evil.example"


async def test_a_name_that_was_pointed_here_gets_nothing(browser: Browser) -> None:
    port = browser.url.rpartition(":")[2]
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1:1", f"127.0.0.1.nip.io:{port}"):
        for path in ("/", "/state", "/static/main.js"):
            assert (await browser.get(path, Host=host))[0] == 403
    assert (await browser.get("/state", Host=f"localhost:{port}"))[0] == 200


@pytest.mark.parametrize(
    "origin", [FOREIGN, "null", "http://127.0.0.1:1", "https://127.0.0.1", None]
)
@pytest.mark.parametrize("path", ["/do/say", "/upload", "/inbox"])
async def test_other_sites_post_nothing(browser: Browser, path: str, origin: str | None) -> None:
    reader = browser.at(browser.cast.reader, ChatKind.PRIVATE)
    body = {"as": reader.user.id, "chat": reader.chat.id, "text": "x"}
    headers = {} if origin is None else {"Origin": origin}
    url = browser.url + path
    async with browser.session.post(url, json=body, headers=headers) as response:
        assert response.status == 403
    assert reader.chat.messages == {}


async def test_other_sites_read_nothing(browser: Browser) -> None:
    assert (await browser.get("/state", Origin=FOREIGN))[0] == 403


async def test_only_files_of_the_page_itself_run_and_nobody_frames_it(browser: Browser) -> None:
    async with browser.session.get(browser.url) as response:
        policy = response.headers["Content-Security-Policy"]
        page = await response.text()
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "只在本机，不连 Telegram" in page
    assert "://" not in page.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("path", ["/static/../server.py", "/static/%2e%2e/server.py", "/static/"])
async def test_nothing_beside_the_pages_files_is_given(browser: Browser, path: str) -> None:
    url = URL(browser.url + path, encoded=True)
    async with browser.session.get(url) as response:
        assert response.status in (403, 404)


async def test_what_is_too_large_is_refused(browser: Browser) -> None:
    headers = {"Origin": browser.url, "Content-Type": "application/json"}
    body = BytesIO(b" " * 26_000_000)
    url = f"{browser.url}/do/say"
    async with browser.session.post(url, data=body, headers=headers) as response:
        assert response.status == 413

from pathlib import Path

import pytest

from bot.preview.page.cast import Cast
from bot.preview.page.server import STATIC, serve_page
from tests.bot.preview.page.browsing import Browser


async def test_a_port_that_is_taken_gives_way_to_the_next(
    browser: Browser, cast: Cast, tmp_path: Path
) -> None:
    taken = int(browser.url.rpartition(":")[2])
    async with serve_page(cast, tmp_path, taken) as url:
        assert url.startswith("http://127.0.0.1:")
        assert int(url.rpartition(":")[2]) > taken


async def test_the_page_and_all_its_files_are_served(browser: Browser) -> None:
    async with browser.session.get(browser.url) as response:
        assert response.content_type == "text/html"
    for file in STATIC.iterdir():
        async with browser.session.get(f"{browser.url}/static/{file.name}") as response:
            assert await response.read() == file.read_bytes()
            assert file.suffix != ".js" or "javascript" in response.content_type


@pytest.mark.parametrize("script", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_no_script_reads_markup_or_names_another_host(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert forbidden not in text
    assert "://" not in text


@pytest.mark.parametrize(
    ("path", "content_type", "body"),
    [
        ("/do/say", "application/json", b"[]"),
        ("/do/say", "application/json", b"\xff\xfe"),
        ("/do/say", "application/json", b"[" * 100_000),
        ("/do/say", "application/json", b'{"as": 100001, "chat": 100001, "text": "\\ud800"}'),
        ("/do/say", "text/plain; charset=none-such", b"{}"),
        ("/upload", "multipart/form-data", b"x"),
        ("/upload", "multipart/form-data; boundary=a", b"x"),
        ("/inbox", "application/x-www-form-urlencoded", b"file=x"),
    ],
)
async def test_what_cannot_be_read_is_refused_and_the_page_goes_on(
    browser: Browser, path: str, content_type: str, body: bytes
) -> None:
    headers = {"Origin": browser.url, "Content-Type": content_type}
    async with browser.session.post(browser.url + path, data=body, headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["error"]
    assert (await browser.get("/state"))[0] == 200


async def test_half_a_character_from_the_bot_stops_nothing(browser: Browser, cast: Cast) -> None:
    await browser.bot_does("sendMessage", chat_id=cast.reader.id, text="半个\ud83d字")
    assert (await browser.get(f"/state?as={cast.reader.id}"))[0] == 200

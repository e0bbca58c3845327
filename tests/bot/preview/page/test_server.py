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

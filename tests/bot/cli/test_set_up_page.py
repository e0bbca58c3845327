"""The set-up on the page: what it takes, from whom, and what it says of the rest."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.set_up_page import SetUpPage
from bot.runtime.settings import load
from bot.runtime.values import Secret

GOOD = {"paper": "", "token": "", "proxy": ""}


async def test_whoever_does_not_see_the_terminal_can_try_ten_codes(tmp_path: Path) -> None:
    page = SetUpPage(load({}, tmp_path / "none"))
    assert "先检查令牌" in str((await page.save(page.key))["why"])
    for _ in range(8):
        assert (await page.find(key="口令", **GOOD))["field"] == "key"
    for step in (page.admin, page.save):
        assert "口令不对" in str((await step("口令\ud800"))["why"])
    for told in (await page.find(key=page.key, **GOOD), await page.save(page.key)):
        assert "太多" in str(told["why"])


@pytest.mark.parametrize(
    ("field", "text"), [("paper", "报" * 21), ("token", ""), ("proxy", "ftp://河湾")]
)
async def test_what_cannot_be_taken_is_named(tmp_path: Path, field: str, text: str) -> None:
    page = SetUpPage(load({}, tmp_path / "none"))
    told = await page.find(
        key=f" {page.key[:3]} {page.key[3:]} ", **GOOD | {"token": "1:AA"} | {field: text}
    )
    assert told["field"] == field
    assert told["why"]


async def test_where_there_is_a_token_nothing_is_asked(tmp_path: Path) -> None:
    settings = load({}, tmp_path / "none")
    assert await SetUpPage(settings).about() == {"paper": True, "admin": True}
    page = SetUpPage(replace(settings, token=Secret("1:AA")))
    assert (await page.about()).keys() == {"why"}
    assert "why" in await page.find(key=page.key, **GOOD)

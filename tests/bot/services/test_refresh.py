import asyncio
import logging
from pathlib import Path

import pytest

from bot.runtime.loops import Loop, LoopName
from bot.services import refresh
from retrieval.archive import Archive

PAGE = "# 马寨镇面条厂出口订单翻番\n\n本报讯 马寨镇三家面条厂的订单翻了一番。\n".encode()


async def looked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep an archive fresh until it has looked once for what others wrote."""
    monkeypatch.setattr(refresh, "REFRESH", 0)
    async with Archive.open(path) as archive:
        seen = asyncio.Event()
        renew = archive.refresh

        async def noted() -> bool:
            seen.set()
            return await renew()

        monkeypatch.setattr(archive, "refresh", noted)
        task = asyncio.create_task(refresh.keep_fresh(archive, Loop(LoopName.REFRESH)))
        await asyncio.wait_for(seen.wait(), 30)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_an_empty_archive_says_how_to_add_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await looked(tmp_path / "bulletins.db", monkeypatch)
    [record] = [record for record in caplog.records if record.name == "bot.services.refresh"]
    assert record.levelno == logging.WARNING
    assert "python -m bot ingest" in record.getMessage()


async def test_an_archive_with_a_page_needs_no_such_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with Archive.open(tmp_path / "bulletins.db") as archive:
        await archive.add_page(PAGE, "2022-10-27/A05.md")
    await looked(tmp_path / "bulletins.db", monkeypatch)
    assert [record for record in caplog.records if record.name == "bot.services.refresh"] == []

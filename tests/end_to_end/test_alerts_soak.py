"""Fifty chats on a bad day, with the bot killed twice; `tests.soak.alerts` is the command."""

from pathlib import Path

import pytest

from tests.soak.alerts import Day, Soak, told


@pytest.mark.xdist_group("soak")
async def test_no_alert_is_lost_and_none_comes_twice_without_need(tmp_path: Path) -> None:
    day = Day(chats=50, bulletins=4, kills=2, speed=5.0)
    outcome = await Soak(day, tmp_path).passed()
    assert outcome.reckoning.due > 150
    assert outcome.well, told(day, outcome) + (tmp_path / "log").read_text(encoding="utf-8")

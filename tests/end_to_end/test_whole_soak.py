"""Half a minute of everything at once, with kills; `tests.soak.whole` is the command."""

from pathlib import Path

import pytest

from tests.soak.whole import Load, Whole, told


@pytest.mark.xdist_group("soak")
async def test_no_reply_and_no_alert_is_lost(tmp_path: Path) -> None:
    load = Load(minutes=0.5, questions=3.0, bulletins=8.0, kills=12.0)
    outcome = await Whole(load, tmp_path).run()
    assert outcome.kills
    assert outcome.well, told(load, outcome) + (tmp_path / "log").read_text(encoding="utf-8")

"""Two thousand hostile updates; `tests.soak.hostile` is the command for more."""

from pathlib import Path

from tests.soak.hostile import Siege


async def test_nothing_that_strangers_send_does_harm(tmp_path: Path) -> None:
    outcome = await Siege(updates=2000, seed=20).passed(tmp_path)
    assert outcome.calls > 1000
    assert outcome.well, str(outcome)

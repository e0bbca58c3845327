"""A second machine takes over, and two run with one token; `tests.soak.standby` is the command."""

from pathlib import Path

import pytest

from bot.preview.people import person, private
from tests.end_to_end.running import begun, killed, serving
from tests.soak.standby import Play, Standby, told


@pytest.mark.xdist_group("soak")
async def test_a_standby_goes_on_with_all_that_the_last_copy_has(tmp_path: Path) -> None:
    play = Play(times=2)
    outcome = await Standby(play, tmp_path).passed()
    assert [over.came > over.subscriptions for over in outcome.overs] == [True] * play.times
    assert outcome.asked > 2 * play.times
    assert outcome.well, told(play, outcome)


async def test_a_bot_says_that_another_has_its_token(tmp_path: Path) -> None:
    async with serving() as preview:
        admin = private(preview.world, person(preview.world, "管理员"))
        homes = [tmp_path / name for name in ("active", "standby")]
        bots = []
        try:
            for home in homes:
                home.mkdir()
                bots.append(await begun(home, preview, admin))
            first = bots[0]
            polls = preview.world.updates.polls
            # The first one's poll was ended by the second's; it polls again once it has said so.
            await preview.world.changes.until(
                lambda: preview.world.updates.polls > polls or None, 30
            )
            assert "another bot took updates with this token" in first.log()
        finally:
            for bot in bots:
                await killed(bot)

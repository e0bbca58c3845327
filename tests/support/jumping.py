"""A clock that jumps to the end of every pause, so that a test waits for no hour to pass."""

import asyncio

import pytest


class Jumping:
    """Seconds that pass only while the bot waits for Telegram, and then at once.

    Unless it is ``freed`` they stand still, and whoever waits goes on once it is.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self.waits: list[float] = []
        self.freed = asyncio.Event()
        self.freed.set()
        monkeypatch.setattr("bot.telegram.patience.sleep", self._sleep)

    def __call__(self) -> float:
        return self.now

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        await asyncio.sleep(0)
        await self.freed.wait()
        self.now += seconds

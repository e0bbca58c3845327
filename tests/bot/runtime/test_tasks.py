import asyncio

import pytest

from bot.runtime import tasks


async def test_work_goes_on_unless_a_stop_comes_first() -> None:
    stop = asyncio.Event()
    never = asyncio.Event()
    assert await tasks.unless_stopped(stop, asyncio.sleep(0))
    stop.set()
    assert not await tasks.unless_stopped(stop, never.wait())


async def test_a_task_that_fails_is_restarted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "RESTART_SECONDS", 0)
    begun = 0
    third = asyncio.Event()

    async def begin() -> None:
        nonlocal begun
        begun += 1
        if begun == 3:
            third.set()
        raise LookupError

    task = asyncio.create_task(tasks.keep_running(begin))
    await asyncio.wait_for(third.wait(), 10)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

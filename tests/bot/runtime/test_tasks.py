import asyncio

from bot.runtime import tasks


async def test_work_goes_on_unless_a_stop_comes_first() -> None:
    stop = asyncio.Event()
    never = asyncio.Event()
    assert await tasks.unless_stopped(stop, asyncio.sleep(0))
    stop.set()
    assert not await tasks.unless_stopped(stop, never.wait())

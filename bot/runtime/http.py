"""A server of ours, that listens at an address which is set."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.runtime.settings import Address, SettingsInvalid

ENDS = 0.5  # seconds that what is being answered has when the server stops


@asynccontextmanager
async def listening(app: web.Application, at: Address, setting: str) -> AsyncIterator[int]:
    """Serve ``app`` for a ``with`` block, which is given the port; port 0 takes a free one.

    Raises SettingsInvalid, which names ``setting``, where nothing can listen there.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=ENDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, at.host, at.port).start()
        except OSError as error:
            raise SettingsInvalid(
                (f"{setting}={at.port}：{at.host} 上不能用这个端口（{error.strerror}）；换一个",)
            ) from None
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()

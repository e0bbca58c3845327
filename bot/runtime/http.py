"""Serves HTTP at an address from the settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.runtime.settings import Address, SettingsInvalid

STOP_SECONDS = 0.5  # for calls that are being answered when the server stops


@asynccontextmanager
async def http_server(app: web.Application, at: Address, setting: str) -> AsyncIterator[int]:
    """Serve ``app`` for a ``with`` block, and yield the port; port 0 takes a free one.

    Raises SettingsInvalid, which names ``setting``, if the address can't be used.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=STOP_SECONDS)
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

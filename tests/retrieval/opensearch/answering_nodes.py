"""Nodes that answer what a test has them answer, on this machine."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

HOST = "127.0.0.1"
HANGS = object()


@dataclass
class AnsweringNode:
    """A node: what it was asked, and where it is."""

    url: str = ""
    asked: list[tuple[str, str, str, bytes]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def node(
    answer: object = None, *, status: int = 200, tls: ssl.SSLContext | None = None
) -> AsyncIterator[AnsweringNode]:
    """Serve a node that gives one answer: JSON, or text, or none at all if it is `HANGS`."""
    found = AnsweringNode()
    ended = asyncio.Event()

    async def handle(request: web.Request) -> web.Response:
        found.asked.append(
            (request.method, request.path, request.query_string, await request.read())
        )
        found.headers.append({name.lower(): value for name, value in request.headers.items()})
        found.reached.set()
        if answer is HANGS:
            await ended.wait()
        if isinstance(answer, str):
            return web.Response(text=answer, status=status)
        return web.json_response(answer, status=status)

    app = web.Application(client_max_size=1 << 26)
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, HOST, 0, ssl_context=tls)
        await site.start()
        port = runner.addresses[0][1]
        found.url = f"{'http' if tls is None else 'https'}://{HOST}:{port}"
        yield found
    finally:
        ended.set()
        await runner.cleanup()

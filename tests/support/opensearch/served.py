"""A `FakeCluster` over HTTP on loopback, in a thread of its own: for what connects by itself."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from aiohttp import web

from retrieval.errors import SearchUnavailable
from tests.support.opensearch.fake import FakeCluster

_AWAY = 503


@contextmanager
def served(cluster: FakeCluster) -> Iterator[str]:
    """Serve a cluster for a ``with`` block; yield its URL."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    runner, port = asyncio.run_coroutine_threadsafe(_begun(cluster), loop).result(10)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _begun(cluster: FakeCluster) -> tuple[web.AppRunner, int]:
    async def answer(request: web.Request) -> web.Response:
        raw = await request.read()
        lines = request.content_type == "application/x-ndjson"
        body = raw if lines or not raw else json.loads(raw)
        try:
            reply = await cluster.send(
                request.method, request.path, body or None, dict(request.query)
            )
        except SearchUnavailable:
            return web.json_response({"error": {"type": "away"}}, status=_AWAY)
        return web.json_response(reply.body, status=reply.status)

    app = web.Application(client_max_size=64 * 1024**2)
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, int(runner.addresses[0][1])

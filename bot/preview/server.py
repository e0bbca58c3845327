"""The server: HTTP in and out, the token, and the envelope that Telegram puts around everything.

``/bot<token>/<method>`` calls a method, ``/file/bot<token>/<path>`` gives a file. Parameters come
in the query string, as a form, as multipart, or as a JSON body. It listens on 127.0.0.1 only.
Updates are brought to a webhook on this machine, if one is set.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bot.preview import limits
from bot.preview.methods.table import known
from bot.preview.webhook_delivery import WebhookDelivery
from bot.preview.wire import Dropped, Json, Page, Parameters, Refusal, Upload, bad, mapping
from bot.preview.world import World

LOOPBACK = "127.0.0.1"
CALLS_KEPT = 10_000
SHUTDOWN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Call:
    """A method called, by its name in the documentation, and with what."""

    method: str
    parameters: Parameters


Check = Callable[[Call], None]
"""Looks at a call before it is carried out; raises Refusal if it does not fit."""

Afterwards = Callable[[Json], None]
"""Told the result of a call that was carried out; may raise Dropped or Page: then it is lost."""

Fault = Callable[[Call], Awaitable[Afterwards | None]]
"""Awaited before a call is carried out: may take its time, raise Refusal, Dropped or Page, or say
what is to be done afterwards."""


@dataclass(slots=True)
class Preview:
    """A server that runs: where, what it knows, and what was asked of it, oldest first.

    ``refused`` are the calls that were not carried out, and Telegram's reason, or a fault's in its
    name. ``check`` and ``fault`` may be replaced at any time.
    """

    url: str
    world: World
    check: Check | None = None
    fault: Fault | None = None
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))
    refused: list[tuple[Call, Refusal]] = field(default_factory=list)

    async def carry_out(self, call: Call) -> Json:
        """Return the method's result. Raises Refusal, and Dropped or Page if there is a fault."""
        self.calls.append(call)
        try:
            method = known(call.method)
            if self.check is not None:
                self.check(call)
            afterwards = None if self.fault is None else await self.fault(call)
            result = await method(self.world, call.parameters)
        except Refusal as refusal:
            self.refused.append((call, refusal))
            raise
        if afterwards is not None:
            afterwards(result)
        return result


@asynccontextmanager
async def serve(
    world: World, token: str, *, port: int = 0, check: Check | None = None
) -> AsyncIterator[Preview]:
    """Serve the world to the bot of that token until the ``with`` block ends.

    Port 0 takes a free one. Raises OSError if the port is taken.
    """
    preview = Preview("", world, check)
    app = web.Application(client_max_size=2 * limits.UPLOAD_BYTES)
    handlers = _Handlers(preview, token)
    app.router.add_route("*", "/bot{token}/{method}", handlers.method)
    app.router.add_get("/file/bot{token}/{path:.+}", handlers.file)
    runner = web.AppRunner(
        app, access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN_SECONDS
    )
    await runner.setup()
    delivery = asyncio.create_task(WebhookDelivery(world).run())
    try:
        site = web.TCPSite(runner, LOOPBACK, port)
        await site.start()
        preview.url = f"http://{LOOPBACK}:{runner.addresses[0][1]}"
        yield preview
    finally:
        delivery.cancel()
        await asyncio.gather(delivery, return_exceptions=True)
        await runner.cleanup()


class _Handlers:
    def __init__(self, preview: Preview, token: str) -> None:
        self._preview = preview
        self._token = token

    async def method(self, request: web.Request) -> web.Response:
        """Answer a method's call."""
        try:
            self._authorise(request)
            name = request.match_info["method"]
            result = await self._preview.carry_out(Call(name, await _parameters(request)))
        except Refusal as refusal:
            return _refused(refusal)
        except Page as page:
            return web.Response(status=page.status, text=page.html, content_type="text/html")
        except Dropped:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()  # goes nowhere
        # In ASCII, as Telegram's own: half of a surrogate pair goes through too.
        return web.json_response({"ok": True, "result": result})

    async def file(self, request: web.Request) -> web.Response:
        """Answer a download."""
        try:
            self._authorise(request)
        except Refusal as refusal:
            return _refused(refusal)
        for file in self._preview.world.files.values():
            if file.path == request.match_info["path"]:
                return web.Response(body=file.data, content_type="application/octet-stream")
        return _refused(Refusal(404, "Not Found"))

    def _authorise(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if token != self._token:
            well_formed = token.partition(":")[0].isdigit() and ":" in token
            raise Refusal(401, "Unauthorized") if well_formed else Refusal(404, "Not Found")


async def _parameters(request: web.Request) -> Parameters:
    given: dict[str, Json] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        try:
            body: Json = json.loads(await request.text() or "{}")
        except ValueError:
            raise bad("can't parse request body as JSON") from None
        given.update(mapping(body, "request body"))
    else:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.filename, value.content_type, value.file.read())
            else:
                given[name] = value if isinstance(value, str) else value.decode()
    return Parameters(given, uploads)


def _refused(refusal: Refusal) -> web.Response:
    envelope: dict[str, Json] = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
    }
    if refusal.retry_after is not None:
        envelope["parameters"] = {"retry_after": refusal.retry_after}
    elif refusal.migrate_to is not None:
        envelope["parameters"] = {"migrate_to_chat_id": refusal.migrate_to}
    return web.json_response(envelope, status=refusal.code)

"""The page's own small API over HTTP, and the files that the page is made of.

- ``GET /state?as=ID&after=TAG``: what that person sees, at once if it is not what ``after`` tags,
  or as soon as it changes; 204 if it stays the same for a while.
- ``POST /do/ACTION``: a JSON object with ``as``, ``chat`` and what `actions` reads.
- ``GET /set-up``, and its ``POST /set-up/STEP``: see `bot.preview.page.set_up`.
- ``POST /upload``: a form with ``file``, the same fields, and what `actions.upload` reads.
- ``POST /inbox``: a form with ``file``.
- ``GET /files/ID``: a file of a message.

Refusals are ``{"error": text}``.
"""

import asyncio
import errno
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.preview import limits
from bot.preview.page import inbox
from bot.preview.page.actions import ACTIONS, VOICES, Given, upload
from bot.preview.page.cast import Cast
from bot.preview.page.guard import guarded
from bot.preview.page.set_up import SetUp, take
from bot.preview.page.state import state
from bot.preview.server import LOOPBACK, SHUTDOWN_SECONDS
from bot.preview.wire import Json, JsonObject, Refusal, bad, mapping, number

PORT = 8080
PORTS_TRIED = 20
POLL_SECONDS = 25.0
MAX_BYTES = limits.DOWNLOAD_BYTES + 5_000_000  # more than a bot may download: it is to say so
STATIC = Path(__file__).parent / "static"
SHOWN = frozenset({"image/jpeg", "image/webp", *VOICES})
"""What the page shows or plays of files; all others are only ever saved."""
# fields of a form that are numbers
_NUMBERS = ("as", "chat", "thread", "reply_to", "width", "height", "seconds")


@asynccontextmanager
async def serve_page(
    cast: Cast, folder: Path, port: int = PORT, set_up: SetUp | None = None
) -> AsyncIterator[str]:
    """Serve the page, whose pages dropped go into ``folder``; yield its address.

    Its page for setting the bot up is served by ``set_up``, None where that is done already.
    A port that is taken gives way to the next one; after `PORTS_TRIED` any that is free.
    """
    runner = web.AppRunner(
        application(cast, folder, set_up), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS
    )
    await runner.setup()
    try:
        await _listen(runner, port)
        yield f"http://{LOOPBACK}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def application(cast: Cast, folder: Path, set_up: SetUp | None = None) -> web.Application:
    """Return the page's routes, all of them guarded."""
    app = web.Application(middlewares=[guarded], client_max_size=MAX_BYTES)
    handlers = _Handlers(cast, folder, set_up)
    app.router.add_get("/", handlers.index)
    app.router.add_static("/static", STATIC)
    app.router.add_get("/state", handlers.state)
    app.router.add_post("/do/{action}", handlers.act)
    app.router.add_post("/upload", handlers.upload)
    app.router.add_post("/inbox", handlers.inbox)
    app.router.add_get("/files/{id}", handlers.file)
    app.router.add_get("/set-up", handlers.set_up_page)
    app.router.add_post("/set-up/{step}", handlers.set_up_step)
    return app


async def _listen(runner: web.AppRunner, port: int) -> None:
    for candidate in (*range(port, port + PORTS_TRIED), 0):
        try:
            await web.TCPSite(runner, LOOPBACK, candidate).start()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            return


@dataclass(frozen=True, slots=True)
class _Handlers:
    cast: Cast
    folder: Path
    set_up: SetUp | None

    async def index(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html")

    async def state(self, request: web.Request) -> web.Response:
        viewer = self.cast.people.get(_integer(request.query.get("as", "")) or self.cast.reader.id)
        if viewer is None:
            return _refused(404, "nobody of that id")
        after = request.query.get("after")

        def changed() -> tuple[str, str] | None:
            body = json.dumps(state(self.cast, viewer))
            tag = sha256(body.encode()).hexdigest()[:16]
            return (tag, body) if tag != after else None

        try:
            tag, body = await self.cast.world.changes.until(changed, POLL_SECONDS)
        except TimeoutError:
            return web.Response(status=204)
        envelope = f'{{"as":{viewer.id},"tag":"{tag}","state":{body}}}'
        return web.Response(text=envelope, content_type="application/json")

    async def act(self, request: web.Request) -> web.Response:
        action = ACTIONS.get(request.match_info["action"])
        if action is None:
            return _refused(404, "no such action")
        try:
            given = await _body(request)
            who = self.cast.at(number(given, "as"), number(given, "chat"))
            return web.json_response(await action(who, given))
        except Refusal as refusal:
            return _refused(refusal.code, refusal.description)
        except LookupError:
            return _refused(404, "it is not there any more")
        except TimeoutError:
            return _refused(504, "the bot does not answer")

    async def upload(self, request: web.Request) -> web.Response:
        try:
            given, files = await _form(request)
            who = self.cast.at(number(given, "as"), number(given, "chat"))
            return web.json_response(upload(who, files, given))
        except Refusal as refusal:
            return _refused(refusal.code, refusal.description)
        except LookupError:
            return _refused(404, "it is not there any more")

    async def inbox(self, request: web.Request) -> web.Response:
        try:
            _, files = await _form(request)
            if (file := files.get("file")) is None:
                return _refused(400, "there is no file in the request")
            name = await asyncio.to_thread(inbox.put, self.folder, file.name, file.data)
            return web.json_response({"name": name})
        except Refusal as refusal:
            return _refused(refusal.code, refusal.description)
        except OSError as error:
            return _refused(500, error.strerror or "the inbox can't be written")

    async def file(self, request: web.Request) -> web.Response:
        file = self.cast.world.files.get(request.match_info["id"])
        if file is None:
            return _refused(404, "no such file")
        disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return web.Response(
            body=file.data,
            content_type=file.mime if file.mime in SHOWN else "application/octet-stream",
            headers={"Content-Disposition": disposition},
        )

    async def set_up_page(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "set_up.html")

    async def set_up_step(self, request: web.Request) -> web.Response:
        try:
            step = request.match_info["step"]
            return web.json_response(await take(self.set_up, step, await _body(request)))
        except Refusal as refusal:
            return _refused(refusal.code, refusal.description)


async def _body(request: web.Request) -> JsonObject:
    try:
        body: Json = json.loads(await request.text())
        json.dumps(body, ensure_ascii=False).encode()  # half a character is in no message
    except (ValueError, LookupError, RecursionError):
        raise bad("can't parse request body as JSON") from None
    return mapping(body, "request body")


async def _form(request: web.Request) -> tuple[JsonObject, Mapping[str, Given]]:
    """Return the fields and the files, each by its name. Raises Refusal if it is no form."""
    given: dict[str, Json] = {}
    files: dict[str, Given] = {}
    try:
        fields = await request.post()
    except ValueError:
        raise bad("can't parse request body as a form") from None
    for name, value in fields.items():
        if isinstance(value, web.FileField):
            data = await asyncio.to_thread(value.file.read)
            files[name] = Given(value.filename.encode(errors="replace").decode(), data)
        elif isinstance(value, str):
            given[name] = _integer(value) if name in _NUMBERS else value
    return given, files


def _integer(text: str) -> int | None:
    return int(text) if text.removeprefix("-").isdecimal() else None


def _refused(code: int, error: str) -> web.Response:
    return web.json_response({"error": error}, status=code)

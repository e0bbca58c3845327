"""The webhook: Telegram calls us with an update, and is answered 200 once the update is safe.

Safe is what `bot.telegram.ledger` says: written to the database, or done. After any
other answer Telegram sends the update again, and one that comes twice is known by its id. So
nothing is lost by a full queue, a stop or a kill; nor by a change between polling and the webhook,
as neither has Telegram drop what waits.
"""

import asyncio
import hmac
import json
import logging
from collections.abc import Mapping
from contextlib import AsyncExitStack
from http import HTTPStatus

from aiohttp import web
from telegram import Bot, Update

from bot.runtime.http import http_server
from bot.runtime.loops import Loop, LoopName
from bot.runtime.settings import Hook
from bot.telegram.calls import CallFailed, once
from bot.telegram.polling import ALLOWED_UPDATES, until_reached
from bot.telegram.reachability import retry_level
from bot.telegram.transport import has_id, readable
from bot.telegram.updates import UpdateQueue, UpdateTracker

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a name)
MAX_BODY_BYTES = 1_000_000  # Telegram's longest text has some ten thousand
READ_SECONDS = 10.0  # for a call to arrive whole
QUEUE_SECONDS = 20.0  # for an update to be queued and safe; Telegram waits for about sixty
CHECK_SECONDS = 60.0  # between questions to Telegram about the webhook

_LOG = logging.getLogger(__name__)
# Why a body was not read whole. Who breaks off is gone, as a proxy is that refuses a large body.
_UNREAD: Mapping[type[Exception], tuple[str, HTTPStatus]] = {
    web.HTTPRequestEntityTooLarge: ("size", HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    TimeoutError: ("slow", HTTPStatus.REQUEST_TIMEOUT),
    ConnectionError: ("malformed", HTTPStatus.BAD_REQUEST),
}


class Endpoint:
    """Answers the calls of whoever knows the secret."""

    def __init__(self, hook: Hook, queue: UpdateQueue, tracker: UpdateTracker, bot: Bot) -> None:
        self._secret = hook.secret.reveal().encode()
        self._queue = queue
        self._tracker = tracker
        self._bot = bot
        self.app = web.Application(client_max_size=MAX_BODY_BYTES)
        self.app.router.add_post(hook.path, self._receive)

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._secret):
            return self._refuse("secret", HTTPStatus.FORBIDDEN)
        try:
            async with asyncio.timeout(READ_SECONDS):
                body = await request.read()
        except tuple(_UNREAD) as error:
            reason, status = next(_UNREAD[kind] for kind in _UNREAD if isinstance(error, kind))
            return self._refuse(reason, status)
        update = self._read(body)
        if update is None:
            return self._refuse("malformed", HTTPStatus.BAD_REQUEST)
        self._tracker.metrics.telegram_reached()
        try:
            async with asyncio.timeout(QUEUE_SECONDS):
                await self._queue.put(update)
                await self._tracker.ledger.wait_safe(update.update_id)
        except TimeoutError:
            return self._refuse("busy", HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response()

    def _read(self, body: bytes) -> Update | None:
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return None
        return Update.de_json(readable(update), self._bot) if has_id(update) else None

    def _refuse(self, reason: str, status: HTTPStatus) -> web.Response:
        self._tracker.metrics.update_skipped(reason)
        return web.Response(status=status)


class Webhook:
    """Receives updates by a webhook that is set at Telegram."""

    def __init__(self, hook: Hook, endpoint: Endpoint, tracker: UpdateTracker, bot: Bot) -> None:
        self._hook = hook
        self._endpoint = endpoint
        self._metrics = tracker.metrics
        self._bot = bot
        self._open = AsyncExitStack()
        self._checking: asyncio.Task[None] | None = None
        self._last_error = 0.0
        self.loop = Loop(LoopName.WEBHOOK)

    async def begin(self) -> None:
        """Listen, then set the webhook; updates that wait at Telegram are kept, and come.

        Raises SettingsInvalid where nothing can listen.
        """
        await self._open.enter_async_context(
            http_server(self._endpoint.app, self._hook.listen, "WEBHOOK_PORT")
        )
        await until_reached(self._set)
        self._checking = asyncio.create_task(self._watch())

    async def end(self) -> None:
        """Stop http_server; Telegram keeps updates until somebody listens again."""
        if self._checking is not None:
            self._checking.cancel()
            await asyncio.gather(self._checking, return_exceptions=True)
        await self._open.aclose()

    async def check(self) -> None:
        """Ask Telegram about the webhook, and set it again if somebody changed it.

        Raises CallFailed.
        """
        info = await once(self._bot.get_webhook_info)
        self._metrics.telegram_reached()
        self._metrics.updates_waiting(info.pending_update_count)
        if info.url != self._hook.url:
            _LOG.warning("somebody changed the webhook, setting it again")
            await once(self._set)
        elif info.last_error_date and info.last_error_date.timestamp() > self._last_error:
            self._last_error = info.last_error_date.timestamp()
            _LOG.warning("Telegram could not deliver an update: %s", info.last_error_message)

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._hook.url, secret_token=self._hook.secret.reveal(), allowed_updates=ALLOWED_UPDATES
        )
        self._metrics.telegram_reached()

    async def _watch(self) -> None:
        await asyncio.sleep(CHECK_SECONDS)
        await self.loop.repeat(self._checked)

    async def _checked(self) -> float:
        try:
            await self.check()
        except CallFailed as error:
            _LOG.log(retry_level(error.outcome), "the webhook can't be checked: %s", error)
        return CHECK_SECONDS

"""The webhook: Telegram calls us with an update, and is answered 200 once the update is safe.

Safe is what `bot.telegram.ledger` says: written to the database, or done. Whatever else is
answered, Telegram brings the update again, and one that comes twice is known by its id. So nothing
is lost by a full queue, a stop or a kill; nor by a change between polling and the webhook, as
neither has Telegram drop what waits.
"""

import asyncio
import hmac
import json
import logging
from contextlib import AsyncExitStack
from http import HTTPStatus

from aiohttp import web
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.runtime.http import listening
from bot.runtime.settings import Hook
from bot.telegram.polling import WANTED, insist
from bot.telegram.transport import has_id, readable
from bot.telegram.updates import Course, Intake

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (a name)
LARGEST = 1_000_000  # bytes of a call; Telegram's longest text has some ten thousand
READ_SECONDS = 10.0  # for a call to come in whole
ROOM_SECONDS = 20.0  # for an update to find room and be safe; Telegram waits for about sixty
LOOK = 60.0  # seconds between looks at what Telegram says of the webhook

_LOG = logging.getLogger(__name__)


class Endpoint:
    """Takes the calls of whoever shows the secret."""

    def __init__(self, hook: Hook, intake: Intake, course: Course, bot: Bot) -> None:
        self._secret = hook.secret.reveal().encode()
        self._intake = intake
        self._course = course
        self._bot = bot
        self.app = web.Application(client_max_size=LARGEST)
        self.app.router.add_post(hook.path, self._called)

    async def _called(self, request: web.Request) -> web.Response:
        shown = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(shown, self._secret):
            return self._refused("secret", HTTPStatus.FORBIDDEN)
        try:
            async with asyncio.timeout(READ_SECONDS):
                body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return self._refused("size", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except TimeoutError:
            return self._refused("slow", HTTPStatus.REQUEST_TIMEOUT)
        update = self._read(body)
        if update is None:
            return self._refused("malformed", HTTPStatus.BAD_REQUEST)
        self._course.metrics.telegram_reached()
        try:
            async with asyncio.timeout(ROOM_SECONDS):
                await self._intake.put(update)
                await self._course.ledger.safe(update.update_id)
        except TimeoutError:
            return self._refused("busy", HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response()

    def _read(self, body: bytes) -> Update | None:
        try:
            given = json.loads(body)
        except (ValueError, RecursionError):
            return None
        return Update.de_json(readable(given), self._bot) if has_id(given) else None

    def _refused(self, why: str, status: HTTPStatus) -> web.Response:
        self._course.metrics.update_skipped(why)
        return web.Response(status=status)


class Webhook:
    """Has Telegram call us."""

    def __init__(self, hook: Hook, endpoint: Endpoint, course: Course, bot: Bot) -> None:
        self._hook = hook
        self._endpoint = endpoint
        self._metrics = course.metrics
        self._bot = bot
        self._open = AsyncExitStack()
        self._watching: asyncio.Task[None] | None = None
        self._last_error = 0.0

    async def begin(self) -> None:
        """Listen, then tell Telegram where; what waits there is kept, and comes.

        Raises SettingsInvalid where nothing can listen.
        """
        await self._open.enter_async_context(
            listening(self._endpoint.app, self._hook.listen, "WEBHOOK_PORT")
        )
        await insist(self._set)
        self._watching = asyncio.create_task(self._watch())

    async def end(self) -> None:
        """Listen no more; Telegram keeps what comes until somebody listens again."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await self._open.aclose()

    async def look(self) -> None:
        """Ask Telegram how the webhook is, and set it again where it is not ours any more.

        Raises TelegramError.
        """
        info = await self._bot.get_webhook_info()
        self._metrics.telegram_reached()
        self._metrics.updates_waiting(info.pending_update_count)
        if info.url != self._hook.url:
            _LOG.warning("somebody has changed the webhook; it is set again")
            await self._set()
        elif info.last_error_date and info.last_error_date.timestamp() > self._last_error:
            self._last_error = info.last_error_date.timestamp()
            _LOG.warning("Telegram could not bring an update: %s", info.last_error_message)

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._hook.url, secret_token=self._hook.secret.reveal(), allowed_updates=WANTED
        )
        self._metrics.telegram_reached()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            try:
                await self.look()
            except TelegramError as error:
                _LOG.warning("no word of the webhook for now: %s", error)

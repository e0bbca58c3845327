"""How calls reach Telegram over HTTP, and how its replies are read.

Three things differ from python-telegram-bot's own transport. A reply that can't be read is never
logged, since it may hold what people wrote. What is no reply of the Bot API's is none, whatever its
status. And updates are read one by one: one that can't be read is skipped, where the library would
fetch it again and again, and get no other meanwhile.
"""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus
from typing import Any

import httpx
from telegram import Update
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.runtime.metrics import FAULTS, Metrics
from bot.telegram.calls import CallFailed
from bot.telegram.connecting import Connecting
from bot.telegram.outcome import StrangeReply, Transient
from bot.telegram.reachability import Reachability

READ_SECONDS = 20.0  # for a reply to a call; Telegram answers within one, a busy server may not
OPEN_SECONDS = 10.0  # for a connection, and for sending a call
_POOL_SECONDS = 10.0  # for one of the pool's connections to be free
_MAX_ID = 1 << 63  # ids are below
_OF_MESSAGE = ("message_id", "date", "chat")  # the rest takes longer to read than to send it
_SERVER_ERROR = 500  # and above: the server's own fault

_LOG = logging.getLogger(__name__)


class Transport(HTTPXRequest):
    """Carries the calls of a bot, over at most ``connections`` at a time.

    They go through ``proxy``, an address as `bot.runtime.values.proxy` returns it, or straight to
    Telegram without one, whatever the environment says: the settings have read it. Whether they get
    there, ``reach`` is told.
    """

    def __init__(
        self,
        connections: int,
        metrics: Metrics,
        proxy: str | None = None,
        reach: Reachability | None = None,
    ) -> None:
        self._metrics = metrics
        self._reach = reach
        way = Connecting(connections, OPEN_SECONDS, proxy)
        super().__init__(
            httpx_kwargs={"transport": way, "trust_env": False},
            connection_pool_size=connections,
            read_timeout=READ_SECONDS,
            write_timeout=OPEN_SECONDS,
            connect_timeout=OPEN_SECONDS,
            pool_timeout=_POOL_SECONDS,
        )

    async def do_request(self, *given: Any, **named: Any) -> tuple[int, bytes]:  # noqa: ANN401 (the library's)
        """Return the reply's status and body. Raises TelegramError.

        A page in place of the Bot API's reply is a fault of the network, whatever its status: a
        proxy's 403 must not pass for a chat's.
        """
        try:
            code, payload = await super().do_request(*given, **named)
        except TelegramError as error:
            self._metrics.call_made("timeout" if isinstance(error, TimedOut) else "network")
            self._failed(error)
            raise
        self._metrics.call_made(_fault(code))
        if not payload.lstrip().startswith(b"{"):
            strange = _no_reply()
            strange.__cause__ = StrangeReply(code)
            self._failed(strange)
            raise strange
        if self._reach is not None:
            self._reach.reached()
        return code, payload

    def _failed(self, error: TelegramError) -> None:
        if self._reach is not None:
            self._reach.failed(error)

    async def fetch(self, url: str) -> AsyncIterator[bytes]:
        """Yield the bytes of a file a little at a time, as the library does not.

        Raises CallFailed, which does not name the address: the token is part of it.
        """
        try:
            async with self._client.stream("GET", url) as response:
                if response.status_code != HTTPStatus.OK:
                    raise _not_fetched(f"the server answers {response.status_code} to a download")
                async for chunk in response.aiter_bytes():
                    yield chunk
        except httpx.HTTPError as error:
            raise _not_fetched(f"a download failed: {type(error).__name__}") from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the envelope that Telegram put around its reply. Raises TelegramError.

        Of a message of the bot's own, which comes back whole, it holds no more than where it is.
        """
        try:
            envelope = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            envelope = None
        if not isinstance(envelope, dict):
            raise _no_reply()
        sent = envelope.get("result")
        if isinstance(sent, dict) and _OF_MESSAGE[0] in sent:
            envelope["result"] = {name: sent[name] for name in _OF_MESSAGE if name in sent}
        return envelope


def _no_reply() -> TelegramError:
    return NetworkError("the server's reply is no JSON object")


def _not_fetched(reason: str) -> CallFailed:
    return CallFailed(Transient(reason), reason)


async def _at_once() -> None:
    pass


class PollingTransport(Transport):
    """Carries the calls that poll for updates, over one connection.

    A call confirms the updates of the last one, so ``safe`` is awaited first.
    """

    def __init__(
        self,
        metrics: Metrics,
        safe: Callable[[], Awaitable[None]] = _at_once,
        proxy: str | None = None,
        reach: Reachability | None = None,
    ) -> None:
        super().__init__(1, metrics, proxy, reach)
        self._safe = safe

    async def do_request(self, *given: Any, **named: Any) -> tuple[int, bytes]:  # noqa: ANN401 (the library's)
        """Return the reply's status and body. Raises TelegramError.

        The token was valid when the bot started, so 401 and 404 are faults like any other: the
        library would stop polling for good.
        """
        await self._safe()
        code, payload = await super().do_request(*given, **named)
        if code == HTTPStatus.OK:
            self._metrics.telegram_reached()
        if code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            raise NetworkError(
                f"the server answers {code} to a token that was valid before; was it replaced?"
            )
        return code, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the envelope; an update in it that can't be read becomes an empty one."""
        envelope = Transport.parse_json_payload(payload)
        updates = envelope.get("result")
        if isinstance(updates, list):
            envelope["result"] = [readable(update) for update in updates if has_id(update)]
        return envelope


def has_id(update: object) -> bool:
    """Return whether this is an object with an id that a database can store."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return type(number) is int and 0 <= number < _MAX_ID


def _fault(code: int) -> str | None:
    """Return the kind of fault that a status is, one of `FAULTS`; None for none."""
    if code < HTTPStatus.BAD_REQUEST:
        return None
    if code >= _SERVER_ERROR:
        return "5xx"
    return str(code) if str(code) in FAULTS else "4xx"


def readable(update: dict[str, Any]) -> dict[str, Any]:
    """Return an update; one that can't be read becomes an empty one with its id."""
    try:
        Update.de_json(update)
    except Exception as error:  # noqa: BLE001 (whatever the library meets in it)
        number = update["update_id"]
        _LOG.warning("update %d can't be read and is skipped: %s", number, type(error).__name__)
        return {"update_id": number}
    return update

"""How connections to Telegram are made: straight, or through a proxy (http, https, socks5).

Two things differ from httpx's own. A socks5 proxy that takes a connection and then says nothing is
given up in time, where the library would wait for ever; and one that says what no such proxy says
fails as the network does. Both leave no connection open.
"""

import asyncio
from collections.abc import Mapping

import httpx
from httpcore import AsyncNetworkStream
from socksio import SOCKSError

_GREETING = "socks.setup_socks5_connection"  # what httpcore calls it


class Connecting(httpx.AsyncHTTPTransport):
    """Makes at most ``most`` connections, through ``proxy`` if there is one.

    A socks5 proxy has ``seconds`` to connect to Telegram.
    """

    def __init__(self, most: int, seconds: float, proxy: str | None = None) -> None:
        certificates = httpx.create_ssl_context()
        over_tls = proxy is not None and proxy.startswith("https:")
        super().__init__(
            verify=certificates,
            limits=httpx.Limits(max_connections=most),
            proxy=httpx.Proxy(proxy, ssl_context=certificates if over_tls else None)
            if proxy
            else None,
        )
        self._seconds = seconds

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the response to a request. Raises httpx.HTTPError."""
        try:
            async with asyncio.timeout(None) as limit:
                request.extensions["trace"] = _Greeting(limit, self._seconds).followed
                return await super().handle_async_request(request)
        except TimeoutError as error:
            raise httpx.ConnectTimeout("the proxy does not answer", request=request) from error
        except (AssertionError, SOCKSError) as error:
            raise httpx.RemoteProtocolError("no socks5 proxy answers", request=request) from error


class _Greeting:
    """What a socks5 proxy is told before it connects: bounded in time by ``limit``."""

    def __init__(self, limit: asyncio.Timeout, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._stream: object = None

    async def followed(self, event: str, info: Mapping[str, object]) -> None:
        """Take note of an event of a connection's; all others are none of its business."""
        if event == f"{_GREETING}.started":
            self._stream = info["stream"]
            self._limit.reschedule(asyncio.get_running_loop().time() + self._seconds)
        elif event.startswith(_GREETING):
            if not self._limit.expired():
                self._limit.reschedule(None)
            if event.endswith(".failed") and isinstance(self._stream, AsyncNetworkStream):
                await self._stream.aclose()  # the library forgets it open

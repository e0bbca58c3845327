"""The connection to a cluster: requests that end in time, and one error for all that goes wrong.

Each request is tried at the next node, where the first one can't be reached or does not answer in
half of the time. Nothing is logged here: the error says why, and tells no secret and no question.
"""

import asyncio
import logging
import re
import ssl
from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from retrieval.errors import SearchUnavailable
from retrieval.opensearch.address import NodeAddress, SearchAddress
from retrieval.opensearch.mapping import Json
from retrieval.opensearch.responses import SearchAnswer, SearchAnswers

if TYPE_CHECKING:
    from opensearchpy import AsyncOpenSearch

NOT_INSTALLED = (
    "opensearch-py is not installed: run make opensearch, or pip install 'bulletin-bot[opensearch]'"
)

_JSON, _LINES = "application/json", "application/x-ndjson"
_DEAD_SECONDS = 10.0  # that a node is left alone which failed
_LARGE = 1 << 19  # bytes of a body
_AT_ONCE = 250  # searches of a request
_LONGEST_REASON = 200
_ERROR_TYPE = re.compile(r"[a-z_]{1,80}")
_Shape = TypeVar("_Shape")


class SearchClient:
    """Asks the nodes of a cluster in turn. Is used in one event loop, and closed in it."""

    def __init__(self, address: SearchAddress) -> None:
        """Connect to nothing yet. Raises SearchUnavailable where the extra is not installed."""
        self.prefix = address.prefix
        self.timeout = address.timeout
        self._several = len(address.urls) > 1
        self._library = _connected(address)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End all connections; those of nodes that failed, too."""
        transport = self._library.transport
        for connection in getattr(transport, "seed_connections", ()):
            await connection.close()
        await transport.close()

    async def request(  # noqa: PLR0913 (what a request is)
        self,
        method: str,
        path: str,
        shape: type[_Shape],
        body: Json | Sequence[Json] | bytes | None = None,
        *,
        params: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> _Shape:
        """Ask for something and return the answer, read as ``shape``. Raises SearchUnavailable.

        Several objects, or bytes, go as lines of JSON. ``seconds`` is another deadline.
        """
        lines = body is not None and not isinstance(body, Mapping)
        raw = await self._asked(
            method, path, _encoded(body), params, _LINES if lines else _JSON, seconds
        )
        try:
            return msgspec.json.decode(raw, type=shape)
        except ValueError as error:
            raise SearchUnavailable(f"{path}: an answer that can't be read") from error

    async def searches(
        self, index: str, bodies: Sequence[Json], *, everywhere: bool = False
    ) -> list[SearchAnswer]:
        """Search an index several times, and return what came of each: all of it, from all shards.

        With ``everywhere`` scores are by the terms of all shards. Raises SearchUnavailable.
        """
        header: dict[str, object] = {"index": index, "allow_partial_search_results": False}
        if everywhere:
            header["search_type"] = "dfs_query_then_fetch"
        within = {"timeout": f"{self.timeout * 1000:.0f}ms"}
        lots = [bodies[at : at + _AT_ONCE] for at in range(0, len(bodies), _AT_ONCE)]
        found: list[SearchAnswer] = []
        for lot in lots:
            lines = [line for body in lot for line in (header, {**body, **within})]
            answers = await self.request("POST", "/_msearch", SearchAnswers, lines)
            if len(answers.responses) != len(lot):
                raise SearchUnavailable("/_msearch: fewer answers than searches")
            found += map(_whole, answers.responses)
        return found

    async def _asked(  # noqa: PLR0913, PLR0917 (as above)
        self,
        method: str,
        path: str,
        body: bytes | None,
        params: Mapping[str, str] | None,
        content: str,
        seconds: float | None,
    ) -> bytes:
        within = seconds or self.timeout
        try:
            async with asyncio.timeout(within):
                found = await self._library.transport.perform_request(
                    method,
                    path,
                    params=dict(params or {}),
                    body=body,
                    timeout=within / 2 if self._several else within,
                    headers={"content-type": content},
                )
        except Exception as error:
            raise SearchUnavailable(f"{method} {path}: {_reason(error, within)}") from error
        return found if isinstance(found, bytes) else str(found).encode("utf-8", "surrogatepass")


def _whole(answer: SearchAnswer) -> SearchAnswer:
    """Return an answer; raise SearchUnavailable unless it is of all shards."""
    if answer.error is not None:
        raise SearchUnavailable(f"/_msearch: {_named(answer.error.type)}")
    if answer.timed_out or answer.shards is None or answer.shards.failed:
        raise SearchUnavailable("/_msearch: some shards did not answer")
    return answer


def _connected(address: SearchAddress) -> "AsyncOpenSearch":
    try:
        from opensearchpy import (  # noqa: PLC0415 (an extra: only who asks needs it)
            AIOHttpConnection,
            AsyncOpenSearch,
        )
    except ImportError as error:
        raise SearchUnavailable(NOT_INSTALLED) from error

    class Sending(AIOHttpConnection):
        """Sends what is large piece by piece, so that other tasks have their turns."""

        async def perform_request(  # noqa: PLR0913, PLR0917 (the library's)
            self,
            method: str,
            url: str,
            params: Mapping[str, Any] | None = None,
            body: Any = None,  # noqa: ANN401 (bytes, or what can be read)
            timeout: float | None = None,  # noqa: ASYNC109 (as above)
            ignore: Collection[int] = (),
            headers: Mapping[str, str] | None = None,
        ) -> Any:  # noqa: ANN401 (as above)
            whole: Any = BytesIO(body) if body is not None and len(body) > _LARGE else body
            return await super().perform_request(
                method, url, params, whole, timeout, ignore, headers
            )

    # They would log each request's address, and its body with the question where all is logged.
    for name in ("opensearch", "opensearchpy.trace"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    nodes = list(map(NodeAddress.of, address.urls))
    given: dict[str, Any] = {}
    if any(node.secure for node in nodes):
        given["ssl_context"] = _trusting(address)
    if address.user is not None:
        given["http_auth"] = (address.user, address.password)
    if address.api_key is not None:
        given["headers"] = {"authorization": f"ApiKey {address.api_key}"}
    return AsyncOpenSearch(
        [
            {
                "host": node.host,
                "port": node.port,
                "use_ssl": node.secure,
                "url_prefix": node.path,
            }
            for node in nodes
        ],
        connection_class=Sending,
        serializer=_AsTheyAre(),
        max_retries=max(len(nodes) - 1, 1),  # a lone node is asked again: a proxy may be before it
        retry_on_timeout=True,
        dead_timeout=_DEAD_SECONDS,
        **given,
    )


def _trusting(address: SearchAddress) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=address.ca_file)
    except (OSError, ValueError) as error:
        raise SearchUnavailable(f"no authorities in {address.ca_file}: {error}") from error


class _AsTheyAre:
    """What the library takes for a serializer: bodies are made and read here."""

    mimetype = _JSON

    def loads(self, s: str) -> str:
        return s

    def dumps(self, data: bytes) -> bytes:
        return data


def _encoded(body: Json | Sequence[Json] | bytes | None) -> bytes | None:
    if body is None or isinstance(body, bytes):
        return body
    if isinstance(body, Mapping):
        return msgspec.json.encode(body)
    return b"".join(msgspec.json.encode(line) + b"\n" for line in body)


def _reason(error: Exception, seconds: float) -> str:
    """Return why a request failed, without what may be secret in what a node or proxy says."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return f"{status} {_named(str(getattr(error, 'error', '')))}".rstrip()
    if isinstance(error, TimeoutError) or status == "TIMEOUT":
        return f"no answer in {seconds:g} s"
    if status == "N/A":  # it was not reached: the library has what was raised
        return str(getattr(error, "error", ""))[:_LONGEST_REASON]
    return type(error).__name__


def _named(error_type: str) -> str:
    return error_type if _ERROR_TYPE.fullmatch(error_type) else ""

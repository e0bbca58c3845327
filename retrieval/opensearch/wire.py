"""What the writing side asks of a connection to the cluster."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from retrieval.errors import SearchUnavailable
from retrieval.opensearch.client import SearchClient

WRITING = 60.0
"""Seconds that a write, a refresh or a change of indexes is waited for."""

_SHOWN = 300  # characters of a reason


@dataclass(frozen=True, slots=True)
class Reply:
    """What the cluster answered: the status, and the JSON of the body, None for none."""

    status: int
    body: Any = None

    @property
    def ok(self) -> bool:
        """Whether it did what it was asked for."""
        return 200 <= self.status < 300  # noqa: PLR2004 (HTTP's)


class Wire(Protocol):
    """A connection to the cluster."""

    async def send(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | bytes | None = None,
        params: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> Reply:
        """Return what the cluster answers, whatever it is, waited for so many seconds.

        Without ``seconds`` it is as long as a question may take. Bytes are lines of JSON. Raises
        SearchUnavailable where there is no answer.
        """
        ...


class ClientWire:
    """A connection by the client that questions are asked by."""

    def __init__(self, client: SearchClient) -> None:
        self._client = client

    async def send(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | bytes | None = None,
        params: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> Reply:
        """Answer as `Wire` says."""
        try:
            read = await self._client.request(
                method, path, object, body, params=params, seconds=seconds
            )
        except SearchUnavailable as error:
            status = getattr(error.__cause__, "status_code", None)
            if not isinstance(status, int):
                raise
            return Reply(status, getattr(error.__cause__, "info", None))
        return Reply(200, read)


def unexpected(reply: Reply, doing: str) -> SearchUnavailable:
    """Return the error of a reply that is not what was asked for; ``doing`` says what was."""
    return SearchUnavailable(f"{doing}: {reply.status} {reason_of(reply.body)}".rstrip())


def reason_of(body: object) -> str:
    """Return why something was refused, as the cluster says it, in short; "" where it does not."""
    error = body.get("error", body) if isinstance(body, dict) else body
    if isinstance(error, dict):
        found = [str(error.get(name, "")) for name in ("type", "reason")]
        error = ": ".join(filter(None, found))
    return " ".join(str(error or "").split())[:_SHOWN]

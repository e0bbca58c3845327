"""Documents on their way into an index: as lines for the cluster, in requests of a bounded size.

Each carries the revision that it is of as its version. The cluster keeps what is newer, so that to
write the same twice, or late, changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import msgspec

from retrieval.errors import SearchUnavailable
from retrieval.opensearch.wire import Reply, reason_of

BYTES = 1_000_000
"""A request is ended once it has so many, at the next routing."""

_OLDER = 409  # the cluster has a newer one
_GONE = 404  # there is nothing to delete
_ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Write:
    """A document to be put in at a revision, or to be deleted: ``fields`` are None then.

    Documents of one routing come into the same shard, in the order given; without one they are
    routed by their ids.
    """

    id: str
    revision: int
    fields: Mapping[str, object] | None = None
    routing: str | None = None

    @property
    def lines(self) -> bytes:
        """The write as the cluster reads it."""
        about = {"_id": self.id, "version": self.revision, "version_type": "external_gte"}
        if self.routing is not None:
            about["routing"] = self.routing
        if self.fields is None:
            return _ENCODER.encode({"delete": about}) + b"\n"
        return _ENCODER.encode({"index": about}) + b"\n" + _ENCODER.encode(self.fields) + b"\n"


def bodies(writes: Iterable[Write]) -> Iterator[bytes]:
    """Yield requests of the writes, which may be sent in any order.

    Those of one routing, which follow one another, are in one request, in their order.
    """
    lines: list[bytes] = []
    size = 0
    for _, own in groupby(writes, key=lambda write: write.routing or write.id):
        for write in own:
            lines.append(write.lines)
            size += len(lines[-1])
        if size >= BYTES:
            yield b"".join(lines)
            lines, size = [], 0
    if lines:
        yield b"".join(lines)


def check_written(reply: Reply) -> None:
    """Raise SearchUnavailable where a write of a request was refused, but for one that is older."""
    if not reply.ok:
        raise SearchUnavailable(f"writing: {reply.status} {reason_of(reply.body)}")
    for item in _results(reply.body):
        status = int(item.get("status", 0))
        gone = status == _GONE and "error" not in item  # else it is the index that is gone
        if status != _OLDER and not gone and not Reply(status).ok:
            raise SearchUnavailable(
                f"writing {item.get('_id')}: {status} {reason_of(item.get('error'))}"
            )


def _results(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    items: Sequence[Mapping[str, Mapping[str, Any]]] = body["items"]
    for item in items:
        yield from item.values()

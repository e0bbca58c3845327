"""The indexes of an archive as they are written to: marker, what is in already, writes, refresh."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from retrieval.errors import SearchUnavailable
from retrieval.opensearch.bulk import Write, bodies, check_written
from retrieval.opensearch.generations import Generation
from retrieval.opensearch.mapping import MARKER, IndexKind
from retrieval.opensearch.marker import Marker
from retrieval.opensearch.wire import WRITING, Wire, unexpected
from retrieval.searcher.at_once import all_at_once

AT_ONCE = 4
"""Requests of writes that are under way together."""
_BY_ALIAS = {"require_alias": "true"}
_MISSING, _CONFLICT = 404, 409


class MarkerMoved(SearchUnavailable):
    """Another process has written the marker since it was read."""

    def __init__(self) -> None:
        super().__init__("another process has moved the marker")


@dataclass(frozen=True, slots=True)
class Seen:
    """A marker, and which version of it was seen: None for one that is not there yet."""

    marker: Marker
    at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that is there: its version, and its fields as far as they were asked for."""

    version: int
    fields: Mapping[str, Any]


class Target:
    """The indexes of a generation. All calls raise SearchUnavailable where they can't be done."""

    def __init__(self, wire: Wire, generation: Generation) -> None:
        self.generation = generation
        self._wire = wire

    async def marker(self) -> Seen:
        """Return the marker; a new one where there is none."""
        reply = await self._wire.send("GET", f"/{self._name(IndexKind.MARKER)}/_doc/{MARKER}")
        if reply.status == _MISSING and "error" not in (reply.body or {}):
            return Seen(Marker())
        if not reply.ok:
            raise unexpected(reply, "reading the marker")
        body = reply.body
        return Seen(Marker.of(body["_source"]), (body["_seq_no"], body["_primary_term"]))

    async def mark(self, seen: Seen, marker: Marker) -> Seen:
        """Replace the marker that was seen; raise MarkerMoved if it is another one by now."""
        params = {"refresh": "true", **_BY_ALIAS}
        if seen.at is None:
            params["op_type"] = "create"
        else:
            params["if_seq_no"], params["if_primary_term"] = map(str, seen.at)
        fields = {"version": self.generation.version, **marker.fields}
        path = f"/{self.generation.written_by(IndexKind.MARKER)}/_doc/{MARKER}"
        reply = await self._wire.send("PUT", path, fields, params, WRITING)
        if reply.status == _CONFLICT:
            raise MarkerMoved
        if not reply.ok:
            raise unexpected(reply, "writing the marker")
        return Seen(marker, (reply.body["_seq_no"], reply.body["_primary_term"]))

    async def kept(
        self, kind: IndexKind, wanted: Mapping[str, str | None], fields: str
    ) -> dict[str, Kept]:
        """Return documents by id, those that there are, as they were last written, seen or not.

        They are asked for by id, with what each is routed by; ``fields`` are names with commas.
        """
        docs = [
            {"_id": document} if routing is None else {"_id": document, "routing": routing}
            for document, routing in wanted.items()
        ]
        if not docs:
            return {}
        path, params = f"/{self._name(kind)}/_mget", {"_source_includes": fields}
        reply = await self._wire.send("POST", path, {"docs": docs}, params, WRITING)
        if not reply.ok:
            raise unexpected(reply, f"reading {kind}")
        found = {}
        for one in reply.body["docs"]:
            if "error" in one:
                raise SearchUnavailable(f"reading {one.get('_id')}: {one['error'].get('type')}")
            if one["found"]:
                found[one["_id"]] = Kept(one["_version"], one.get("_source", {}))
        return found

    async def write(self, kind: IndexKind, writes: Iterable[Write]) -> None:
        """Write documents; those of which there is a newer version stay.

        Those of one routing, which follow one another, are written in their order.
        """
        path = f"/{self.generation.written_by(kind)}/_bulk"
        free = asyncio.Semaphore(AT_ONCE)

        async def send(body: bytes) -> None:
            async with free:
                check_written(await self._wire.send("POST", path, body, _BY_ALIAS, WRITING))

        await all_at_once(map(send, await asyncio.to_thread(lambda: list(bodies(writes)))))

    async def since(  # noqa: PLR0913, PLR0917 (a search)
        self, kind: IndexKind, sorted_by: str, revision: int, last: str, most: int, fields: str
    ) -> dict[str, Kept]:
        """Return documents of a later revision, in the order of a field, those after ``last``.

        They are by what they have in that field. Only what was refreshed is found; at most so many.
        """
        body: dict[str, object] = {
            "query": {"range": {"revision": {"gt": revision}}},
            "sort": [{sorted_by: "asc"}],
            "size": most,
            "version": True,
            "_source": fields.split(","),
        }
        if last:
            body["search_after"] = [last]
        params = {"allow_partial_search_results": "false"}
        reply = await self._wire.send("POST", f"/{self._name(kind)}/_search", body, params, WRITING)
        if not reply.ok or reply.body["timed_out"]:
            raise unexpected(reply, f"searching {kind}")
        return {
            str(hit["sort"][0]): Kept(hit["_version"], hit["_source"])
            for hit in reply.body["hits"]["hits"]
        }

    async def refresh(self, *kinds: IndexKind) -> None:
        """Have searches find all that is written to indexes of some kinds."""
        names = ",".join(map(self._name, kinds))
        reply = await self._wire.send("POST", f"/{names}/_refresh", seconds=WRITING)
        if not reply.ok or reply.body["_shards"]["failed"]:
            raise unexpected(reply, "refreshing")

    def _name(self, kind: IndexKind) -> str:
        return self.generation.name(kind)

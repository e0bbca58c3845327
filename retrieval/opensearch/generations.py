"""The generations of indexes in a cluster: which there are, and which is searched.

A generation is an index of each kind, all of one version and one number. Searches ask the aliases
of `retrieval.opensearch.mapping`. One that was filled beside the one in use takes its place by one
request, which moves all aliases: no question sees none, or some of both.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from retrieval.errors import SearchUnavailable
from retrieval.opensearch import mapping
from retrieval.opensearch.mapping import IndexKind
from retrieval.opensearch.wire import WRITING, Reply, Wire, unexpected

_About: TypeAlias = Mapping[str, Any]  # an index, as the cluster describes it
_ASKED = "*.aliases,*.settings.index.number_of_shards"
_MISSING, _REFUSED = 404, 400


@dataclass(frozen=True, slots=True)
class Generation:
    """Indexes of one version, by their number; ``searched`` if the aliases lead to them.

    Those of articles and names have so many ``shards``.
    """

    prefix: str
    version: str
    number: int
    searched: bool = False
    shards: int = 1

    def name(self, kind: IndexKind) -> str:
        """Return the name of its index of a kind."""
        return f"{self.prefix}-{kind}-{self.version}-{self.number}"

    def written_by(self, kind: IndexKind) -> str:
        """Return the alias by which its index of a kind is written to.

        A write to an index that is gone would make it again, with fields of any kind; one to an
        alias that is gone is refused.
        """
        return f"{self.name(kind)}-written"

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.prefix}-{self.version}-{self.number}"


@dataclass(frozen=True, slots=True)
class Health:
    """What the cluster says of itself: its status, green, yellow or red, and how many nodes."""

    status: str
    nodes: int


class Generations:
    """The generations whose names begin with ``prefix``. All calls raise SearchUnavailable."""

    def __init__(self, wire: Wire, prefix: str) -> None:
        self.prefix = prefix
        self._wire = wire
        self._named = re.compile(
            rf"{re.escape(prefix)}-({'|'.join(IndexKind)})-([0-9a-z]+)-([0-9]+)"
        )

    async def found(self) -> tuple[Generation, ...]:
        """Return the generations that there are, the newest last; others' indexes are left out."""
        params = {"filter_path": _ASKED}
        reply = await self._wire.send("GET", f"/{self.prefix}-*", params=params)
        if reply.status == _MISSING:
            return ()
        if not reply.ok:
            raise unexpected(reply, "looking for indexes")
        kinds: dict[tuple[int, str], dict[IndexKind, _About]] = defaultdict(dict)
        for name, about in (reply.body or {}).items():
            if named := self._named.fullmatch(name):
                kinds[int(named[3]), named[2]][IndexKind(named[1])] = about
        return tuple(self._one(*key, has) for key, has in sorted(kinds.items()))

    def _one(self, number: int, version: str, has: Mapping[IndexKind, _About]) -> Generation:
        searched = all(
            mapping.alias(self.prefix, kind) in has.get(kind, {}).get("aliases", {})
            for kind in IndexKind
        )
        shards = has.get(IndexKind.PASSAGES, {}).get("settings", {}).get("index", {})
        count = int(shards.get("number_of_shards", 1))
        return Generation(self.prefix, version, number, searched=searched, shards=count)

    async def create(self, version: str, shards: int | None = None) -> Generation:
        """Create indexes of a version, beside all that there are.

        They have so many shards, or as many as those that are searched.
        """
        there = await self.found()
        if shards is None:
            in_use = searched(there)
            shards = in_use.shards if in_use else 1
        number = max((one.number for one in there), default=0) + 1
        new = Generation(self.prefix, version, number, shards=shards)
        await self.complete(new)
        return new

    async def complete(self, generation: Generation) -> None:
        """Create those of a generation's indexes that are missing."""
        for kind in IndexKind:
            name = generation.name(kind)
            aliases: dict[str, object] = {generation.written_by(kind): {}}
            body = {**mapping.index_body(kind, shards=generation.shards), "aliases": aliases}
            reply = await self._wire.send("PUT", f"/{name}", body, seconds=WRITING)
            if not reply.ok and not _is_there(reply):
                raise unexpected(reply, f"creating {name}")

    async def switch(self, to: Generation | None) -> None:
        """Have searches ask the indexes of a generation and no others; for None they find none."""
        before = [one for one in await self.found() if one.searched]
        after = [] if to is None else [to]
        steps = [
            (step, one.name(kind), mapping.alias(self.prefix, kind))
            for step, some in (("remove", before), ("add", after))
            for one in some
            for kind in IndexKind
        ]
        if not steps:
            return
        actions = [{step: {"index": name, "alias": alias}} for step, name, alias in steps]
        reply = await self._wire.send("POST", "/_aliases", {"actions": actions}, seconds=WRITING)
        if not reply.ok:
            raise unexpected(reply, "switching the aliases")

    async def remove(self, generation: Generation) -> None:
        """Delete the indexes of a generation; raises SearchUnavailable if they are searched."""
        now = next((one for one in await self.found() if _same(one, generation)), None)
        if now is None:
            return
        if now.searched:
            raise SearchUnavailable(f"{generation.title} is searched: it is not deleted")
        names = ",".join(generation.name(kind) for kind in IndexKind)
        params = {"ignore_unavailable": "true"}
        reply = await self._wire.send("DELETE", f"/{names}", params=params, seconds=WRITING)
        if not reply.ok and reply.status != _MISSING:
            raise unexpected(reply, f"deleting {generation.title}")

    async def health(self) -> Health:
        """Return how the cluster is."""
        reply = await self._wire.send("GET", "/_cluster/health")
        if not reply.ok:
            raise unexpected(reply, "asking for the cluster's health")
        return Health(str(reply.body["status"]), int(reply.body["number_of_nodes"]))


def searched(generations: Sequence[Generation]) -> Generation | None:
    """Return the generation that is searched, None for none."""
    return next((one for one in generations if one.searched), None)


def newest(generations: Sequence[Generation], version: str) -> Generation | None:
    """Return the last generation of a version that is not searched, None for none."""
    own = (one for one in reversed(generations) if one.version == version and not one.searched)
    return next(own, None)


def _same(one: Generation, other: Generation) -> bool:
    return (one.version, one.number) == (other.version, other.number)


def _is_there(reply: Reply) -> bool:
    error: Any = (reply.body or {}).get("error", {})
    return reply.status == _REFUSED and error.get("type") == "resource_already_exists_exception"

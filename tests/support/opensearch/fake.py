"""As much of a cluster as the writing side asks of one, in memory: for tests that need no nodes.

It keeps documents by versions as a cluster does, finds what is refreshed only, and knows aliases. A
test may have any request fail before or after it is carried out.
"""

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from retrieval.errors import SearchUnavailable
from retrieval.opensearch.wire import Reply

_TERM = 1


@dataclass(slots=True)
class _Document:
    version: int
    number: int  # its sequence number
    source: Mapping[str, Any] | None  # None for one that was deleted
    routing: str | None = None


@dataclass(slots=True)
class FakeIndex:
    """An index: what is written, and what of it is found."""

    body: Mapping[str, Any]
    aliases: set[str] = field(default_factory=set)
    written: dict[str, _Document] = field(default_factory=dict)
    found: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    writes: int = 0

    def put(self, document: _Document, name: str) -> None:
        self.writes += 1
        document.number = self.writes
        self.written[name] = document

    def refresh(self) -> None:
        self.found = {
            name: one.source for name, one in self.written.items() if one.source is not None
        }


class Ended(BaseException):
    """The process ended here."""


class FakeCluster:
    """Answers requests; ``asked`` are those that came, as method and path."""

    def __init__(self) -> None:
        self.indexes: dict[str, FakeIndex] = {}
        self.asked: list[str] = []
        self.away = False
        self.before: Callable[[int, str], None] = lambda _number, _path: None
        self.after: Callable[[int, str], None] = lambda _number, _path: None

    async def send(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | bytes | None = None,
        params: Mapping[str, str] | None = None,
        seconds: float | None = None,  # noqa: ARG002 (a connection's)
    ) -> Reply:
        """Answer as a cluster does; raise SearchUnavailable while it is away."""
        await asyncio.sleep(0)
        number = len(self.asked)
        self.asked.append(f"{method} {path}")
        if self.away:
            raise SearchUnavailable("the fake is away")
        self.before(number, path)
        given = json.loads(json.dumps(body)) if isinstance(body, Mapping) else body
        reply = self._answer(method, unquote(path).strip("/").split("/"), given, params or {})
        self.after(number, path)
        return reply

    def searched(self, alias: str) -> dict[str, Mapping[str, Any]]:
        """Return the documents that a search by an alias finds, by id."""
        found: dict[str, Mapping[str, Any]] = {}
        for index in self.indexes.values():
            if alias in index.aliases:
                found |= index.found
        return found

    def _answer(  # noqa: C901, PLR0911, PLR0912 (a table)
        self,
        method: str,
        path: list[str],
        body: Any,  # noqa: ANN401 (JSON)
        params: Mapping[str, str],
    ) -> Reply:
        match method, path:
            case "GET", ["_cluster", "health"]:
                return Reply(200, {"status": "green", "number_of_nodes": 1})
            case "POST", ["_aliases"]:
                return self._alias(body["actions"])
            case "PUT", [name]:
                if name in self.indexes:
                    error = {"type": "resource_already_exists_exception"}
                    return Reply(400, {"error": error})
                self.indexes[name] = FakeIndex(body, set(body.get("aliases", ())))
                return Reply(200, {"acknowledged": True})
            case "GET", [pattern]:
                return Reply(200, {one: self._about(one) for one in self._named(pattern)})
            case "DELETE", [names]:
                for name in names.split(","):
                    self.indexes.pop(name, None)
                return Reply(200, {"acknowledged": True})
            case "POST", [names, "_refresh"]:
                for name in names.split(","):
                    self.indexes[name].refresh()
                return Reply(200, {"_shards": {"total": 2, "failed": 0}})
            case method, [name, *rest] if name not in self.indexes:
                named = [own for own, one in self.indexes.items() if name in one.aliases]
                if len(named) == 1:
                    return self._answer(method, [named[0], *rest], body, params)
                return Reply(404, {"error": {"type": "index_not_found_exception"}})
            case "GET", [name, "_doc", document]:
                return self._one(self.indexes[name], document)
            case "PUT", [name, "_doc", document]:
                return self._put(self.indexes[name], document, body, params)
            case "POST", [name, "_mget"]:
                docs = [self._one(self.indexes[name], one["_id"]).body for one in body["docs"]]
                return Reply(200, {"docs": docs})
            case "POST", [name, "_search"]:
                return self._since(self.indexes[name], body)
            case "POST", [name, "_bulk"]:
                return self._bulk(self.indexes[name], body)
        raise AssertionError(f"the fake can't {method} {'/'.join(path)}")

    def _named(self, pattern: str) -> list[str]:
        expression = re.compile(re.escape(pattern).replace(r"\*", ".*"))
        return [name for name in self.indexes if expression.fullmatch(name)]

    def _about(self, name: str) -> Mapping[str, Any]:
        index = self.indexes[name]
        shards = index.body["settings"]["number_of_shards"]
        return {
            "aliases": {alias: {} for alias in index.aliases},
            "settings": {"index": {"number_of_shards": str(shards)}},
        }

    def _alias(self, actions: list[Mapping[str, Mapping[str, str]]]) -> Reply:
        for action in actions:
            [(step, about)] = action.items()
            index = self.indexes.get(about["index"])
            if index is None or (step == "remove" and about["alias"] not in index.aliases):
                return Reply(404, {"error": {"type": "aliases_not_found_exception"}})
        for action in actions:
            [(step, about)] = action.items()
            aliases = self.indexes[about["index"]].aliases
            (aliases.add if step == "add" else aliases.discard)(about["alias"])
        return Reply(200, {"acknowledged": True})

    def _one(self, index: FakeIndex, name: str) -> Reply:
        one = index.written.get(name)
        if one is None or one.source is None:
            return Reply(404, {"_id": name, "found": False})
        about = {"_version": one.version, "_seq_no": one.number, "_primary_term": _TERM}
        return Reply(200, {"_id": name, "found": True, **about, "_source": one.source})

    @staticmethod
    def _since(index: FakeIndex, body: Mapping[str, Any]) -> Reply:
        [key] = body["sort"][0]
        least = body["query"]["range"]["revision"]["gt"]
        last = body.get("search_after", [""])[0]
        fit = sorted(
            (one[key], name)
            for name, one in index.found.items()
            if one["revision"] > least and one[key] > last
        )
        hits = [
            {"_id": name, "_version": 1, "_source": index.found[name], "sort": [value]}
            for value, name in fit[: body["size"]]
        ]
        return Reply(200, {"timed_out": False, "hits": {"hits": hits}})

    def _put(
        self, index: FakeIndex, name: str, source: Mapping[str, Any], params: Mapping[str, str]
    ) -> Reply:
        there = index.written.get(name)
        wanted = params.get("if_seq_no")
        is_new = params.get("op_type") == "create"
        if (is_new and there is not None) or (
            wanted is not None and (there is None or str(there.number) != wanted)
        ):
            return Reply(409, {"error": {"type": "version_conflict_engine_exception"}})
        index.put(_Document(1 if there is None else there.version + 1, 0, source), name)
        index.refresh()
        number = index.written[name].number
        return Reply(201, {"_id": name, "_seq_no": number, "_primary_term": _TERM})

    def _bulk(self, index: FakeIndex, body: bytes) -> Reply:
        lines = [json.loads(line) for line in body.splitlines()]
        items: list[Mapping[str, Any]] = []
        at = 0
        while at < len(lines):
            [(step, about)] = lines[at].items()
            source = lines[at + 1] if step == "index" else None
            at += 1 + (source is not None)
            items.append({step: {"_id": about["_id"], "status": self._write(index, about, source)}})
        return Reply(200, {"errors": any(_status(one) >= 400 for one in items), "items": items})

    @staticmethod
    def _write(index: FakeIndex, about: Mapping[str, Any], source: Mapping[str, Any] | None) -> int:
        there = index.written.get(about["_id"])
        if there is not None and there.version > about["version"]:
            return 409
        is_new = there is None or there.source is None
        index.put(_Document(about["version"], 0, source, about.get("routing")), about["_id"])
        if source is None:
            return 404 if is_new else 200
        return 201 if is_new else 200


def _status(item: Mapping[str, Any]) -> int:
    [result] = item.values()
    return int(result["status"])


__all__ = ["Ended", "FakeCluster", "FakeIndex"]

"""A real cluster of OpenSearch on this machine, for the tests that are marked ``cluster``.

    with Cluster(tmp_path) as cluster:
        cluster.call("PUT", "/pages", {"settings": {"number_of_replicas": 1}})
        cluster.kill(1)
        cluster.start(1)
        cluster.settled()

Node 0 is the cluster manager while it runs. With two nodes the other can't become it: without node
0 documents are read, but a write is refused or, where node 1 has the primary copy, answered only
once node 0 is back, as nobody else can give up the lost copy. ``_refresh`` waits, too. Without node
1 all goes on. With three nodes any one may go. Nodes end with whoever started them, also where that
is killed.
"""

import json
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.opensearch.node import Node, free_address
from tests.support.opensearch.program import Program, Unavailable, program

__all__ = ["Answer", "Cluster", "Unavailable"]

SETTLED_SECONDS = 120.0
_CALL_SECONDS = 60.0
_PAUSE = 0.1
_QUICK = {
    "discovery.find_peers_interval": "200ms",
    "discovery.initial_state_timeout": "10s",  # a node without its manager listens after this
    # A search whose node is killed holds a lock that copies wait for: see `mapping.TRIES`.
    "search.default_keep_alive": "15s",
    "search.keep_alive_interval": "1s",
    "cluster.routing.allocation.disk.threshold_enabled": "false",  # a full disk fails no test
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a node answered: its status and the JSON of its body."""

    status: int
    body: Any

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 (JSON)
        return self.body[key]


class Cluster:
    """Nodes 0, 1, … with their data in ``folder``; a context manager starts and stops them all.

    Raises `Unavailable` where none can be started here. ``settings`` are each node's own, ``heap``
    is its largest.
    """

    def __init__(
        self,
        folder: Path,
        *,
        nodes: int = 2,
        heap: str = "512m",
        settings: Mapping[str, str] | None = None,
    ) -> None:
        started_with = _archived(program())
        addresses = [free_address() for _ in range(nodes)]
        shared = {
            "cluster.name": "bulletins",
            "cluster.initial_cluster_manager_nodes": "node-0",
            "discovery.seed_hosts": ",".join(f"{at.host}:{at.transport}" for at in addresses),
            **_QUICK,
            **(settings or {}),
        }
        self.nodes: Sequence[Node] = [
            Node(
                started_with,
                folder / f"node-{number}",
                address=address,
                heap=heap,
                settings=shared,
            )
            for number, address in enumerate(addresses)
        ]

    def __enter__(self) -> Self:
        try:
            for node in self.nodes:
                node.begin()
            for node in self.nodes:
                node.listening()
            self.settled()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def urls(self) -> Sequence[str]:
        """The addresses of all nodes, also of those that are down."""
        return [node.url for node in self.nodes]

    @property
    def running(self) -> Sequence[int]:
        """The numbers of the nodes whose processes run."""
        return [number for number, node in enumerate(self.nodes) if node.pid is not None]

    def start(self, number: int) -> None:
        """Start a node that was ended, on its own folder and ports; return once it listens."""
        self.nodes[number].begin()
        self.nodes[number].listening()

    def kill(self, number: int) -> None:
        """End a node as ``kill -9`` does."""
        self.nodes[number].kill()

    def stop(self, number: int | None = None) -> None:
        """End a node, or all, as their own shutdown does."""
        for node in self.nodes if number is None else [self.nodes[number]]:
            node.stop()

    def pause(self, number: int) -> None:
        """Freeze a node: it answers nobody, with its connections open, until `resume`."""
        self.nodes[number].pause()

    def resume(self, number: int) -> None:
        """Have a node go on after `pause`."""
        self.nodes[number].resume()

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        *,
        node: int | None = None,
        seconds: float = _CALL_SECONDS,
    ) -> Answer:
        """Ask a node, by default the first that runs, whatever it answers.

        Several objects go as lines of JSON, as ``_bulk`` and ``_msearch`` want them.
        """
        at = self.nodes[self.running[0] if node is None else node]
        several = isinstance(body, Sequence)
        lines = [json.dumps(one) for one in (body if isinstance(body, Sequence) else [body])]
        kind = "application/x-ndjson" if several else "application/json"
        connection = HTTPConnection(at.address.host, at.address.http, timeout=seconds)
        try:
            connection.request(
                method,
                path,
                None if body is None else "".join(f"{line}\n" for line in lines).encode(),
                {} if body is None else {"Content-Type": kind},
            )
            answer = connection.getresponse()
            read = answer.read()
        finally:
            connection.close()
        return Answer(answer.status, json.loads(read) if read else None)

    def settled(
        self, status: str = "green", *, nodes: int | None = None, seconds: float = SETTLED_SECONDS
    ) -> None:
        """Wait until the cluster has so many nodes, by default those that run, and this health."""
        wanted = len(self.running) if nodes is None else nodes
        end, told = time.monotonic() + seconds, "no answer"
        while (left := end - time.monotonic()) > 0:
            query = f"wait_for_nodes={wanted}&wait_for_status={status}&timeout={left:.0f}s"
            with suppress(OSError, HTTPException):
                answer = self.call("GET", f"/_cluster/health?{query}", seconds=left + 1)
                told = str(answer.body)
                if answer.status == 200 and not answer["timed_out"]:
                    return
            time.sleep(min(_PAUSE, left))
        with suppress(OSError, HTTPException):
            told += f"; {self.call('GET', '/_cluster/allocation/explain').body}"
        raise TimeoutError(f"the cluster is not {status} with {wanted} nodes: {told}")


def _archived(made: Program) -> Program:
    """Archive the classes that a node loads, once: later ones start in half of the time."""
    if not made.archive.exists():
        with tempfile.TemporaryDirectory(dir=made.launcher.parent) as beside:
            whole = Path(beside) / "classes.jsa"
            first = Node(
                made,
                Path(beside) / "node-0",
                address=free_address(),
                heap="512m",
                settings={"discovery.type": "single-node"},
            )
            first.begin(whole)
            try:
                first.listening()
            finally:
                first.stop()
            if whole.exists():
                shutil.move(whole, made.archive)
    return made

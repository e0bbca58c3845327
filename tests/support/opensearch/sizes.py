"""What an archive takes in a cluster: ``python -m tests.support.opensearch.sizes PASSAGES``.

A made-up paper is put into an archive's tables; real nodes on this machine are filled from it as
``search-index fill`` does, with two shards and a replica of each. Printed are, as Markdown, the
seconds of the fill, the bytes on the nodes' disks by index, as they are then and once each shard is
merged, and the heap in use.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.evaluation.speed.filling import fill
from retrieval.evaluation.speed.paper import MadeUpPaper
from retrieval.opensearch import ClientWire, SearchAddress, SearchClient, SearchIndex
from retrieval.opensearch.generations import Generation
from retrieval.opensearch.mapping import IndexKind
from retrieval.store.database import Database
from retrieval.store.migrations import shipped
from tests.support.opensearch.cluster import Cluster

SHARDS = 2
_SECONDS = 60.0
_MERGE_SECONDS = 600.0
_GONE = 20  # articles up to this id are deleted before the shards are merged
_HOLDS = {
    "terms": ("tim", "tip", "tmd"),
    "postings": ("doc",),
    "positions": ("pos",),
    "days and numbers": ("dvd", "dvm", "kdd", "kdi", "kdm"),
    "what is fetched": ("fdt", "fdx", "fdm"),
}
"""Endings of a segment's files by what is in them."""
_REST = "the rest"
_MB = 1e6


@dataclass(frozen=True, slots=True)
class Taken:
    """What an index takes: its documents, and the bytes of its primary shards and of all."""

    documents: int
    primaries: int
    whole: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a fill took: seconds, bytes by index before and after they were merged, and heap.

    ``parts`` are those of the merged passages, by what they hold. ``own`` and ``nodes`` are the
    seconds of the processor that this process and all nodes took for the fill.
    """

    passages: int
    seconds: float
    own: float
    nodes: float
    before: dict[IndexKind, Taken]
    merged: dict[IndexKind, Taken]
    parts: dict[str, int]
    heap: tuple[int, ...]


def measured(passages: int, folder: Path) -> Sizes:
    """Fill a cluster in a folder from an archive of a made-up paper. Raises Unavailable."""
    archive = folder / "archive.db"
    fill(MadeUpPaper(passages), archive)
    with Cluster(folder / "nodes", heap="1g") as cluster:
        began, used, worked = time.monotonic(), time.process_time(), _worked(cluster)
        filled = asyncio.run(_filled(archive, cluster))
        seconds, own = time.monotonic() - began, time.process_time() - used
        by_nodes = _worked(cluster) - worked
        cluster.settled()
        before = dict(_taken(cluster, filled))
        _merge(cluster, filled.name(IndexKind.PASSAGES))
        merged = dict(_taken(cluster, filled))
        parts = _parts(cluster, filled.name(IndexKind.PASSAGES))
        nodes = cluster.call("GET", "/_nodes/stats/jvm")["nodes"].values()
        heap = tuple(int(node["jvm"]["mem"]["heap_used_in_bytes"]) for node in nodes)
    return Sizes(passages, seconds, own, by_nodes, before, merged, parts, heap)


async def _filled(archive: Path, cluster: Cluster) -> Generation:
    address = SearchAddress(tuple(cluster.urls), timeout=_SECONDS)
    async with Database.open(archive, shipped()) as database, SearchClient(address) as client:
        index = SearchIndex(database, ClientWire(client), client.prefix, "sizes")
        return await index.fill_beside(shards=SHARDS)


def _merge(cluster: Cluster, name: str) -> None:
    """Merge each shard into one segment, as time does, without what copies need no more.

    A shard keeps what it was sent whole until all copies are known to have it, which they tell each
    other every thirty seconds, and then until the segment is written anew: one in which something
    was deleted is.
    """
    gone = {"query": {"range": {"article": {"lte": _GONE}}}}
    cluster.call("POST", f"/{name}/_delete_by_query?refresh=true", gone, seconds=_MERGE_SECONDS)
    cluster.call("POST", f"/{name}/_flush?force=true")
    end = time.monotonic() + _MERGE_SECONDS
    while time.monotonic() < end and not _is_known(cluster, name):
        time.sleep(1)
    merging = f"/{name}/_forcemerge?max_num_segments=1"
    cluster.call("POST", merging, seconds=_MERGE_SECONDS)
    cluster.call("POST", f"/{name}/_refresh")


def _is_known(cluster: Cluster, name: str) -> bool:
    """Return whether all copies are known to have everything."""
    shards = cluster.call("GET", f"/{name}/_stats?level=shards")["indices"][name]["shards"]
    return all(
        lease["retaining_seq_no"] > copy["seq_no"]["max_seq_no"]
        for copies in shards.values()
        for copy in copies
        for lease in copy["retention_leases"]["leases"]
    )


def _worked(cluster: Cluster) -> float:
    """Return the seconds of the processor that the nodes took since they began."""
    nodes = cluster.call("GET", "/_nodes/stats/process")["nodes"].values()
    return sum(float(node["process"]["cpu"]["total_in_millis"]) for node in nodes) / 1000


def _taken(cluster: Cluster, filled: Generation) -> Iterator[tuple[IndexKind, Taken]]:
    for kind in (IndexKind.PASSAGES, IndexKind.NAMES):
        name = filled.name(kind)
        cluster.call("POST", f"/{name}/_flush")
        stats = cluster.call("GET", f"/{name}/_stats/docs,store")["_all"]
        primaries, whole = stats["primaries"], stats["total"]
        yield (
            kind,
            Taken(
                int(primaries["docs"]["count"]),
                int(primaries["store"]["size_in_bytes"]),
                int(whole["store"]["size_in_bytes"]),
            ),
        )


def _parts(cluster: Cluster, name: str) -> dict[str, int]:
    """Return the bytes of what primary shards hold."""
    asked = f"/{name}/_stats/segments?include_segment_file_sizes=true"
    files = cluster.call("GET", asked)["_all"]["primaries"]["segments"]["file_sizes"]
    by_part = dict.fromkeys((*_HOLDS, _REST), 0)
    for ending, about in files.items():
        part = next((part for part, endings in _HOLDS.items() if ending in endings), _REST)
        by_part[part] += int(about["size_in_bytes"])
    return by_part


def told(sizes: Sizes) -> str:
    """Put it into a table, and a line."""
    lines = [
        "| index | documents | as filled MB | merged MB | a passage bytes | with a replica bytes |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for kind, taken in sizes.before.items():
        merged = sizes.merged[kind]
        lines.append(
            f"| {kind} | {taken.documents:,} | {taken.primaries / _MB:.1f} |"
            f" {merged.primaries / _MB:.1f} | {merged.primaries / sizes.passages:,.0f} |"
            f" {merged.whole / sizes.passages:,.0f} |"
        )
    parts = ", ".join(f"{part} {size / sizes.passages:,.0f}" for part, size in sizes.parts.items())
    lines.append(f"\nbytes a passage of the merged passages: {parts}")
    heap = ", ".join(f"{used / _MB:.0f} MB" for used in sizes.heap)
    lines.append(
        f"\n{sizes.passages:,} passages filled in {sizes.seconds:.0f} s, "
        f"{sizes.passages / sizes.seconds:,.0f} a second; of the "
        f"processor {sizes.own:.0f} s here and {sizes.nodes:.0f} s on the nodes; "
        f"heap in use: {heap}\n"
    )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.opensearch.sizes", description=__doc__
    )
    parser.add_argument("passages", type=lambda text: int(text.replace("_", "")))
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="sizes-") as folder:
        sys.stdout.write(told(measured(chosen.passages, Path(folder))))
    return 0


if __name__ == "__main__":
    sys.exit(main())

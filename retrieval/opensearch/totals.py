"""How much there is in a cluster, and of which revision of the archive it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from retrieval.errors import SearchUnavailable
from retrieval.index.document_store import NO_PAPER
from retrieval.index.kernel import Keys
from retrieval.index.lookups import By
from retrieval.index.papers import counted_papers
from retrieval.model.issues import Paper
from retrieval.opensearch.client import SearchClient
from retrieval.opensearch.counting import Counting, value_of
from retrieval.opensearch.documents import PARTED
from retrieval.opensearch.mapping import MARKER, IndexKind, alias, version
from retrieval.opensearch.queries import EVERYTHING, FIELDS, FIRST, Query, all_queries
from retrieval.opensearch.responses import Figure, TermBuckets
from retrieval.searcher.searcher import Totals

_NAMED = 3  # parts before the name: paper, day, page
_KEYED = (By.OWN_DAY, By.DAY, By.PRINTED_DAY, By.LABEL)


@dataclass(frozen=True, slots=True)
class State:
    """Which index there is, and which revision of the archive it has wholly, by its mark."""

    index: str
    revision: int
    mark: str


class _Marker(msgspec.Struct):
    """What the marker says."""

    revision: int
    version: str
    mark: str = ""


class _Marked(msgspec.Struct):
    """The marker in its index."""

    index: str = msgspec.field(name="_index")
    marker: _Marker = msgspec.field(name="_source")


async def state(client: SearchClient) -> State:
    """Return what there is now. Raises SearchUnavailable, also where another program indexed it."""
    path = f"/{alias(client.prefix, IndexKind.MARKER)}/_doc/{MARKER}"
    found = await client.request("GET", path, _Marked, params={"realtime": "false"})
    if found.marker.version != version():
        raise SearchUnavailable(
            f"{found.index} is of version {found.marker.version}, this program's is {version()}"
        )
    return State(found.index, found.marker.revision, found.marker.mark)


async def totals(
    client: SearchClient,
    counting: Counting,
    revision: int,
    tallies: tuple[Keys, Keys, Keys],
) -> tuple[Totals, int]:
    """Return the totals of a revision with these tallies, and how many shards there are.

    Raises SearchUnavailable.
    """
    index = alias(client.prefix, IndexKind.PASSAGES)
    tokens = {"tokens": {"sum": {"field": "tokens"}}}
    every, firsts = await client.searches(
        index,
        [
            {"query": EVERYTHING, "size": 0, "track_total_hits": True, "aggs": tokens},
            {"query": FIRST, "size": 0, "track_total_hits": True},
        ],
    )
    found = await counting.values([(FIRST, FIELDS[by]) for by in _KEYED])
    figure = msgspec.json.decode(every.aggregations["tokens"], type=Figure).value
    return (
        Totals(
            revision,
            firsts.count,
            every.count,
            int(figure or 0),
            {by: tuple(map(value_of, buckets)) for by, buckets in zip(_KEYED, found, strict=True)},
            await _papers(client, tallies),
        ),
        every.shards.total if every.shards else 0,
    )


async def _papers(client: SearchClient, tallies: tuple[Keys, Keys, Keys]) -> tuple[Paper, ...]:
    last = last_days(tallies)
    bodies = [_named(key, day) for key, day in last.items()]
    answers = await client.searches(alias(client.prefix, IndexKind.PASSAGES), bodies)
    names = {}
    for key, answer in zip(last, answers, strict=True):
        read = msgspec.json.decode(answer.aggregations["names"], type=TermBuckets)
        names[key] = next((one.key.split(PARTED, _NAMED)[-1] for one in read.buckets), "")
    return counted_papers(tallies, lambda key, _: names[key])


def last_days(tallies: tuple[Keys, Keys, Keys]) -> Mapping[int, int]:
    """Return the papers that have a name, by their keys, each with its last day, 0 for none."""
    issues, _, papers = tallies
    days: dict[int, int] = dict.fromkeys(papers[:, 0].tolist(), 0)
    days |= {key: day for day, key, *_ in issues.tolist()}  # which ascend
    return {key: day for key, day in days.items() if key != NO_PAPER}


def _named(key: int, day: int) -> Mapping[str, object]:
    """Return the search for a paper's name on the last page of a day."""
    parts = (str(key), f"{day:08}", ".*")
    named = {
        "field": "paper_names",
        "include": f"\\{PARTED}".join(parts),
        "order": {"_key": "desc"},
        "size": 1,
    }
    own: Sequence[Query] = [
        FIRST,
        {"term": {FIELDS[By.PAPER]: key}},
        {"term": {FIELDS[By.PRINTED_DAY]: day}},
    ]
    return {
        "query": all_queries(own),
        "size": 0,
        "track_total_hits": False,
        "aggs": {"names": {"terms": named}},
    }

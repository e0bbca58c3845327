"""Archives that are put into a cluster by hand, and the local searcher over the same articles."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

import msgspec

from retrieval.evaluation.speed.paper import MadeUpPaper
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.making import layer_of
from retrieval.names.name import Name
from retrieval.opensearch.address import SearchAddress
from retrieval.opensearch.client import SearchClient
from retrieval.opensearch.documents import PassageDocument, Source, document_id, documents
from retrieval.opensearch.mapping import MARKER, IndexKind, alias, index_body, version
from retrieval.opensearch.name_documents import name_documents
from retrieval.searcher.local import LocalSearcher

PASSAGES = 1500
PAPERS = ("临江日报", "临江 晚报", None, "城关报")
_SECONDS = 60.0


@dataclass(frozen=True)
class Written:
    """What an archive has at a revision: articles, and ids that open others now."""

    entries: Sequence[IndexedArticle]
    revision: int
    moved: Mapping[int, int]

    @property
    def names(self) -> Counter[Name]:
        return Counter(name for entry in self.entries for name in entry.names)

    def without(self, gone: Iterable[int]) -> "Written":
        left = set(gone)
        kept = [entry for entry in self.entries if entry.stored.id not in left]
        return Written(kept, self.revision + 1, self.moved)

    @cached_property
    def snapshot(self) -> Snapshot:
        return Snapshot([Segment.of(self.entries)], Gazetteer((layer_of(self.names),)))

    def local(self) -> LocalSearcher:
        return LocalSearcher(self.snapshot, self.revision, self.moved)


def paper(passages: int = PASSAGES) -> Written:
    """Return a made-up paper, and beside it what a plain one has not."""
    stories = [_varied(story) for story in MadeUpPaper(passages).in_order()]
    stories += _odd(max(story.id for story in stories))
    entries = [IndexedArticle(story, extract_names(story.article)) for story in stories]
    ids = [story.id for story in stories]
    return Written(entries, 7, {ids[-1] + 10: ids[3], ids[-1] + 11: ids[3], ids[-1] + 12: ids[5]})


def _varied(story: StoredArticle) -> StoredArticle:
    """Print a story in other papers, too, on pages held back, or nowhere."""
    dice = random.Random(story.id)  # noqa: S311 (the same each time)
    if dice.random() < 0.02:
        return replace(story, printings=())
    [printing] = story.printings
    printings = [replace(printing, paper=dice.choice(PAPERS), held=dice.random() < 0.1)]
    if dice.random() < 0.2:
        printings.append(
            replace(
                printing,
                page_id=printing.page_id + 1000,
                paper=dice.choice(PAPERS),
                date=dice.choice((printing.date, None)),
                page=dice.choice(("A01", "第B02版", None)),
                held=dice.random() < 0.3,
            )
        )
    return replace(story, printings=tuple(printings))


def _odd(last: int) -> Iterable[StoredArticle]:
    day = PrintedDate(10, 27, Evidence.PAGE, 2022, Evidence.PAGE)
    yearless = PrintedDate(10, 27, Evidence.PAGE, None, None)
    for number, (title, body, date) in enumerate(
        (
            ("", "", None),
            ("只有标题", "", yearless),
            ("第3.5代 C919 试飞", "气温3.5度,比13.5度低。\nwifi c'5g 5g\n编号A-12/b", day),
            ("郑 州·大 学", "张  娅在郑州大学说:“一、二、三。”\n" + "长" * 900, day),
            ("", "https://example.com/" + "x" * 300 + " 完", None),
        ),
        last + 1,
    ):
        article = Article(
            title, date=date, photographers=("王 摄",), paragraphs=tuple(body.split("\n"))
        )
        yield StoredArticle(number, article, (Printing(5000, "城关报", day, "A01", 0),))


def address(urls: Sequence[str], prefix: str, timeout: float = 20.0) -> SearchAddress:
    return SearchAddress(tuple(urls), prefix=prefix, timeout=timeout)


def index_name(prefix: str, kind: IndexKind, generation: str = "") -> str:
    """Return an index's own name; a ``generation`` tells those of one version apart."""
    parts = (prefix, kind, version(), generation)
    return "-".join(part for part in parts if part)


async def create(
    client: SearchClient, generation: str = "", *, shards: int = 2, replicas: int = 1
) -> None:
    """Make the indexes and have the aliases lead to them."""
    actions = []
    for kind in IndexKind:
        index = index_name(client.prefix, kind, generation)
        body = index_body(kind, shards=shards, replicas=replicas)
        await client.request("PUT", f"/{index}", object, body, seconds=_SECONDS)
        of_kind = {"index": f"{client.prefix}-{kind}-*", "alias": alias(client.prefix, kind)}
        actions += [{"remove": of_kind}] if generation else []
        actions.append({"add": {**of_kind, "index": index}})
    await client.request("POST", "/_aliases", object, {"actions": actions}, seconds=_SECONDS)


async def fill(client: SearchClient, written: Written) -> None:
    """Index an archive."""
    formers: dict[int, list[int]] = {}
    for former, to in written.moved.items():
        formers.setdefault(to, []).append(former)
    sources = [
        Source(entry, written.revision, tuple(formers.get(entry.stored.id, ())))
        for entry in written.entries
    ]
    await put(client, documents(sources))
    await rename(client, written)
    await mark(client, written)


async def rename(client: SearchClient, written: Written) -> None:
    """Have the names of an archive in place of those that there are."""
    index = alias(client.prefix, IndexKind.NAMES)
    every = {"query": {"match_all": {}}, "size": 10_000, "_source": False}
    for answer in await client.searches(index, [every]):
        await bulk(client, ({"delete": {"_index": index, "_id": h.id}} for h in answer.hits.hits))
    names = name_documents(written.names, written.revision)
    await bulk(
        client,
        (
            line
            for name in names
            for line in (_index(client, IndexKind.NAMES, name.id), dict(name.fields))
        ),
    )


async def put(client: SearchClient, some: Iterable[PassageDocument]) -> None:
    await bulk(
        client,
        (
            line
            for one in some
            for line in (
                _index(client, IndexKind.PASSAGES, one.id, routing=one.routing),
                dict(one.fields),
            )
        ),
    )


async def remove(client: SearchClient, entries: Iterable[IndexedArticle]) -> None:
    """Delete articles, document by document."""
    await bulk(
        client,
        (
            {
                "delete": {
                    "_index": alias(client.prefix, IndexKind.PASSAGES),
                    "_id": document_id(entry.stored.id, ordinal),
                    "routing": str(entry.stored.id),
                }
            }
            for entry in entries
            for ordinal in range(40)
        ),
    )


async def mark(client: SearchClient, written: Written) -> None:
    """Have all be seen, then say of which revision it is."""
    await client.request("POST", f"/{client.prefix}-*/_refresh", object, seconds=_SECONDS)
    marker = {"revision": written.revision, "version": version(), "mark": ""}
    lines = [_index(client, IndexKind.MARKER, MARKER), marker]
    await bulk(client, lines, refresh="true")


async def bulk(client: SearchClient, lines: Iterable[dict[str, object]], **params: str) -> None:
    left = iter(lines)
    while lot := list(islice(left, 1000)):
        answer = await client.request("POST", "/_bulk", _Bulk, lot, params=params, seconds=_SECONDS)
        assert not answer.errors, answer.items[:2]


class _Bulk(msgspec.Struct):
    errors: bool
    items: list[dict[str, object]]


def _index(client: SearchClient, kind: IndexKind, number: str, **routed: str) -> dict[str, object]:
    return {"index": {"_index": alias(client.prefix, kind), "_id": number, **routed}}

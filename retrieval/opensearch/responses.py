"""What a cluster answers, as far as it is read."""

from typing import Any

import msgspec


class Shards(msgspec.Struct):
    """How many shards were asked, and how many failed."""

    total: int
    failed: int = 0


class FoundDocument(msgspec.Struct):
    """A document that was found, with what was asked for of it."""

    id: str = msgspec.field(name="_id", default="")
    fields: dict[str, list[int]] = {}
    source: msgspec.Raw = msgspec.field(name="_source", default=msgspec.Raw(b"null"))
    sort: list[Any] = []


class Total(msgspec.Struct):
    """How many documents there are."""

    value: int


class Hits(msgspec.Struct):
    """The documents that were found, the first of them."""

    hits: list[FoundDocument]
    total: Total | None = None


class Failed(msgspec.Struct):
    """What the cluster says went wrong."""

    type: str = ""


class SearchAnswer(msgspec.Struct):
    """What came of a search; ``error`` where it failed."""

    hits: Hits = msgspec.field(default_factory=lambda: Hits([]))
    shards: Shards | None = msgspec.field(name="_shards", default=None)
    timed_out: bool = False
    aggregations: dict[str, msgspec.Raw] = {}
    error: Failed | None = None

    @property
    def count(self) -> int:
        """How many documents there are; only where they were to be counted."""
        return 0 if self.hits.total is None else self.hits.total.value


class SearchAnswers(msgspec.Struct):
    """What came of several searches, in their order."""

    responses: list[SearchAnswer]


class Figure(msgspec.Struct):
    """A figure of some documents, None of none."""

    value: float | None


class Bucket(msgspec.Struct):
    """A value that some documents have, and how many have it."""

    key: dict[str, int | str]
    count: int = msgspec.field(name="doc_count")


class Buckets(msgspec.Struct):
    """Values in order, and what the next ones come after, None after the last."""

    buckets: list[Bucket]
    after_key: dict[str, int | str] | None = None


class TermBucket(msgspec.Struct):
    """A term that some documents have, and how many have it."""

    key: str
    count: int = msgspec.field(name="doc_count")


class TermBuckets(msgspec.Struct):
    """Terms in any order."""

    buckets: list[TermBucket]


class TermStatistics(msgspec.Struct):
    """In how many documents a term stands, deleted ones counted."""

    documents: int = msgspec.field(name="doc_freq", default=0)


class FieldStatistics(msgspec.Struct):
    """How many documents have a field, deleted ones counted."""

    documents: int = msgspec.field(name="doc_count")


class TermVector(msgspec.Struct):
    """The terms of a field, of those that were asked for, and of the field in the shard."""

    of_field: FieldStatistics = msgspec.field(name="field_statistics")
    terms: dict[str, TermStatistics]


class ShardStatistics(msgspec.Struct):
    """What a shard says of the terms of fields; ``error`` where it failed."""

    index: str = msgspec.field(name="_index", default="")
    fields: dict[str, TermVector] = msgspec.field(name="term_vectors", default={})
    error: Failed | None = None


class Statistics(msgspec.Struct):
    """What several shards say of terms."""

    docs: list[ShardStatistics]


class RoutedShard(msgspec.Struct):
    """A copy of a shard."""

    shard: int
    index: str


class RoutedShards(msgspec.Struct):
    """The shards, each with its copies, that a search with some routing goes to."""

    shards: list[list[RoutedShard]]

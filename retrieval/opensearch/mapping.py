"""The indexes of an archive in a cluster: their names, settings and fields.

There are three, behind an alias each, all of one **version**: passages, names, and a **marker**
that says which revision of the archive is wholly indexed. The version is that of all that decides
what is in a document, so another one needs other indexes, never a change of these.

Of passages the cluster keeps what is fetched only: their texts are in no document's source.
"""

from collections.abc import Mapping
from enum import StrEnum
from hashlib import blake2b

from retrieval.analysis import analyzer
from retrieval.index.inverted import K1, B
from retrieval.index.kernel import UNIT
from retrieval.opensearch.tokens import OFTEN
from retrieval.store.extracting import EXTRACTOR

FORMAT = 1
"""It changes with every change of what documents hold, or of how the cluster reads them."""
MARKER = "marker"
"""The id of the marker's only document."""

TRIES = 100
"""How often a node tries to have its copy of a shard, each time waiting five seconds for its lock.

A question whose node is lost while it asks the others holds the lock there until the cluster's
``search.default_keep_alive`` is over, five minutes unless set otherwise, which is looked at once a
minute. With the five tries that are usual, the copy would stay away until somebody asks for it.
"""

_VERSION_BYTES = 5

Json = Mapping[str, object]


class IndexKind(StrEnum):
    """What an index holds, and the end of its alias."""

    PASSAGES = "passages"
    NAMES = "names"
    MARKER = "marker"


def version() -> str:
    """Return the version of what this program indexes and asks: letters and digits."""
    parts = (analyzer.VERSION, EXTRACTOR.version, str(FORMAT))
    digest = blake2b("\n".join(parts).encode(), digest_size=_VERSION_BYTES)
    return digest.hexdigest()


def alias(prefix: str, kind: IndexKind) -> str:
    """Return the alias by which an index is asked."""
    return f"{prefix}-{kind}"


def index_body(kind: IndexKind, *, shards: int = 1, replicas: int = 1) -> Json:
    """Return what an index is made with; a marker has one shard, however many the others have.

    Nothing is refreshed unasked: whoever writes says when it is to be seen.
    """
    settings: dict[str, object] = {
        "number_of_shards": 1 if kind is IndexKind.MARKER else shards,
        "number_of_replicas": replicas,
        "refresh_interval": "-1",
        "allocation.max_retries": TRIES,
    }
    if kind is IndexKind.PASSAGES:
        settings["similarity"] = {"passages": {"type": "BM25", "k1": K1 * UNIT, "b": B}}
        settings["analysis"] = {
            "filter": {"often": {"type": "delimited_term_freq", "delimiter": OFTEN}},
            "analyzer": {
                "counted": {"type": "custom", "tokenizer": "whitespace", "filter": ["often"]},
            },
        }
    fields = {IndexKind.PASSAGES: _PASSAGE, IndexKind.NAMES: _NAME, IndexKind.MARKER: _MARKER}[kind]
    mappings: dict[str, object] = {"dynamic": "strict", "properties": fields}
    if kind is IndexKind.PASSAGES:
        mappings["_routing"] = {"required": True}
        mappings["_source"] = {"includes": _FETCHED}
    return {"settings": settings, "mappings": mappings}


_LONG = {"type": "long"}
_KEPT = {"type": "object", "enabled": False}
_SET = {"type": "text", "analyzer": "whitespace", "norms": False, "index_options": "docs"}
_PLACED = {"type": "text", "analyzer": "whitespace", "norms": False, "index_options": "positions"}
_FOUND_BY = {"type": "keyword", "norms": False, "doc_values": False}
_COUNTED = {"type": "keyword", "norms": False}

_FETCHED = ["article", "revision", "record", "cuts"]
_PASSAGE: Json = {
    "article": _LONG,
    "ordinal": {"type": "integer"},
    "first": {"type": "boolean"},
    "revision": _LONG,
    # How often each term counts, in quarters as `retrieval.index.kernel.UNIT` has them.
    "terms": {
        "type": "text",
        "analyzer": "counted",
        "similarity": "passages",
        "index_options": "freqs",
    },
    "story_terms": _SET,
    "chars": _PLACED,
    "title_chars": _PLACED,
    "tokens": {"type": "integer"},
    # By `retrieval.index.lookups.By`.
    "own_day": {"type": "integer"},
    "day": {"type": "integer"},
    "newest": _LONG,
    "printed_days": {"type": "integer"},
    "labels": _LONG,
    "papers": _LONG,
    "issues": _LONG,
    "pages": _LONG,
    "reporters": _LONG,
    "correspondents": _LONG,
    "photographers": _LONG,
    # Of an article's first passage alone: what is asked and counted of articles.
    "passages": {"type": "integer"},
    "story_chars": _PLACED,
    "formers": _LONG,
    "tally": _COUNTED,
    "day_tally": _COUNTED,
    "paper_tally": _COUNTED,
    "paper_names": _COUNTED,
    "record": _KEPT,
    "cuts": _KEPT,
}
_NAME: Json = {
    "key": {"type": "keyword", "norms": False},
    "called": _FOUND_BY,
    "offices": _COUNTED,
    "misspelt": _FOUND_BY,
    "short": _FOUND_BY,
    "weight": {"type": "integer"},
    "reporter": {"type": "boolean"},
    "revision": _LONG,
    "records": _KEPT,
    "texts": _KEPT,  # all that its names have had: see `retrieval.opensearch.name_counts`
}
_MARKER: Json = {
    "revision": _LONG,
    "version": {"type": "keyword"},
    "mark": {"type": "keyword"},
    # Of whoever writes: see `retrieval.opensearch.marker`.
    "whole": {"type": "boolean"},
    "to": _LONG,
    "to_mark": {"type": "keyword"},
    "after": _LONG,
    "latest": _LONG,
    "latest_mark": {"type": "keyword"},
    "owner": {"type": "keyword"},
    "until": {"type": "double"},
    "format": {"type": "integer"},
}

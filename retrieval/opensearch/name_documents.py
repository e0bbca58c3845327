"""How names become documents of a cluster: one for each key, with all that it is found by.

What a name is found by are hashes, as `retrieval.names.layer` has them: a superset of what a
gazetteer finds, which decides by the strings.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from retrieval.analysis.normalise import compact_text
from retrieval.names.layer import REPORTER
from retrieval.names.making import layer_of
from retrieval.names.name import Name
from retrieval.opensearch.mapping import Json


@dataclass(frozen=True, slots=True)
class NameDocument:
    """A document of a key's names: its id, which is the key, and its fields."""

    id: str
    fields: Json


def key_of_name(name: Name) -> str:
    """Return the key of a name: the compact string that all names of its document have."""
    return compact_text(name.text)


def name_documents(counted: Mapping[Name, int], revision: int) -> Iterator[NameDocument]:
    """Yield a document for each key of some names, counted in the whole archive.

    All names of a key must be given together. Those that count none, or whose keys nobody types
    (see `layer_of`), have none: the document of a key that yields none is to be deleted.
    """
    by_key: dict[str, dict[Name, int]] = defaultdict(dict)
    for name, count in counted.items():
        if count > 0:
            by_key[key_of_name(name)][name] = count
    for key, names in by_key.items():
        layer = layer_of(names)
        if len(layer):
            _, kinds, weight = layer.summary(0)
            yield NameDocument(
                key,
                {
                    "key": key,
                    "called": hash_tokens([*layer.key_hashes, *layer.address_hashes]),
                    "offices": hash_tokens(layer.office_hashes),
                    "misspelt": hash_tokens(layer.misspelt_hashes),
                    "short": hash_tokens(layer.short_hashes),
                    "weight": weight,
                    "reporter": bool(kinds & REPORTER),
                    "revision": revision,
                    "records": records(names),
                },
            )


def records(names: Mapping[Name, int]) -> list[list[str | int | None]]:
    """Return names as rows of text, kind, post and count, the same for the same names."""
    rows = ((name.text, name.kind.value, name.post, count) for name, count in names.items())
    return [list(row) for row in sorted(rows, key=lambda row: (*row[:2], row[2] or ""))]


def hash_tokens(hashes: Iterable[int]) -> list[str]:
    """Return hashes as a cluster has them, each once, ascending."""
    return [f"{hashed:x}" for hashed in sorted({int(one) for one in hashes})]

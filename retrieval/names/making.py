"""How a layer of names is made: once in bulk, and of each page that comes in."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.normalise import compact_text
from retrieval.names import hashes, key_filter
from retrieval.names.aliases import (
    ABBREVIATIONS,
    REORDERED,
    abbreviates,
    address_aliases,
    office_aliases,
)
from retrieval.names.layer import KINDS, PLACE, NameLayer, kinds_of, printed_most
from retrieval.names.name import Name

_LENGTHS = range(2, hashes.LONGEST + 1)  # code points of a key; others are no names people type
_LOWER = np.uint64(0xFFFFFFFF)
_UPPER = np.uint64(32)
_AliasTable = tuple[NDArray[np.uint32], NDArray[np.uint32]]  # hashes and bearers


def layer_of(counted: Mapping[Name, int]) -> NameLayer:
    """Make a layer of names, each with how often it is introduced, which may be negative.

    Names of one compact character or more than 24 are left out. No names at all is fine.
    """
    records: dict[str, list[tuple[Name, int]]] = defaultdict(list)
    for name, count in counted.items():
        key = compact_text(name.text)
        if count and len(key) in _LENGTHS:
            records[key].append((name, count))
    weights = {key: sum(max(0, count) for _, count in known) for key, known in records.items()}
    keys = sorted(records, key=lambda key: (-weights[key], key))
    known = [records[key] for key in keys]
    live = [{name: count for name, count in names if count > 0} for names in known]
    alive = [number for number, names in enumerate(live) if names]
    kinds = np.fromiter(map(kinds_of, live), np.uint8, len(keys))
    ordinals = sorted(range(len(keys)), key=keys.__getitem__)
    code_order = np.empty(len(keys), np.int64)
    code_order[ordinals] = np.arange(len(keys))

    addresses = _called(keys, live, address_aliases)
    offices = _called(keys, live, lambda _, name: office_aliases(name))
    by_length = defaultdict(list)
    for number in alive:
        by_length[len(keys[number])].append(number)
    misspelt = _numbered(_misspellings(keys, by_length))
    short = _numbered(_abbreviations(keys, kinds, by_length))
    findable = list({*(keys[number] for number in alive), *addresses, *_that_fit(offices)})
    key_hashes = hashes.hashes_of(keys)
    order = np.argsort(key_hashes, kind="stable")
    address_table, office_table = _ordered(addresses, code_order), _ordered(offices, code_order)
    opened = np.fromiter(map(len, findable), np.uint8, len(findable))
    strings = _Strings(keys)
    printed = [
        strings.place(printed_most(names) if names else key)
        for key, names in zip(keys, live, strict=True)
    ]
    texts = [strings.place(name.text) for names in known for name, _ in names]
    posts = [
        -1 if name.post is None else strings.place(name.post)
        for names in known
        for name, _ in names
    ]
    blob, bounds = strings.arrays()
    return NameLayer(
        strings=blob,
        string_bounds=bounds,
        kinds=kinds,
        weights=np.fromiter(map(weights.__getitem__, keys), np.int32, len(keys)),
        printed=np.array(printed, np.uint32),
        record_bounds=_bounds([len(names) for names in known]),
        record_texts=np.array(texts, np.uint32),
        record_posts=np.array(posts, np.int32),
        record_kinds=np.array(
            [KINDS.index(name.kind) for names in known for name, _ in names], np.uint8
        ),
        record_counts=np.array([count for names in known for _, count in names], np.int32),
        key_hashes=key_hashes[order],
        key_bearers=order.astype(np.uint32),
        address_hashes=address_table[0],
        address_bearers=address_table[1],
        office_hashes=office_table[0],
        office_bearers=office_table[1],
        misspelt_hashes=misspelt[0],
        misspelt_bearers=misspelt[1],
        short_hashes=short[0],
        short_bearers=short[1],
        openings=key_filter.greatest(hashes.hashes_of([text[:2] for text in findable]), opened),
        findable=key_filter.bits(hashes.hashes_of(findable)),
        misspellable=key_filter.bits(misspelt[0]),
    )


def merged(layers: Iterable[NameLayer]) -> NameLayer:
    """Make one layer of several: it answers as they do together."""
    total: Counter[Name] = Counter()
    for layer in layers:
        for name, count in layer.counted():
            total[name] += count
    return layer_of(total)


class _Strings:
    """Strings, each once, the keys first."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._places = {key: place for place, key in enumerate(keys)}

    def place(self, text: str) -> int:
        return self._places.setdefault(text, len(self._places))

    def arrays(self) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
        raw = [text.encode("utf-8", "surrogatepass") for text in self._places]
        return np.frombuffer(b"".join(raw), np.uint8), _bounds([len(one) for one in raw])


def _bounds(lengths: Sequence[int]) -> NDArray[np.uint32]:
    bounds = np.zeros(len(lengths) + 1, np.uint32)
    np.cumsum(lengths, out=bounds[1:])
    return bounds


def _called(
    keys: Sequence[str],
    live: Iterable[Mapping[Name, int]],
    aliases_of: Callable[[str, Name], Iterable[str]],
) -> dict[str, Counter[int]]:
    """Return by alias how often each key is introduced with it."""
    called: dict[str, Counter[int]] = defaultdict(Counter)
    for number, names in enumerate(live):
        for name, count in names.items():
            for alias in aliases_of(keys[number], name):
                called[alias][number] += count
    return called


def _that_fit(aliases: Iterable[str]) -> Iterator[str]:
    return (alias for alias in aliases if len(alias) in _LENGTHS)


def _ordered(called: Mapping[str, Counter[int]], code_order: NDArray[np.int64]) -> _AliasTable:
    """Sort aliases by hash, and those who bear one by how often they are introduced with it."""
    fitting = list(_that_fit(called))
    sizes = [len(called[alias]) for alias in fitting]
    hashed = np.repeat(hashes.hashes_of(fitting), sizes)
    bearers = np.fromiter(
        itertools.chain.from_iterable(called[alias] for alias in fitting), np.uint32, len(hashed)
    )
    weights = np.fromiter(
        itertools.chain.from_iterable(called[alias].values() for alias in fitting),
        np.int64,
        len(hashed),
    )
    order = np.lexsort((code_order[bearers], -weights, hashed))
    return hashed[order], bearers[order]


def _numbered(found: Iterable[_AliasTable]) -> _AliasTable:
    """Sort aliases by hash, and those who bear one by their numbers; each once."""
    packed = [
        hashed.astype(np.uint64) << _UPPER | numbers.astype(np.uint64) for hashed, numbers in found
    ]
    once = hashes.distinct(np.concatenate([np.empty(0, np.uint64), *packed]))
    return (once >> _UPPER).astype(np.uint32), (once & _LOWER).astype(np.uint32)


def _misspellings(keys: Sequence[str], by_length: Mapping[int, list[int]]) -> Iterator[_AliasTable]:
    for length, numbers in by_length.items():
        rows = hashes.weighed([keys[number] for number in numbers])
        bearers = np.array(numbers, np.uint32)
        yield hashes.one_out(rows).ravel(), np.repeat(bearers, length)
        if length in REORDERED:
            yield hashes.bags(rows), bearers


def _abbreviations(
    keys: Sequence[str], kinds: NDArray[np.uint8], by_length: Mapping[int, list[int]]
) -> Iterator[_AliasTable]:
    for length, numbers in by_length.items():
        places = [number for number in numbers if kinds[number] & PLACE]
        for size in ABBREVIATIONS:
            if places and abbreviates("?" * size, "?" * length):
                rows = hashes.weighed([keys[number] for number in places])
                rest = itertools.combinations(range(1, length), size - 1)
                choices = np.array([(0, *choice) for choice in rest], np.int64)
                bearers = np.repeat(np.array(places, np.uint32), len(choices))
                yield hashes.parts(rows, choices).ravel(), bearers

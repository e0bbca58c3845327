"""The names in a cluster, counted in the archive: written anew for whatever articles change.

A key's document keeps all texts that its names have had, and stays when none is introduced any
more: so a pass that did not come to its end can be made good by the next, whatever the archive has
become meanwhile.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping

from retrieval.names import hashes
from retrieval.names.name import Name
from retrieval.opensearch.bulk import Write
from retrieval.opensearch.lots import Moment
from retrieval.opensearch.mapping import IndexKind, Json
from retrieval.opensearch.name_documents import key_of_name, name_documents
from retrieval.opensearch.target import Kept, Target

NAMED = range(2, hashes.LONGEST + 1)
"""Characters of the keys that a cluster has documents of; see `retrieval.names.making`."""
TEXTS = "texts"
"""The field of what a key's names have been called."""
AT_ONCE = 1000
"""Keys that are counted again at a time."""


class NameCounts:
    """The names of one generation, as they are written."""

    def __init__(self, target: Target) -> None:
        self._target = target

    async def write(self, touched: Iterable[Name], moment: Moment) -> None:
        """Count names at a moment, with all that have their keys, and write them.

        Those that were counted at it already are left.
        """
        by_key: dict[str, set[str]] = defaultdict(set)
        for name in touched:
            by_key[key_of_name(name)].add(name.text)
        wanted = dict.fromkeys(key for key in by_key if len(key) in NAMED)
        kept = await self._target.kept(IndexKind.NAMES, wanted, TEXTS)
        texts = {}
        for key in wanted:
            known = _texts(kept[key]) if key in kept else set()
            if key not in kept or kept[key].version < moment.revision or by_key[key] - known:
                texts[key] = by_key[key] | known
        await self._write(texts, moment)

    async def write_again(self, revision: int, moment: Moment) -> None:
        """Count anew all that was counted after a revision, by a pass that did not end."""
        await self._target.refresh(IndexKind.NAMES)
        last = ""
        while kept := await self._target.since(
            IndexKind.NAMES, "key", revision, last, AT_ONCE, TEXTS
        ):
            await self._write({key: _texts(one) for key, one in kept.items()}, moment)
            last = max(kept)

    async def _write(self, texts: Mapping[str, set[str]], moment: Moment) -> None:
        """Write the documents of keys, whose names have had these texts."""
        if not texts:
            return
        counted = await moment.counted(set().union(*texts.values()))
        made = await asyncio.to_thread(_fields, counted, texts, moment.revision)
        writes = [Write(key, moment.revision, fields) for key, fields in made.items()]
        await self._target.write(IndexKind.NAMES, writes)


def _texts(kept: Kept) -> set[str]:
    return set(map(str, kept.fields[TEXTS]))


def _fields(
    counted: Mapping[Name, int], texts: Mapping[str, set[str]], revision: int
) -> dict[str, Json]:
    """Return the documents of keys; of those without a name they are found by nothing."""
    made = {one.id: one.fields for one in name_documents(counted, revision)}
    return {
        key: {**made.get(key, _nobody(key, revision)), TEXTS: sorted(had)}
        for key, had in texts.items()
    }


def _nobody(key: str, revision: int) -> Json:
    return {"key": key, "weight": 0, "reporter": False, "revision": revision, "records": []}

"""Which characters look alike: 未 and 末, 己 and 已; by ``words/lookalikes.tsv``."""

import functools
from collections.abc import Mapping

from retrieval.word_list import table


def lookalikes(character: str) -> tuple[str, ...]:
    """Return the characters that look like one, the most like first; maybe none."""
    return _table().get(character, ())


@functools.cache
def _table() -> Mapping[str, tuple[str, ...]]:
    rows = table(__package__, "lookalikes", 2)
    alike = {row[0][0]: row[1] for row in rows}
    for character, others in list(alike.items()):
        for other in others:
            if character not in alike.get(other, ()):
                alike[other] = (*alike.get(other, ()), character)
    return alike

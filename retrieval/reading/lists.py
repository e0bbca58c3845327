"""The word lists of this room, as patterns.

The lists stand in ``words/*.tsv`` (see `retrieval.word_list`), in plain characters (see `plain`).
"""

import re

from retrieval.word_list import words


def listed(name: str) -> tuple[str, ...]:
    """Return the words of the list ``name``, in its order."""
    return words("retrieval.reading", name)


def any_of(name: str) -> str:
    """Return a pattern of any word of the list, tried in its order; put a group round it."""
    return "|".join(re.escape(word) for word in listed(name))


def any_spaced(name: str) -> str:
    """Return a pattern of any word of the list, the longest first; see `spaced`."""
    return spaced(*listed(name))


def spaced(*words: str) -> str:
    """Return a pattern of any of the words, the longest first; spaces may part their characters."""
    return "|".join(" {0,3}".join(word) for word in sorted(words, key=len, reverse=True))

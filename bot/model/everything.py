"""The search that every story passes, as people write it."""

from retrieval.analysis import compact_text

EVERYTHING = "全部"
"""The query that every story passes, as it is kept."""

_WORDS = frozenset((EVERYTHING, "all"))


def is_everything(query: str) -> bool:
    """Return whether a query asks for every story: 全部 or all, and nothing else, not in quotes."""
    return compact_text(query).strip() in _WORDS

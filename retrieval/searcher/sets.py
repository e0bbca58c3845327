"""Sets of articles, said rather than listed: what any searcher can look up.

Days, labels, papers and pages are the keys of `retrieval.index.lookups.By`; people are the keys of
their compact names (`retrieval.analysis.keys`); words are compact strings.
"""

from dataclasses import dataclass
from typing import TypeAlias

from retrieval.index.document_store import Role
from retrieval.index.lookups import By


@dataclass(frozen=True, slots=True)
class Every:
    """All articles."""


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles of some ids, those that there are."""

    ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Keyed:
    """The articles with a key in one of the ranges, both ends included; maybe no range."""

    by: By
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Containing:
    """The articles in a passage or the title of which a compact string stands.

    Between word bounds, see `retrieval.analysis.bounds`; over no passage's end.
    """

    word: str


@dataclass(frozen=True, slots=True)
class Titled:
    """The articles in whose titles a compact string stands, between word bounds."""

    word: str


@dataclass(frozen=True, slots=True)
class Termed:
    """The articles with a term in a passage or the title."""

    term: str


@dataclass(frozen=True, slots=True)
class Credited:
    """The articles that credit one of some people for one of the roles."""

    people: frozenset[int]
    roles: Role


@dataclass(frozen=True, slots=True)
class Both:
    """The articles of both sets."""

    left: "ArticleSet"
    right: "ArticleSet"


@dataclass(frozen=True, slots=True)
class Either:
    """The articles of any of two sets."""

    left: "ArticleSet"
    right: "ArticleSet"


@dataclass(frozen=True, slots=True)
class Without:
    """The articles of the left set that are not of the right one."""

    left: "ArticleSet"
    right: "ArticleSet"


ArticleSet: TypeAlias = (
    Every | Articles | Keyed | Containing | Titled | Termed | Credited | Both | Either | Without
)

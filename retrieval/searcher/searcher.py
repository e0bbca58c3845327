"""The port for searching: what an archive's answers need of an index, wherever that is.

A searcher hands out statistics of the whole archive, candidates and articles. What a question
means, the exact scores, the evidence and the answer are made of these, by the same code for all
searchers (see `retrieval.searcher.partial`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.index.kernel import Keys
from retrieval.index.lookups import By
from retrieval.model.issues import Paper
from retrieval.names.name import Name
from retrieval.searcher.indexed import Indexed
from retrieval.searcher.sets import ArticleSet


@dataclass(frozen=True, slots=True)
class Totals:
    """The archive at a revision: how many articles, passages, and tokens of all passages.

    ``keys`` are those that some article has, ascending, by `By.OWN_DAY`, ``DAY``, ``PRINTED_DAY``
    and ``LABEL``; ``papers`` are as `retrieval.index.papers.papers` returns them.
    """

    revision: int
    articles: int
    passages: int
    tokens: int
    keys: Mapping[By, tuple[int, ...]]
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best passages for weighted terms and wholes, of the articles of a set, are asked for.

    A weight is times the idf; a whole is a compact string. Passages of articles ``on`` some days
    count as if a term of weight 1 stood there once, those of articles ``after`` half.
    """

    terms: tuple[tuple[str, float], ...]
    wholes: tuple[tuple[str, float], ...]
    among: ArticleSet
    limit: int
    on: ArticleSet | None = None
    after: ArticleSet | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """The first ``limit`` articles of a set are asked for, those with the highest key first.

    The key is the highest that an article has. With ``whole`` all that have the key of the last one
    come, too, up to 2,000 more. Of equal keys the lower id comes first.
    """

    among: ArticleSet
    by: By
    limit: int
    whole: bool = False


class Searcher(Protocol):
    """Searches an archive. Each call raises SearchUnavailable where it can't be asked."""

    async def totals(self) -> Totals:
        """Return how much there is, and its revision, which grows with each change."""
        ...

    async def frequencies(self, terms: Sequence[str], wholes: Sequence[str]) -> list[int]:
        """Return in how many passages, their titles counted in, each stands; terms first.

        Exactly. A whole is a compact string, and stands as `Containing` says.
        """
        ...

    async def counts(self, sets: Sequence[ArticleSet], passages: Sequence[ArticleSet]) -> list[int]:
        """Return how many articles each set has, then how many passages others' articles have."""
        ...

    async def candidates(self, asked: Sequence[Ranked]) -> list[list[int]]:
        """Return for each the ids of the articles with its best passages, by about their scores.

        The exact best are among them: scores may be rounded, and at least three times as many
        passages as the limit, and 100, are looked for. Each article once, the best first.
        """
        ...

    async def listings(self, asked: Sequence[Listed]) -> list[list[int]]:
        """Return the ids of the articles of each, in order."""
        ...

    async def articles(self, ids: Sequence[int]) -> dict[int, Indexed]:
        """Return articles by the ids asked for, or that they had before; unknown ones are left out.

        An article that is the same story as a former one answers to that one's id, too.
        """
        ...

    async def names(self, texts: Sequence[str], misspelt: Sequence[str]) -> Mapping[Name, int]:
        """Return the names that may be meant in compact texts, with how often each is introduced.

        All of a key's names come together, and whatever a gazetteer finds for a text in the names
        of the whole archive, it finds in these: what is misspelt only for a text of ``misspelt``.
        """
        ...

    async def reporters(self, most: int) -> Mapping[Name, int]:
        """Return the names of those who are credited most, with how often they are introduced."""
        ...

    async def day_ends(self, asked: Sequence[tuple[ArticleSet, int]]) -> list[tuple[int, int]]:
        """Return the first and the last `By.DAY` of each set, of those from a least one on.

        0 and 0 for none.
        """
        ...

    async def credits(self, sets: Sequence[ArticleSet]) -> list[Keys]:
        """Return who is credited in each set: rows as `retrieval.index.lookups.credits_by_name`."""
        ...

    async def tallies(self) -> tuple[Keys, Keys, Keys]:
        """Return what there is of issues, days and papers: see `retrieval.index.lookups`."""
        ...

"""Articles as a searcher hands them out."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.analysis.bulk import Analysed, analysed
from retrieval.index.passages import texts_of
from retrieval.index.records import IndexedArticle


@dataclass(frozen=True, slots=True, eq=False)
class Indexed:
    """An article as it is indexed at a revision: the texts of its passages, and its title."""

    entry: IndexedArticle
    revision: int
    passages: Analysed
    title: Analysed


def indexed(
    entries: Sequence[IndexedArticle],
    revisions: Sequence[int],
    cuts: Sequence[Sequence[bytes]] | None = None,
) -> list[Indexed]:
    """Return articles, each with its revision, analysed by the cuts of its passages and its title.

    They are cut anew for None, and where these cuts are not theirs.
    """
    texts = [texts_of(entry.stored.article) for entry in entries]
    every = [text for title, *passages in texts for text in (*passages, title)]
    try:
        found = analysed(every, None if cuts is None else [cut for own in cuts for cut in own])
    except ValueError:
        found = analysed(every)
    parts = found.parted([count for own in texts for count in (len(own) - 1, 1)])
    return [Indexed(*one) for one in zip(entries, revisions, parts[::2], parts[1::2], strict=True)]

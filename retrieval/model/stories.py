"""Hits that are stories: one for each, however many of its passages answer."""

from collections.abc import Iterable
from dataclasses import replace

from retrieval.model import Hit


def by_story(hits: Iterable[Hit], start: int = 0) -> tuple[Hit, ...]:
    """Return one hit for each story, in the order of their best passages.

    First in view is the best passage that holds the fact asked for, or else the best; the others
    are its ``further`` ones. Ranks count stories, on from ``start``.
    """
    stories: dict[int, list[Hit]] = {}
    for hit in hits:
        stories.setdefault(hit.citation.article_id, []).append(hit)
    return tuple(_story(found, rank) for rank, found in enumerate(stories.values(), start + 1))


def _story(found: list[Hit], rank: int) -> Hit:
    first = next((hit for hit in found if hit.snippet.facts), found[0])
    further = tuple(hit for hit in found if hit is not first)
    return replace(first, rank=rank, further=further)

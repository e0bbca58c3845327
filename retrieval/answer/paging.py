"""Pages of what answers: passages, or stories with their best passages."""

from collections.abc import Sequence
from typing import NamedTuple

from retrieval.answer.cite import hits
from retrieval.answer.search import PER_ARTICLE, Scored, spread
from retrieval.index.snapshot import Snapshot
from retrieval.model import Hit, Passage
from retrieval.model.stories import by_story
from retrieval.query.query import Query

LISTED = 200
"""How many stories of a listing there are, unless it is said."""


class HitPage(NamedTuple):
    """The hits ``[start, start + limit)`` of all; ``stories`` says that these are counted.

    Of a listing the stories ``[start, start + listed)``.
    """

    start: int
    limit: int
    stories: bool = False
    listed: int = LISTED

    def of(
        self, snapshot: Snapshot, query: Query, found: Sequence[Scored]
    ) -> tuple[tuple[Hit, ...], int]:
        """Return the page's hits of the passages found, best first, and how many there are."""
        if not self.stories:
            shown = spread(snapshot, found, self.start + self.limit)[self.start :]
            return hits(snapshot, query, _scores(snapshot, shown), self.start), len(found)
        stories: dict[int, list[Scored]] = {}
        for one in found:
            stories.setdefault(snapshot.doc_id_of(one.passage), []).append(one)
        wanted = list(stories.values())[self.start : self.start + self.limit]
        own = [one for story in wanted for one in story[:PER_ARTICLE]]
        passages = hits(snapshot, query, _scores(snapshot, own))
        return by_story(passages, self.start), len(stories)


def _scores(snapshot: Snapshot, found: Sequence[Scored]) -> list[tuple[Passage, float]]:
    return [(snapshot.passage(one.passage), one.score) for one in found]

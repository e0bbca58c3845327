"""Makes the segments of many articles that come lot by lot, in memory that does not grow with them.

Lots join in memory; what they make joins on disk, as segments of an archive do over time.
"""

import logging
from collections.abc import Sequence

from retrieval.index.drafts import Drafts
from retrieval.index.merge import joined
from retrieval.index.segment import Segment

_IN_MEMORY = 100_000  # passages
_LOG = logging.getLogger(__name__)


class SegmentBuilder:
    """Joins segments; what is large lies in the drafts, or in memory where it can't be written."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._lots: list[Segment] = []
        self._joined: tuple[Segment, ...] = ()

    def add(self, segment: Segment) -> None:
        """Add a lot."""
        self._lots.append(segment)
        if sum(map(len, self._lots)) >= _IN_MEMORY:
            self._join()

    def segments(self) -> tuple[Segment, ...]:
        """Return what all that was added is joined to, in its order; no segments for no lots."""
        self._join()
        return self._joined

    def _join(self) -> None:
        if self._lots:
            self._joined = joined([*self._joined, self._merged(self._lots)], self._merged)
            self._lots = []
            self._drafts.keep_only(self._joined)

    def _merged(self, segments: Sequence[Segment]) -> Segment:
        segment = segments[0] if len(segments) == 1 else Segment.merged(segments)
        if len(segment) >= _IN_MEMORY:
            try:
                return self._drafts.mapped(segment)
            except OSError as error:
                _LOG.warning("a draft of the index can't be written, it stays in memory: %s", error)
        return segment

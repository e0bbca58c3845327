"""Whether words stand in print."""

from collections.abc import Iterable

from retrieval.analysis.values import term_of
from retrieval.index.snapshot import Snapshot


def in_print(wordings: Iterable[str], snapshot: Snapshot) -> bool:
    """Return whether one of some compact wordings is a term or value of the archive or in it."""
    return any(
        snapshot.index.document_frequency(term_of(wording) or wording)
        or len(snapshot.name_postings(wording))
        for wording in wordings
    )

"""An archive: its use cases, what it serves, and its upkeep. ``bot/`` imports what stands here."""

from retrieval.archive.archive import Addition, Archive
from retrieval.archive.changes import ArchiveChanges, ArticleChange, TransactionHook
from retrieval.archive.metrics import UNOBSERVED, Asking, Observer
from retrieval.archive.reader import Size
from retrieval.archive.upkeep import CheckReport, IndexState, check, repair

__all__ = [
    "UNOBSERVED",
    "Addition",
    "Archive",
    "ArchiveChanges",
    "ArticleChange",
    "Asking",
    "CheckReport",
    "IndexState",
    "Observer",
    "Size",
    "TransactionHook",
    "check",
    "repair",
]

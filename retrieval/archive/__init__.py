"""An archive: its use cases, what it serves, and its upkeep. ``bot/`` imports what stands here."""

from retrieval.archive.addition import Addition
from retrieval.archive.archive import Archive
from retrieval.archive.changes import ArchiveChanges, ArticleChange, TransactionHook
from retrieval.archive.currency import Intake, Origin, is_about_now
from retrieval.archive.many_pages import ManyPages, Taken
from retrieval.archive.reader import Size
from retrieval.archive.rereading import Reread
from retrieval.archive.upkeep import CheckReport, IndexState, check, repair
from retrieval.identity.which_page import Verdict
from retrieval.searcher.searcher import Searcher

__all__ = [
    "Addition",
    "Archive",
    "ArchiveChanges",
    "ArticleChange",
    "CheckReport",
    "IndexState",
    "Intake",
    "ManyPages",
    "Origin",
    "Reread",
    "Searcher",
    "Size",
    "Taken",
    "TransactionHook",
    "Verdict",
    "check",
    "is_about_now",
    "repair",
]

"""What is kept, in SQLite: the only room that knows its tables.

A **page** is a bulletin's page; a **printing** is a story as one page printed it, whole; an
**article** is the story itself, an id that lasts, and reads as its newest printing does. The
**revision** counts the transactions that changed any of these.
"""

from retrieval.store.articles import current_revision
from retrieval.store.atomic_write import draft_of, put_in_place, refuse_existing
from retrieval.store.backup import back_up, check_copy, open_read_only
from retrieval.store.checking import Rule, children, schemas
from retrieval.store.corrections import Correction, ParagraphText
from retrieval.store.database import Database
from retrieval.store.dates import date_of
from retrieval.store.giving_back import give_back_pages
from retrieval.store.layouts import page_text_json, page_text_of
from retrieval.store.lock import ArchiveLocked, lock_owner, locked
from retrieval.store.migrations import Migration, shipped
from retrieval.store.restoring import restore
from retrieval.store.sqlite_errors import disk_is_full, sqlite_errors
from retrieval.store.transaction import Transaction, View
from retrieval.store.undo import Change

__all__ = [
    "ArchiveLocked",
    "Change",
    "Correction",
    "Database",
    "Migration",
    "ParagraphText",
    "Rule",
    "Transaction",
    "View",
    "back_up",
    "check_copy",
    "children",
    "current_revision",
    "date_of",
    "disk_is_full",
    "draft_of",
    "give_back_pages",
    "lock_owner",
    "locked",
    "open_read_only",
    "page_text_json",
    "page_text_of",
    "put_in_place",
    "refuse_existing",
    "restore",
    "schemas",
    "shipped",
    "sqlite_errors",
]

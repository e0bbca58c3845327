"""Files of all kinds to pages, each with its lines as reading takes them."""

from retrieval.formats.file_bytes import bytes_of
from retrieval.formats.intake import Began, FileIntake, Found, LeftOut, pages_of, parts_of
from retrieval.formats.kinds import READ, FileKind, kind_of
from retrieval.formats.linked import linked_names

__all__ = [
    "READ",
    "Began",
    "FileIntake",
    "FileKind",
    "Found",
    "LeftOut",
    "bytes_of",
    "kind_of",
    "linked_names",
    "pages_of",
    "parts_of",
]

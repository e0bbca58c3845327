"""An archive: its use cases, what it serves, and its upkeep. ``bot/`` imports what stands here."""

from retrieval.archive.archive import Addition, Archive

__all__ = ["Addition", "Archive"]

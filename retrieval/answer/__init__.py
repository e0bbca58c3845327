"""Query to `Answer`: hits with their citations, listings, or a stated no-answer."""

from retrieval.answer.cite import citation
from retrieval.answer.recent import Recent
from retrieval.answer.story import Asked, Story

__all__ = ["Asked", "Recent", "Story", "citation"]

"""Stored filters meet a new article: the search turned round, in one pass over the article's text.

A filter's clauses ask for **atoms**: a word in a field. Which atoms stand in an article is found
once for all filters. Each filter is **anchored** at one clause that it requires, the one least
often met; only filters with an atom of their anchor in the article are looked at, and the rest of
their clauses is decided by the atoms that were found. So the work grows with the article and with
what matches, not with what is stored.
"""

from retrieval.percolate.percolator import Percolator

__all__ = ["Percolator"]

"""Fixtures lent by a neighbour."""

from tests.retrieval.store.conftest import prose

__all__ = ["prose"]

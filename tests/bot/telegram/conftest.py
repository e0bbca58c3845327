"""Fixtures lent by a neighbour."""

from tests.bot.handlers.conftest import house, running

__all__ = ["house", "running"]

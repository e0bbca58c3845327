"""Fixtures lent by a neighbour."""

from tests.bot.preview.conftest import ask, clock, preview, reader, world

__all__ = ["ask", "clock", "preview", "reader", "world"]

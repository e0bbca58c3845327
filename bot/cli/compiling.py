"""Tells that the loops that search are being compiled, once, by whichever command comes first."""

import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bot.cli.moving import MovingLine

WHAT = "第一次要编译检索内核 Compiling what searches, the first time"
_LOGGER = logging.getLogger("retrieval.compiled.native")  # by its name: to import it takes a while


@contextmanager
def compiling_told() -> Iterator[None]:
    """Show a moving line from the first loop that is compiled; nothing where all were kept."""
    with ExitStack() as shown:
        handler = _Shows(shown)
        level, passes_on = _LOGGER.level, _LOGGER.propagate
        _LOGGER.addHandler(handler)
        _LOGGER.setLevel(logging.INFO)
        _LOGGER.propagate = False
        try:
            yield
        finally:
            _LOGGER.removeHandler(handler)
            _LOGGER.setLevel(level)
            _LOGGER.propagate = passes_on


class _Shows(logging.Handler):
    """Begins the line at the first record."""

    def __init__(self, shown: ExitStack) -> None:
        super().__init__()
        self._shown = shown
        self._begun = False

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 (logging's signature)
        """Begin the line, once."""
        if not self._begun:
            self._begun = True
            self._shown.enter_context(MovingLine(WHAT, sys.stderr))

"""What is recorded beside an answer: where that fails, the answer stands all the same."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from retrieval.errors import ArchiveUnavailable

_LOG = logging.getLogger(__name__)


@contextmanager
def beside_the_answer(what: str) -> Iterator[None]:
    """Do a ``with`` block; log instead of raising that ``what`` could not be recorded."""
    try:
        yield
    except ArchiveUnavailable as error:
        _LOG.warning("%s: not recorded: %s", what, error)

"""The log: one line a thing that happened, on standard error, with ids in place of contents.

Message texts and the token are never written. Two lines of defence hold the token back: the
libraries that would write it (httpx logs whole URLs) or a message (python-telegram-bot logs
updates at DEBUG) are heard from WARNING up only; and whatever is written, tracebacks too, goes
through `Redacting`.
"""

import logging
import sys
from traceback import format_tb
from urllib.parse import quote

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_OURS = ("bot", "retrieval")


class Redacting(logging.Formatter):
    """A formatter whose lines never hold ``token``, as it is or as a URL spells it."""

    def __init__(self, token: str) -> None:
        super().__init__(_FORMAT)
        self._hidden = {token, quote(token, safe="")} - {""}

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line and traceback, ``<token>`` in the token's place."""
        line = super().format(record)
        for hidden in self._hidden:
            line = line.replace(hidden, "<token>")
        return line


def set_up(level: str, token: str = "") -> None:
    """Send the process's log to standard error: ours from ``level`` up, others' from WARNING.

    ``token`` is what no line may hold; empty if there is none.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(token))
    logging.basicConfig(level=max(logging.WARNING, _number(level)), handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(_number(level))


def trace(error: BaseException) -> str:
    """Return where ``error`` and its causes were raised: types and lines of code, no messages.

    An exception's message may repeat what a person wrote, so it is left out.
    """
    parts = []
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        frames = "".join(format_tb(following.__traceback__))
        parts.append(f"{type(following).__module__}.{type(following).__qualname__}\n{frames}")
        following = following.__cause__ or following.__context__
    return "from ".join(parts).rstrip()


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level]

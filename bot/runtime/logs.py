"""The log: one line a thing that happened, on standard error, with ids in place of contents.

Message texts and secrets are never written. Two lines of defence hold the token back: the
libraries that would write it (httpx logs whole URLs) or a message (python-telegram-bot logs
updates at DEBUG) are logged from WARNING up only; and whatever is written, tracebacks too, goes
through `Redacting`.

What is logged while an update is handled carries its id, also in tasks and threads that are started
meanwhile.
"""

import json
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import PurePath
from traceback import extract_tb, format_tb
from urllib.parse import quote

from retrieval.errors import ArchiveUnavailable, BulletinError, SearchUnavailable

FAULT = "fault"
"""The key in ``extra`` of an error's record for what `fault_of` returns."""
TOLD = "told"
"""The key in ``extra`` of an error's record that the admins are told of in other words."""

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(about)s%(message)s"
_OURS = ("bot", "retrieval")
_SPEAKING = (BulletinError.__module__, "retrieval.opensearch.")  # whose errors may be repeated
_update: ContextVar[int | None] = ContextVar("update", default=None)


@contextmanager
def for_update(update_id: int) -> Iterator[None]:
    """Mark what is logged in a ``with`` block with the id of an update."""
    token = _update.set(update_id)
    try:
        yield
    finally:
        _update.reset(token)


def current_update() -> int | None:
    """Return the id of the update that is being handled, None if none is."""
    return _update.get()


class Redacting(logging.Formatter):
    """A formatter whose lines never hold a secret, as it is or as a URL spells it.

    ``secrets`` are by what stands in their place: ``<token>`` for ``token``.
    """

    def __init__(self, secrets: Mapping[str, str]) -> None:
        super().__init__(_FORMAT)
        self._hidden = {
            spelt: f"<{name}>"
            for name, secret in secrets.items()
            for spelt in (secret, quote(secret, safe=""))
            if secret
        }

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line and traceback without secrets."""
        update_id = current_update()
        record.about = "" if update_id is None else f"[update {update_id}] "
        return self.redacted(super().format(record))

    def redacted(self, line: str) -> str:
        """Return a text with the secrets' names in their places."""
        for hidden, shown in self._hidden.items():
            line = line.replace(hidden, shown)
        return line


class AsJson(Redacting):
    """A formatter of lines that are JSON objects, one a record, whatever is in it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as an object, with the traceback in its ``message``, if there is one.

        ``time`` is UTC; ``update`` and ``fault`` are there where they are known.
        """
        message = record.getMessage()
        if record.exc_info:
            message += "\n" + self.formatException(record.exc_info)
        given = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.redacted(message),
            "update": current_update(),
            FAULT: getattr(record, FAULT, None),
        }
        known = {name: value for name, value in given.items() if value is not None}
        return json.dumps(known, ensure_ascii=False)


def configure(level: str, secrets: Mapping[str, str] | None = None, form: str = "text") -> None:
    """Send the process's log to standard error: ours from ``level`` up, others' from WARNING.

    ``secrets`` are what no line may hold, by name; ``form`` is text or json.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((AsJson if form == "json" else Redacting)(secrets or {}))
    logging.basicConfig(level=max(logging.WARNING, _number(level)), handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(_number(level))


@contextmanager
def with_handler(handler: logging.Handler) -> Iterator[None]:
    """Add a handler to the root logger for a ``with`` block."""
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)


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


def sentence_of(error: BaseException) -> str | None:
    """Return what an error says, if it is one of the archive's own: those hold no person's words.

    None for all others. What is in the way of searching is told with the reason, which nobody who
    asks is told.
    """
    if isinstance(error, SearchUnavailable):
        return f"检索集群没有回应 (the search cluster does not answer): {error.reason}"
    ours = isinstance(error, BulletinError) and type(error).__module__.startswith(_SPEAKING)
    return str(error) if ours else None


def fault_of(error: BaseException) -> str:
    """Return an error's name, the same for the same fault.

    It is the sentence that says what to do where the error is the archive's, and for all others the
    type and the line that raised, with what the system says: their messages may repeat what a
    person wrote.
    """
    if isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        return fault_of(error.exceptions[0])
    if isinstance(error, ArchiveUnavailable) and error.reason is not None:
        return error.reason
    if (sentence := sentence_of(error)) is not None:
        return sentence
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if set(_OURS) & set(PurePath(frame.filename).parts)]
    name = type(error).__qualname__
    if isinstance(error, OSError) and error.errno:
        name += f" ({os.strerror(error.errno)})"
    if not frames:
        return name
    frame = (ours or frames)[-1]
    return f"{name}, {'/'.join(PurePath(frame.filename).parts[-2:])}:{frame.lineno}"


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level]

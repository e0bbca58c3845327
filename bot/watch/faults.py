"""Errors that were logged, folded: the same one many times is one fault, with its count.

What is kept of a record is where it comes from and what it is, never its words: those of others'
libraries may repeat what people wrote.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.messages.fault import Fault
from bot.runtime import logs

KINDS = 20  # faults that are kept apart at a time; further ones are one
OTHER = "…"
_OURS = ("bot.", "retrieval.")
_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def unnoticed() -> Iterator[None]:
    """Let errors in a ``with`` block be no faults: they come of telling of faults."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


class Faults(logging.Handler):
    """Gathers the errors that are logged, in any thread; ``counted`` is told of each."""

    def __init__(self, counted: Callable[[], None]) -> None:
        super().__init__(logging.ERROR)
        self._counted = counted
        self._faults: dict[str, Fault] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Take a record in."""
        self._counted()
        if _quiet.get():
            return
        kind = kind_of(record)
        if kind not in self._faults and len(self._faults) >= KINDS:
            kind = OTHER
        fault = self._faults.setdefault(kind, Fault(kind, record.created, record.created))
        fault.count += 1
        fault.last = record.created
        fault.update = logs.current_update() or fault.update

    def all(self) -> list[Fault]:
        """Return the faults, the oldest first."""
        with self._held():
            return list(self._faults.values())

    def begin_anew(self, fault: Fault) -> None:
        """Let what comes of a fault from now on, and what is untold of it, be another one."""
        with self._held():
            del self._faults[fault.kind]
            if fault.count > fault.told:
                rest = fault.count - fault.told
                self._faults[fault.kind] = Fault(fault.kind, fault.last, fault.last, rest)

    @contextmanager
    def _held(self) -> Iterator[None]:
        self.acquire()
        try:
            yield
        finally:
            self.release()


def kind_of(record: logging.LogRecord) -> str:
    """Return what a record tells of, the same for the same fault."""
    said = ""
    if record.name.startswith(_OURS) and isinstance(record.msg, str):
        said = record.msg.partition("%")[0].rstrip(" :(") if not hasattr(record, logs.FAULT) else ""
    fault = getattr(record, logs.FAULT, "")
    if not fault and record.exc_info and record.exc_info[1] is not None:
        fault = logs.fault_of(record.exc_info[1])
    return ": ".join(part for part in (record.name, said, fault) if part)

"""Collects the errors that are logged: the same one many times is one fault, with its count.

A fault holds where an error comes from and what it is, never its message: those of other libraries
may repeat what people wrote.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.messages.fault import Fault
from bot.runtime import logs

KINDS = 20  # faults that are kept apart at a time; further ones count as one
OTHER = "…"
_OURS = ("bot.", "retrieval.")
_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def not_collected() -> Iterator[None]:
    """Collect no errors of a ``with`` block: they come from reporting faults."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


class Faults(logging.Handler):
    """Collects the errors that are logged, in any thread; ``on_error`` is called for each."""

    def __init__(self, on_error: Callable[[], None]) -> None:
        super().__init__(logging.ERROR)
        self._on_error = on_error
        self._faults: dict[str, Fault] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Add a record to its fault."""
        self._on_error()
        if _quiet.get() or hasattr(record, logs.TOLD):
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
        with self._locked():
            return list(self._faults.values())

    def restart(self, fault: Fault) -> None:
        """Start a new fault of the same kind, with what was not reported of this one."""
        with self._locked():
            del self._faults[fault.kind]
            if fault.count > fault.told:
                rest = fault.count - fault.told
                self._faults[fault.kind] = Fault(fault.kind, fault.last, fault.last, rest)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.acquire()
        try:
            yield
        finally:
            self.release()


def kind_of(record: logging.LogRecord) -> str:
    """Return the kind of a record's fault, the same for the same fault."""
    said = ""
    if record.name.startswith(_OURS) and isinstance(record.msg, str):
        said = record.msg.partition("%")[0].rstrip(" :(") if not hasattr(record, logs.FAULT) else ""
    fault = getattr(record, logs.FAULT, "")
    if not fault and record.exc_info and record.exc_info[1] is not None:
        fault = logs.fault_of(record.exc_info[1])
    return ": ".join(part for part in (record.name, said, fault) if part)

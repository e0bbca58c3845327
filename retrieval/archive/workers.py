"""Processes beside this one, for work that takes all of a core; none outlives this process."""

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread

# Each takes 270 MB beside this process's own, and the unit gives 1 GiB to all of them.
MOST_WORKERS = 2


def workers(many: int = MOST_WORKERS) -> ProcessPoolExecutor:
    """Return an executor of so many processes, not more than there are cores; none is begun yet."""
    count = min(os.cpu_count() or 1, many)
    return ProcessPoolExecutor(count, get_context("spawn"), _begin)


def _begin() -> None:
    """Leave Ctrl-C to the process that began this one, and end with it: its pool tells no death."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

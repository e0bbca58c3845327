"""The clocks that the process runs on; load tests may pass faster ones."""

import time
from asyncio import AbstractEventLoop, new_event_loop
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clocks:
    """``wall`` returns Unix time, ``steady`` seconds that never go back, as ``loop``'s own do."""

    wall: Callable[[], float] = time.time
    steady: Callable[[], float] = time.monotonic
    loop: Callable[[], AbstractEventLoop] = new_event_loop


REAL = Clocks()

"""An event loop, and clocks, whose seconds pass several times as fast as ours."""

import asyncio
import selectors
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.runtime.clocks import Clocks


class _Selector(selectors.DefaultSelector):
    """Waits a part of what it is told to."""

    def __init__(self, speed: float) -> None:
        super().__init__()
        self._speed = speed

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(None if timeout is None else timeout / self._speed)


class _Loop(asyncio.SelectorEventLoop):
    """Goes by a clock of its own."""

    def __init__(self, speed: float, steady: Callable[[], float]) -> None:
        super().__init__(_Selector(speed))
        self._steady = steady

    def time(self) -> float:
        return self._steady()


@dataclass(frozen=True, slots=True)
class Hasty:
    """Time that passes ``speed`` times as fast as ours since ``began``, in Unix seconds.

    Processes that are given the same two go by the same time.
    """

    speed: float
    began: float

    def now(self) -> float:
        """Return the Unix time."""
        return self.began + (time.time() - self.began) * self.speed

    def clocks(self) -> Clocks:
        """Return the clocks of a process; the loop's is made once."""
        started = time.monotonic()

        def steady() -> float:
            return started + (time.monotonic() - started) * self.speed

        return Clocks(self.now, steady, lambda: _Loop(self.speed, steady))

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Hasty":
        """Read what `written` wrote."""
        return cls(float(environ["SOAK_SPEED"]), float(environ["SOAK_BEGAN"]))

    def written(self) -> dict[str, str]:
        """Return it as environment variables."""
        return {"SOAK_SPEED": repr(self.speed), "SOAK_BEGAN": repr(self.began)}

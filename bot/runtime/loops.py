"""The loops that run as long as the bot does, and what is in their way.

Whatever fails in a loop ends nothing: it is recorded with its sentence, logged as an error once and
then now and again as a warning, and tried again after pauses that grow. One more error tells of a
loop that has not moved for `STUCK_SECONDS`, whether it fails or hangs; one without work counts as
moving. A loop has one step, or several that go on beside one another. Times are the event loop's.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from bot.runtime.logs import FAULT, fault_of, sentence_of, trace

STUCK_SECONDS = 300.0
"""A loop that has had work for so long, and has done none of it, is stuck."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds after the first failure, and after many
LOOK_SECONDS = 10.0  # between two looks for loops that are stuck
RESTART_SECONDS = 5.0  # before a loop that ended is begun again
ITEM_PAUSES = (30.0, 120.0, 600.0, 3600.0)
"""Seconds after each try at an item that failed by itself."""
ITEM_TRIES = len(ITEM_PAUSES) + 1
"""Tries after which an item comes into quarantine."""

_WARN_AFTER = (60.0, 600.0, 3600.0)  # seconds between warnings of one failure; the last stays
_LOG = logging.getLogger(__name__)


class LoopName(StrEnum):
    """What each loop is called in the log, at ``/readyz`` and in metrics."""

    INBOX = "inbox"
    REFRESH = "refresh"
    FORGETTING = "forgetting"
    LEDGER = "ledger"
    OUTBOX = "outbox"
    ERROR_CHAT = "error_chat"
    REPORTED_ERRORS = "reported_errors"
    REJECTED_PAGES = "rejected_pages"
    LOST_QUESTIONS = "lost_questions"
    BRIEF_POSTS = "brief_posts"
    WEBHOOK = "webhook"
    HEALTH = "health"
    SEARCH_INDEX = "search_index"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A step of a loop that has not been done for so many ``seconds``.

    ``step`` is empty where the loop has one only. ``reason`` is the last failure's sentence, or its
    kind and place; None where nothing failed yet. ``stuck`` if that has been so for too long.
    """

    loop: LoopName
    step: str
    seconds: float
    reason: str | None
    stuck: bool

    @property
    def name(self) -> str:
        """The loop's name and the step's."""
        return _name(self.loop, self.step)

    @property
    def sentence(self) -> str:
        """How long nothing has moved, and why."""
        return f"not moved for {self.seconds / 60:.0f} min: {self.reason or 'it hangs'}"


@dataclass(slots=True)
class _Step:
    """A step that is not done: since when, and what came of trying."""

    since: float
    failures: int = 0
    reason: str | None = None
    warnings: int = 0
    warn_at: float = 0.0
    told: bool = False  # that it is stuck


class Loop:
    """A loop by its ``name``; ``longest`` is the most seconds between two tries at a step."""

    def __init__(self, name: LoopName, longest: float = LONGEST_PAUSE) -> None:
        self.name = name
        self._longest = longest
        self._steps: dict[str, _Step] = {}

    def working(self, step: str = "") -> None:
        """Record that there is work, from now on if there was none."""
        self._steps.setdefault(step, _Step(_now()))

    def moved(self, step: str = "") -> None:
        """Record that work was done, or that there is none."""
        done = self._steps.pop(step, None)
        if done is not None and (done.failures or done.told):
            name = _name(self.name, step)
            _LOG.info("%s works again after %d failures", name, done.failures)

    def failed(self, error: Exception, step: str = "") -> float:
        """Record a failure; return the seconds until the next try."""
        self.working(step)
        state, now, name = self._steps[step], _now(), _name(self.name, step)
        state.failures += 1
        state.reason = fault_of(error)
        pause = min(FIRST_PAUSE * 2.0 ** min(state.failures - 1, 16), self._longest)
        if state.failures == 1:
            said, fault = sentence_of(error) or trace(error), f"{name}: {state.reason}"
            _LOG.error("%s fails and is tried again: %s", name, said, extra={FAULT: fault})
            state.warn_at = now + _WARN_AFTER[0]
        elif now >= state.warn_at:
            _LOG.warning("%s has failed %d times: %s", name, state.failures, state.reason)
            state.warnings = min(state.warnings + 1, len(_WARN_AFTER) - 1)
            state.warn_at = now + _WARN_AFTER[state.warnings]
        return pause

    async def attempt(
        self, work: Callable[[], Awaitable[object]], step: str = "", *, slow: bool = False
    ) -> float | None:
        """Do ``work`` once; return None if it went well, else the seconds until the next try."""
        if not slow:
            self.working(step)
        try:
            await work()
        except Exception as error:  # noqa: BLE001 (recorded, whatever it is)
            return self.failed(error, step)
        self.moved(step)
        return None

    async def insist(
        self, work: Callable[[], Awaitable[object]], step: str = "", *, slow: bool = False
    ) -> None:
        """Do ``work``, again and again until it goes well.

        What is ``slow`` may take any time, and is stuck only where it fails.
        """
        while True:
            pause = await self.attempt(work, step, slow=slow)
            if pause is None:
                return
            await asyncio.sleep(pause)

    async def repeat(self, work: Callable[[], Awaitable[float]], step: str = "") -> None:
        """Do ``work`` until cancelled; it returns the seconds until it is to be done again."""
        while True:
            self.working(step)
            try:
                pause = await work()
            except Exception as error:  # noqa: BLE001 (recorded, whatever it is)
                pause = self.failed(error, step)
            else:
                self.moved(step)
            await asyncio.sleep(pause)

    async def keep_up(self, begin: Callable[[], Awaitable[object]]) -> None:
        """Run what ``begin`` returns, again whenever it ends or fails, until cancelled.

        It records itself when it moves.
        """

        async def run() -> float:
            await begin()
            return RESTART_SECONDS

        await self.repeat(run)

    def troubles(self, now: float) -> tuple[Trouble, ...]:
        """Return the steps that fail or are stuck at a time, by their names."""
        return tuple(
            Trouble(self.name, step, now - state.since, state.reason, stuck)
            for step, state in sorted(self._steps.items())
            if (stuck := now - state.since > STUCK_SECONDS) or state.failures
        )

    def tell_stuck(self) -> None:
        """Log each step that has become stuck since the last call as an error."""
        for trouble in self.troubles(_now()):
            state = self._steps[trouble.step]
            if trouble.stuck and not state.told:
                state.told = True
                fault = {FAULT: f"{trouble.name}: {trouble.sentence}"}
                _LOG.error("%s has %s", trouble.name, trouble.sentence, extra=fault)


class Tries:
    """Items of a loop that failed by themselves, by their ids, as long as the process runs."""

    def __init__(self) -> None:
        self._tries: dict[int, tuple[int, float]] = {}  # how many, and when the next is due

    def wait(self, item: int) -> bool:
        """Return whether an item is not to be tried yet, or not at all any more."""
        return item in self._tries and self._tries[item][1] > _now()

    def failed(self, item: int) -> int:
        """Record that a try failed; return how many have, `ITEM_TRIES` with the last."""
        count = self._tries[item][0] + 1 if item in self._tries else 1
        pause = ITEM_PAUSES[count - 1] if count < ITEM_TRIES else inf
        self._tries[item] = count, _now() + pause
        return count

    def done(self, item: int) -> None:
        """Forget an item: it went well."""
        self._tries.pop(item, None)


class Loops:
    """The loops of a running bot."""

    def __init__(self) -> None:
        self._loops: list[Loop] = []

    def add(self, loop: Loop) -> Loop:
        """Add a loop, and return it."""
        self._loops.append(loop)
        return loop

    def troubles(self) -> tuple[Trouble, ...]:
        """Return what fails or is stuck now, in the order of the loops."""
        now = _now()
        return tuple(one for loop in self._loops for one in loop.troubles(now))

    def stuck(self, now: float) -> Mapping[LoopName, Trouble | None]:
        """Return for each loop by its name what it is stuck at then; None while it moves."""
        return {
            loop.name: next((one for one in loop.troubles(now) if one.stuck), None)
            for loop in self._loops
        }

    async def watch(self) -> None:
        """Report loops that are stuck, each time once, until cancelled."""
        while True:
            for loop in self._loops:
                loop.tell_stuck()
            await asyncio.sleep(LOOK_SECONDS)


def _name(loop: LoopName, step: str) -> str:
    return f"{loop}, {step}" if step else loop


def _now() -> float:
    return asyncio.get_running_loop().time()

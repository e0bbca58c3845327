"""Messages in flight to Telegram, each in a task of its own."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from bot.alerts.compose import AlertEdit, OutgoingAlert
from bot.model import Target
from bot.runtime.logs import FAULT, TOLD, fault_of, sentence_of, trace
from bot.runtime.loops import ITEM_TRIES
from bot.telegram.outcome import Outcome, RateLimited, Sent, Unexpected
from bot.telegram.pacing import Pacing
from bot.telegram.sender import Sender

_LOG = logging.getLogger(__name__)

Outgoing = OutgoingAlert | AlertEdit


@dataclass(frozen=True, slots=True)
class Finished:
    """A message that was given to Telegram, and its outcome."""

    outgoing: Outgoing
    outcome: Outcome


class InFlight:
    """Sends messages and keeps their outcomes until they are taken.

    ``on_finished`` is called after each.
    """

    def __init__(self, sender: Sender, pacing: Pacing, on_finished: Callable[[], None]) -> None:
        self._sender = sender
        self._pacing = pacing
        self._on_finished = on_finished
        self._tasks: set[asyncio.Task[None]] = set()
        self._finished: list[Finished] = []

    @property
    def has_finished(self) -> bool:
        """Whether there are outcomes to record."""
        return bool(self._finished)

    def send(self, outgoing: Outgoing) -> None:
        """Send a message that was counted against the limits already."""
        self.start(self._send(outgoing))

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do other work in a task that `wait` and `cancel` cover; its failure is logged."""
        task = asyncio.create_task(_logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def take_finished(self) -> list[Finished]:
        """Return the outcomes since the last call."""
        finished, self._finished = self._finished, []
        return finished

    def put_back(self, finished: Sequence[Finished]) -> None:
        """Keep outcomes that could not be recorded for the next time."""
        self._finished[:0] = finished

    async def wait(self, seconds: float | None = None) -> bool:
        """Wait until all tasks have ended, or ``seconds`` have passed; False if there was none."""
        if not self._tasks:
            return False
        await asyncio.wait(self._tasks, timeout=seconds)
        return True

    async def cancel(self) -> None:
        """Cancel what has not ended."""
        left = tuple(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _send(self, outgoing: Outgoing) -> None:
        chat = target_of(outgoing).chat_id
        try:
            outcome = await self._outcome(outgoing)
        except Exception as error:  # noqa: BLE001 (one message's fault is no other's)
            outcome = not_sent(outgoing, error, "sent")
        finally:
            self._pacing.end(chat)
        if isinstance(outcome, RateLimited):
            self._pacing.refused(chat, outcome.seconds)
        elif isinstance(outcome, Sent):
            self._pacing.accepted()  # what follows in the chat is recorded with the outcome
        self._finished.append(Finished(outgoing, outcome))
        self._on_finished()

    async def _outcome(self, outgoing: Outgoing) -> Outcome:
        assert outgoing.screen is not None  # noqa: S101 (only messages with a screen are claimed)
        if isinstance(outgoing, OutgoingAlert):
            return await self._sender.send(outgoing.target, outgoing.screen, silent=outgoing.silent)
        message = outgoing.message
        return await self._sender.edit(message.target.chat_id, message.message_id, outgoing.screen)


def not_sent(outgoing: Outgoing, error: Exception, done: str) -> Unexpected:
    """Log that a message could not be ``done`` for a fault of our own; return that outcome.

    The admins are told of alerts by name, so as of faults they are told of edits alone.
    """
    tries, fault = outgoing.attempts + 1, fault_of(error)
    level = logging.ERROR if tries in (1, ITEM_TRIES) else logging.WARNING
    marks = {FAULT: fault} | ({TOLD: True} if isinstance(outgoing, OutgoingAlert) else {})
    what = "a message to chat %d could not be %s, try %d: %s"
    _LOG.log(level, what, target_of(outgoing).chat_id, done, tries, trace(error), extra=marks)
    return Unexpected(fault)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001 (nothing waits for it)
        said = sentence_of(error) or trace(error)
        _LOG.error("nobody could be told: %s", said, extra={FAULT: fault_of(error)})


def target_of(outgoing: Outgoing) -> Target:
    """Return the target of a message."""
    return outgoing.target if isinstance(outgoing, OutgoingAlert) else outgoing.message.target

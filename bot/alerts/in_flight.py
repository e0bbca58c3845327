"""Messages in flight to Telegram, each in a task of its own."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from bot.alerts.compose import AlertEdit, OutgoingAlert
from bot.model import Target
from bot.runtime.logs import trace
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
        """Do other work in a task that `wait` and `cancel` cover."""
        task = asyncio.create_task(work)
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
            _LOG.error("a message to chat %d could not be sent: %s", chat, trace(error))
            outcome = Unexpected(type(error).__name__)
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


def target_of(outgoing: Outgoing) -> Target:
    """Return the target of a message."""
    return outgoing.target if isinstance(outgoing, OutgoingAlert) else outgoing.message.target

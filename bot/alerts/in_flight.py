"""Messages on their way to Telegram, each a task of its own."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from bot.alerts.compose import AlertEdit, OutgoingAlert
from bot.model import Target
from bot.runtime.logs import trace
from bot.telegram.outcome import Later, Outcome, Sent, Unexpected
from bot.telegram.pacing import Pacing
from bot.telegram.sender import Sender

_LOG = logging.getLogger(__name__)

Ready = OutgoingAlert | AlertEdit


@dataclass(frozen=True, slots=True)
class Done:
    """A message that was given to Telegram, and what became of it."""

    ready: Ready
    outcome: Outcome


class InFlight:
    """Sends messages; keeps what became of them until it is asked. ``landed`` is told of each."""

    def __init__(self, post: Sender, pacing: Pacing, landed: Callable[[], None]) -> None:
        self._post = post
        self._pacing = pacing
        self._landed = landed
        self._under_way: set[asyncio.Task[None]] = set()
        self._done: list[Done] = []

    @property
    def has_landed(self) -> bool:
        """Whether there is something to be recorded."""
        return bool(self._done)

    def begin(self, ready: Ready) -> None:
        """Send a message that room was taken for."""
        self.beside(self._send(ready))

    def beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something else, too."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    def taken(self) -> list[Done]:
        """Return what became of messages since this was asked last."""
        done, self._done = self._done, []
        return done

    def put_back(self, done: Sequence[Done]) -> None:
        """Keep on what could not be recorded."""
        self._done[:0] = done

    async def landing(self, seconds: float | None = None) -> bool:
        """Wait until all are answered, so long at most; say whether there was any."""
        if not self._under_way:
            return False
        await asyncio.wait(self._under_way, timeout=seconds)
        return True

    async def cancel(self) -> None:
        """Give up what is on its way still."""
        left = tuple(self._under_way)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _send(self, ready: Ready) -> None:
        chat = target_of(ready).chat_id
        try:
            outcome = await self._outcome(ready)
        except Exception as error:  # noqa: BLE001 (one message's fault is no other's)
            _LOG.error("a message to chat %d could not be sent: %s", chat, trace(error))
            outcome = Unexpected(type(error).__name__)
        finally:
            self._pacing.end(chat)
        if isinstance(outcome, Later):
            self._pacing.refused(chat, outcome.seconds)
        elif isinstance(outcome, Sent):
            self._pacing.accepted()
        self._done.append(Done(ready, outcome))
        self._landed()

    async def _outcome(self, ready: Ready) -> Outcome:
        assert ready.screen is not None  # noqa: S101 (it was claimed)
        if isinstance(ready, OutgoingAlert):
            return await self._post.send(ready.target, ready.screen, silent=ready.silent)
        message = ready.message
        return await self._post.edit(message.target.chat_id, message.message_id, ready.screen)


def target_of(ready: Ready) -> Target:
    """Return the target that a message is for."""
    return ready.target if isinstance(ready, OutgoingAlert) else ready.message.target

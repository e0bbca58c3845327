"""How updates come in: by polling Telegram, or by a webhook that it calls."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from telegram import Update
from telegram.ext import Updater

from bot.telegram.calls import CallFailed, failure_in, once
from bot.telegram.outcome import RateLimited, TokenUnknown, UpdatesTaken
from bot.telegram.reachability import retry_level
from bot.telegram.rivals import Rivals

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.GUEST_MESSAGE,
)
"""The kinds of updates that there are handlers for; Telegram sends no others."""

_FIRST_WAIT, _LONGEST_WAIT = 1.0, 30.0  # seconds between attempts to reach Telegram

_LOG = logging.getLogger(__name__)
_LIBRARY = logging.getLogger("telegram.ext.Updater")


class UpdateSource(Protocol):
    """A way for updates to come in."""

    async def begin(self) -> None:
        """Return once updates come in, however long it takes to reach Telegram.

        Raises CallFailed for a token that is not known.
        """

    async def end(self) -> None:
        """Stop; what was not taken stays at Telegram."""


class Polling:
    """Polls Telegram for updates. Other bots that do so with its token are told to ``rivals``."""

    def __init__(self, updater: Updater, rivals: Rivals | None = None) -> None:
        self._updater = updater
        self._rivals = rivals or Rivals()

    async def begin(self) -> None:
        """Start polling; a webhook that was set is removed, the updates waiting for it are kept."""
        await once(
            lambda: self._updater.start_polling(
                allowed_updates=ALLOWED_UPDATES,
                bootstrap_retries=-1,
                error_callback=self._failed,
            )
        )

    def _failed(self, error: Exception) -> None:
        failure = failure_in(error)
        if failure is not None and isinstance(failure.outcome, UpdatesTaken):
            self._rivals.met(failure.outcome.reason)
            return
        level = logging.WARNING if failure is None else retry_level(failure.outcome)
        _LOG.log(level, "polling failed, retrying: %s", failure or error)

    async def end(self) -> None:
        """Stop polling; what was taken is confirmed, if Telegram is reached."""
        if self._updater.running:
            _LIBRARY.addFilter(_is_news)
            try:
                await self._updater.stop()
            finally:
                _LIBRARY.removeFilter(_is_news)


async def until_reached(call: Callable[[], Awaitable[object]]) -> None:
    """Make a call to Telegram, again and again until it succeeds.

    Raises CallFailed for a token that is not known.
    """
    wait = _FIRST_WAIT
    while True:
        try:
            await once(call)
        except CallFailed as error:
            match error.outcome:
                case TokenUnknown():
                    raise
                case RateLimited(seconds):
                    _LOG.warning("Telegram asks to wait: %s", error)
                    await asyncio.sleep(seconds)
                case _:
                    text = "Telegram can't be reached, retrying in %.0f s: %s"
                    _LOG.log(retry_level(error.outcome), text, wait, error)
                    await asyncio.sleep(wait)
                    wait = min(2 * wait, _LONGEST_WAIT)
        else:
            return


def _is_news(record: logging.LogRecord) -> bool:
    """Return whether what the library logs is more than that Telegram isn't reached.

    It logs that with all that led there; what is not confirmed then comes again, and is known.
    """
    error = record.exc_info[1] if record.exc_info else None
    failure = failure_in(error) if isinstance(error, Exception) else None
    return failure is None or retry_level(failure.outcome) >= logging.WARNING

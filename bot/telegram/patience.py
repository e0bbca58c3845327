"""Retries calls that people wait for, after faults that pass by themselves."""

from asyncio import sleep
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

_LONGEST_WAIT = 60.0  # seconds
_WAITS = (0.5, 2.0, 5.0)  # seconds before each retry

_T = TypeVar("_T")


async def patiently(send: Callable[[], Awaitable[_T]]) -> _T:
    """Send, and retry if Telegram can't be reached or asks to wait up to a minute.

    A message whose answer was lost may arrive twice, rather than never. Only this chat's updates
    wait meanwhile. Returns what ``send`` returns; raises what it raises at last.
    """
    for wait in _WAITS:
        try:
            return await send()
        except BadRequest:  # a NetworkError to the library, but one of contents
            raise
        except RetryAfter as error:
            asked = seconds_to_wait(error)
            if asked > _LONGEST_WAIT:
                raise
            await sleep(asked)
        except NetworkError:
            await sleep(wait)
    return await send()


def is_not_started(error: TelegramError) -> bool:
    """Return whether a private chat can't be written to: its user did not start it, or left."""
    return isinstance(error, Forbidden) or "chat not found" in error.message.lower()


def seconds_to_wait(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)

"""Calls to Telegram, whose failures are raised as what they are to the caller.

The library's own errors go no further than this room: everybody else catches `CallFailed` and goes
by its outcome.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import TelegramError

from bot.telegram.outcome import ChatMoved, Outcome, RateLimited, Sent, Transient, outcome_of

_T = TypeVar("_T")


class CallFailed(Exception):
    """A call to Telegram that came to nothing, with its ``outcome``; the text is for the log.

    An edit that changes nothing has failed, too: its outcome is that it is shown.
    """

    def __init__(self, outcome: Outcome, text: str) -> None:
        super().__init__(text)
        self.outcome = outcome

    @classmethod
    def of(cls, error: TelegramError) -> "CallFailed":
        """Return the failure that an error of the library's is."""
        return cls(outcome_of(error), f"{type(error).__name__}: {error.message}")

    @property
    def passes(self) -> bool:
        """Whether it is a fault that passes by itself."""
        return isinstance(self.outcome, RateLimited | Transient)

    @property
    def refused(self) -> bool:
        """Whether Telegram has read the call, and will not do it as it stands."""
        return not isinstance(self.outcome, RateLimited | Transient | ChatMoved | Sent)


def failure_in(error: Exception) -> CallFailed | None:
    """Return the failed call that an error is; None for all other errors."""
    if isinstance(error, TelegramError):
        return CallFailed.of(error)
    return error if isinstance(error, CallFailed) else None


async def once(call: Callable[[], Awaitable[_T]]) -> _T:
    """Make a call a single time; return what it returns. Raises CallFailed."""
    try:
        return await call()
    except TelegramError as error:
        raise CallFailed.of(error) from error

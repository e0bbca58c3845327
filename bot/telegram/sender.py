"""Sends alerts to Telegram, and counts all that the bot sends."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

from telegram.ext import BaseRateLimiter, ExtBot

from bot.messages.markup import plain
from bot.messages.screen import Screen
from bot.model import Target
from bot.telegram.calls import CallFailed, failure_in, once
from bot.telegram.keyboard import keyboard
from bot.telegram.outcome import Outcome, RateLimited, Sent
from bot.telegram.pacing import Pacing
from bot.telegram.topics import topic_to_name

ALERT = "alert"
"""Marks the calls that `Sender` makes: they were counted before."""

_Bot: TypeAlias = ExtBot[Any]
_COUNTED = ("send", "edit", "copy", "forward")  # prefixes of the methods that make messages
_NOT_COUNTED = "sendChatAction"


class SendCounter(BaseRateLimiter[str]):
    """Counts what the bot sends to people, and holds none of it back.

    The library passes every call through it; alerts were counted before.
    """

    def __init__(self, pacing: Pacing) -> None:
        self.pacing = pacing

    async def initialize(self) -> None:
        """Do nothing: there is nothing to prepare."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to end."""

    async def process_request(  # noqa: PLR0913, PLR0917 (the library's)
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Any:  # noqa: ANN401
        """Make the call at once; return its result. Raises what it raises."""
        chat = data.get("chat_id")
        counted = endpoint.startswith(_COUNTED) and endpoint != _NOT_COUNTED
        if rate_limit_args == ALERT or chat is None or not counted:
            return await callback(*args, **kwargs)
        self.pacing.begin(chat)
        try:
            result = await callback(*args, **kwargs)
        except Exception as error:
            failed = failure_in(error)
            if failed is not None and isinstance(failed.outcome, RateLimited):
                self.pacing.refused(chat, failed.outcome.seconds)
            raise
        finally:
            self.pacing.end(chat)
        self.pacing.accepted(None if endpoint.startswith("edit") else chat)
        return result


class Sender:
    """Sends and edits alert messages; failures are returned as an `Outcome`, not raised."""

    def __init__(self, bot: _Bot) -> None:
        self._bot = bot

    def username(self) -> str:
        """Return the bot's username."""
        return self._bot.username

    async def send(self, target: Target, screen: Screen, *, silent: bool) -> Outcome:
        """Send a screen to a chat, or to one of its topics."""
        try:
            message = await once(
                lambda: self._bot.send_message(
                    target.chat_id,
                    screen.text.html,
                    message_thread_id=topic_to_name(target.thread_id),
                    disable_notification=silent,
                    reply_markup=keyboard(screen),
                    rate_limit_args=ALERT,
                )
            )
        except CallFailed as error:
            return error.outcome
        return Sent(message.message_id)

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> Outcome:
        """Replace the contents of a message by a screen."""
        try:
            await once(
                lambda: self._bot.edit_message_text(
                    screen.text.html,
                    chat_id,
                    message_id,
                    reply_markup=keyboard(screen),
                    rate_limit_args=ALERT,
                )
            )
        except CallFailed as error:
            return Sent(message_id) if isinstance(error.outcome, Sent) else error.outcome
        return Sent(message_id)

    async def tell(self, user_id: int, text: str) -> bool:
        """Send somebody a plain text in private; return whether it was accepted."""
        try:
            await once(lambda: self._bot.send_message(user_id, plain(text).html))
        except CallFailed:
            return False
        return True

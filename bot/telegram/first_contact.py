"""A bot's first calls, before it runs: whose token is this, and who has sent a word to it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Self, TypeVar

from telegram import Bot, Update
from telegram.constants import ChatType

from bot.model.setting_up import Arrival, ContactFailed, ContactTrouble, FoundBot
from bot.runtime.metrics import Metrics
from bot.runtime.values import Secret
from bot.telegram.calls import CallFailed, once
from bot.telegram.outcome import TokenUnknown, UpdatesTaken
from bot.telegram.transport import PollingTransport, Transport
from bot.telegram.unreachable import why

_T = TypeVar("_T")


class FirstContact:
    """Speaks for a token; every call raises ContactFailed."""

    def __init__(self, bot: Bot, api_url: str, proxy: str | None = None) -> None:
        self._bot = bot
        self._api_url = api_url
        self._proxy = proxy

    @classmethod
    @asynccontextmanager
    async def opened(cls, api_url: str, token: Secret, proxy: Secret | None) -> AsyncIterator[Self]:
        """Speak to the Bot API at ``api_url`` through the proxy, for a ``with`` block."""
        through = proxy.reveal() if proxy is not None else None
        calls, fetching = (
            Transport(1, Metrics(), through),
            PollingTransport(Metrics(), proxy=through),
        )
        async with calls, fetching:
            bot = Bot(
                token.reveal(),
                base_url=f"{api_url}/bot",
                base_file_url=f"{api_url}/file/bot",
                request=calls,
                get_updates_request=fetching,
            )
            yield cls(bot, api_url, through)

    async def me(self) -> FoundBot:
        """Return the bot that the token belongs to."""
        user = await self._called(self._bot.get_me)
        return FoundBot(user.username or "", user.first_name)

    async def arrivals(self, after: int, patience: int) -> Sequence[Arrival]:
        """Return what waits at Telegram, oldest first, a hundred at most.

        Where nothing waits, wait for it up to ``patience`` seconds. What has an id of at most
        ``after`` is confirmed, so that nobody gets it any more; 0 confirms nothing.
        """
        updates = await self._called(
            lambda: self._bot.get_updates(offset=after + 1 if after else None, timeout=patience)
        )
        return [_arrival(update) for update in updates]

    async def say(self, chat: int, text: str) -> None:
        """Send a message."""
        await self._called(lambda: self._bot.send_message(chat, text))

    async def _called(self, call: Callable[[], Awaitable[_T]]) -> _T:
        try:
            return await once(call)
        except CallFailed as error:
            raise await self._failed(error) from None

    async def _failed(self, error: CallFailed) -> ContactFailed:
        match error.outcome:
            case TokenUnknown():
                return ContactFailed(ContactTrouble.REJECTED)
            case UpdatesTaken():
                hook = (await self._called(self._bot.get_webhook_info)).url
                return ContactFailed(ContactTrouble.WEBHOOK if hook else ContactTrouble.TAKEN)
        reason = why(error, self._api_url, self._proxy)
        said = () if reason is None else (reason.chinese, reason.english)
        return ContactFailed(ContactTrouble.NOT_REACHED, *said)


def _arrival(update: Update) -> Arrival:
    user, message = update.effective_user, update.message
    if user is None:
        return Arrival(update.update_id)
    alone = message is not None and message.chat.type == ChatType.PRIVATE
    words = message.text if alone and message is not None else None
    return Arrival(update.update_id, user.id, words, user.full_name, user.language_code)

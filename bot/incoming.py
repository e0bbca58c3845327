"""How updates come in: by asking Telegram for them again and again, or by its calling us."""

import logging
from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application

from bot.updates import Intake

WANTED = (
    Update.MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
)
"""The kinds of updates that there are handlers for; Telegram keeps the others to itself."""

_LOG = logging.getLogger(__name__)
_Application: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


class Incoming(Protocol):
    """A way for updates to come in, to an application that works."""

    async def begin(self) -> None:
        """Return once updates come in, however long it takes to reach Telegram."""

    async def end(self) -> None:
        """Let no more come in; what is not taken stays with Telegram."""


class Polling:
    """Asks for updates. ``left`` are those of a former process, by id, each as JSON."""

    def __init__(self, application: _Application, left: Mapping[int, str]) -> None:
        self._application = application
        self._left = left

    async def begin(self) -> None:
        """Begin to ask; a webhook that was set is taken away, its updates are kept."""
        await put_again(self._application, self._left)
        updater = self._application.updater
        assert updater is not None  # noqa: S101 (it is None only if the builder was told so)
        await updater.start_polling(
            allowed_updates=WANTED, bootstrap_retries=-1, error_callback=_polling_failed
        )

    async def end(self) -> None:
        """Ask no more; what was taken is confirmed."""
        updater = self._application.updater
        if updater is not None and updater.running:
            await updater.stop()


async def put_again(application: _Application, left: Mapping[int, str]) -> None:
    """Work on what a former process left, before anything that comes in."""
    intake = application.update_queue
    assert isinstance(intake, Intake)  # noqa: S101 (the builder was given one)
    await intake.put_again(left, application.bot)


def _polling_failed(error: TelegramError) -> None:
    _LOG.warning("no updates for now: %s", error)

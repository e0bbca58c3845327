"""A bot that sends as the running one does."""

from typing import Any

from telegram.ext import ExtBot

from bot.telegram.defaults import DEFAULTS

TOKEN = "123456:AAtest-token_of-no-bot"  # noqa: S105


def sending_bot(url: str) -> ExtBot[Any]:
    """Return a bot on the preview at an address, with what goes for every message."""
    return ExtBot(TOKEN, base_url=f"{url}/bot", defaults=DEFAULTS)

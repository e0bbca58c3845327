"""A bot on our stack that says back what it hears: what a reply costs without any answering."""

import os
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.runtime.metrics import Metrics
from bot.telegram.transport import PollingTransport, Transport
from bot.telegram.updates import MAX_CONCURRENT


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


def main() -> None:
    """Run until a signal; token and address come from the environment, as the real bot's do."""
    url = os.environ["TELEGRAM_API_URL"]
    application: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(f"{url}/bot")
        .base_file_url(f"{url}/file/bot")
        .concurrent_updates(MAX_CONCURRENT)
        .request(Transport(MAX_CONCURRENT, Metrics()))
        .get_updates_request(PollingTransport(Metrics()))
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.run_polling(allowed_updates=[Update.MESSAGE])


if __name__ == "__main__":
    main()

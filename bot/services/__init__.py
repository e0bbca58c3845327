"""Use cases over the archive and the bot's own rows, without Telegram."""

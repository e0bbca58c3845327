"""People, delivery and process: the Telegram bot and the command line."""

"""The wire: how updates come from Telegram, and how messages reach it."""

"""Bulletins and search: knows no Telegram and no environment."""

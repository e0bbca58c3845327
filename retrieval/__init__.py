"""Bulletins and search: knows no Telegram and no environment, but where numba keeps things."""

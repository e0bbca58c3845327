"""The commands of ``python -m bot``, one a module; `bot.cli.commands` is the table of them."""

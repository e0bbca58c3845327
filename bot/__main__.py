"""``python -m bot``, and the ``bulletin-bot`` command."""

import sys

from bot.cli.commands import main

if __name__ == "__main__":
    sys.exit(main())

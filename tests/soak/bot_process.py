"""The real bot, as a process whose time passes faster; the soak starts and kills it."""

import os
import sys

from bot.app import run
from bot.runtime.settings import load
from bot.telegram import transport
from bot.telegram.pacing import TELEGRAM_LIMITS, Limit, Limits
from retrieval.archive import serving
from retrieval.index import folder
from tests.soak.hasty import Hasty

UNLIMITED, SAVING = "--unlimited", "--saving"
_FREE = Limit(10**9, 1.0)


def main() -> None:
    """Run until a signal; a busy machine may take as long to answer as it would otherwise."""
    hasty = Hasty.read(os.environ)
    for name in ("READ_SECONDS", "OPEN_SECONDS"):
        setattr(transport, name, getattr(transport, name) * hasty.speed)
    if SAVING in sys.argv:
        for module, name, value in ((serving, "WORTH_SAVING", 1), (folder, "_AT_ONCE", 0)):
            assert hasattr(module, name), name
            setattr(module, name, value)
    limits = Limits(_FREE, _FREE, _FREE) if UNLIMITED in sys.argv else TELEGRAM_LIMITS
    run(load(), hasty.clocks(), limits)


if __name__ == "__main__":
    main()

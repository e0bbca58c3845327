"""The tables of the whole file: the archive's, and the bot's beside them."""

from retrieval.store import Migration, shipped

ROOM = "bot.store"


def steps() -> tuple[Migration, ...]:
    """Return all migrations of the file that the bot runs on, in the order they are done."""
    return (*shipped(), *shipped(ROOM))

"""The bot's replies in channels, which are there for an admin and go before they bother readers.

A reply goes by itself `SHOWN` seconds after the command, or after the last tap under it: long
enough to read it, and to undo what was done. There is no button to send it away sooner, as whoever
posts in a channel can delete any post of it.
"""

from collections.abc import Callable

from bot.model import BriefPost
from bot.store.brief_posts import (
    drop_brief_post,
    keep_brief_post,
    over_brief_posts,
    put_brief_post,
)
from retrieval.store import Database

SHOWN = 600
"""Seconds."""


class BriefPosts:
    """The use cases; ``clock`` returns Unix time in seconds. All raise ArchiveUnavailable."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock

    async def put(self, chat_id: int, message_id: int) -> None:
        """Store that a reply was posted."""
        async with self._database.transaction() as transaction:
            post = BriefPost(chat_id, message_id)
            await put_brief_post(transaction, post, self._clock() + SHOWN)

    async def used(self, chat_id: int, message_id: int) -> None:
        """Put off when a post goes that somebody has used; one that stays for good is left so."""
        async with self._database.transaction() as transaction:
            post = BriefPost(chat_id, message_id)
            await keep_brief_post(transaction, post, self._clock() + SHOWN)

    async def over(self) -> list[BriefPost]:
        """Return the posts to delete, the oldest first."""
        async with self._database.reading() as view:
            return await over_brief_posts(view, self._clock())

    async def drop(self, post: BriefPost) -> None:
        """Forget a post that is deleted, or can't be."""
        async with self._database.transaction() as transaction:
            await drop_brief_post(transaction, post)

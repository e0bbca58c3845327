"""Deletes the bot's replies in channels once their time is over."""

import logging
from functools import partial

from telegram import Bot

from bot.runtime.loops import Loop, LoopName
from bot.services.brief_posts import BriefPosts
from bot.telegram.calls import CallFailed, once

IDLE_SECONDS = 5.0  # between two looks

_LOG = logging.getLogger(__name__)


class Tidying:
    """Deletes what is over; where the bot may not, the post stays, and nothing is said of it."""

    def __init__(self, posts: BriefPosts) -> None:
        self.loop = Loop(LoopName.BRIEF_POSTS)
        self._posts = posts

    async def run(self, bot: Bot) -> None:
        """Delete what there is until cancelled."""

        async def look() -> float:
            await self.round(bot)
            return IDLE_SECONDS

        await self.loop.repeat(look)

    async def round(self, bot: Bot) -> None:
        """Delete each post that is over; try again later what passes. Raises ArchiveUnavailable."""
        for post in await self._posts.over():
            try:
                await once(partial(bot.delete_message, post.chat_id, post.message_id))
            except CallFailed as error:
                if error.passes:
                    continue
                _LOG.info("a post in channel %d stays: %s", post.chat_id, error)
            await self._posts.drop(post)

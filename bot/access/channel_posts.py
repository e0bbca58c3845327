"""Keeping a channel clear of what is only between an admin and the bot."""

import logging
from functools import partial

from bot.access.intents import Intent
from bot.access.request import Request
from bot.telegram.calls import CallFailed
from bot.telegram.patience import OF_USE, patiently

_LOG = logging.getLogger(__name__)


async def clear_post(request: Request) -> None:
    """Delete the post of a channel that asked for something, and the bot's question it answers.

    Where the bot may not, they stay, and nothing is said of it.
    """
    if not request.is_brief:
        return
    posts = [request.place.message_id]
    if request.utterance.intent is Intent.REWORD and request.replied is not None:
        posts.append(request.replied.message_id)
    for number in posts:
        try:
            await patiently(partial(request.bot.delete_message, request.chat.id, number), OF_USE)
        except CallFailed as error:
            _LOG.info("a post in channel %d stays: %s", request.chat.id, error)

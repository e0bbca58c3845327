"""Showing that the bot is at work on an answer, when it takes longer than a person notices."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from telegram.constants import ChatAction

from bot.access.request import Request
from bot.telegram.calls import CallFailed, once

_AGAIN = 4.0  # seconds; Telegram shows it for five

_T = TypeVar("_T")


async def typing(request: Request, work: Coroutine[Any, Any, _T]) -> _T:
    """Do ``work``; show ``typing…`` once it takes longer than ``services.patience``.

    Raises what it raises. Where that can't be shown, it isn't.
    """
    loop = asyncio.get_running_loop()
    showing: list[asyncio.Task[None]] = []
    wait = request.services.patience
    timer = loop.call_later(wait, lambda: showing.append(loop.create_task(_keep_showing(request))))
    try:
        return await work
    finally:
        timer.cancel()
        for one in showing:
            one.cancel()


async def _keep_showing(request: Request) -> None:
    while True:
        await _show(request)
        await asyncio.sleep(_AGAIN)


async def _show(request: Request) -> None:
    place = request.place
    try:
        await once(
            lambda: request.bot.send_chat_action(
                place.chat_id, ChatAction.TYPING, message_thread_id=place.thread_id
            )
        )
    except CallFailed:
        return

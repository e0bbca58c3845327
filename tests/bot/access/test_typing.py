"""What takes long is said to be on its way; what does not, is not."""

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram.error import NetworkError

from bot.access.request import Place, Request
from bot.access.typing import typing


@dataclass
class Chat:
    """A bot that is told to show something in a chat, and then lets the work end."""

    refuses: bool = False
    shown: list[tuple[int, str, int | None]] = field(default_factory=list)
    seen: asyncio.Event = field(default_factory=asyncio.Event)

    async def send_chat_action(
        self, chat_id: int, action: str, *, message_thread_id: int | None
    ) -> None:
        self.shown.append((chat_id, action, message_thread_id))
        self.seen.set()
        if self.refuses:
            raise NetworkError("no")

    def request(self, patience: float) -> Request:
        request: Any = SimpleNamespace(
            bot=self,
            services=SimpleNamespace(patience=patience),
            place=Place(5, 7, 1, is_group=True),
        )
        return cast("Request", request)


@pytest.mark.parametrize("refuses", [False, True])
async def test_it_is_shown_while_an_answer_takes_longer(refuses: bool) -> None:  # noqa: FBT001
    chat = Chat(refuses)

    async def work() -> str:
        await chat.seen.wait()
        return "done"

    assert await typing(chat.request(0.0), work()) == "done"
    assert chat.shown == [(5, "typing", 7)]


async def test_a_quick_answer_shows_nothing() -> None:
    chat = Chat()

    async def work() -> str:
        return "done"

    assert await typing(chat.request(60.0), work()) == "done"
    assert chat.shown == []


async def test_what_fails_fails() -> None:
    async def work() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await typing(Chat().request(60.0), work())


async def test_work_ends_with_who_waits_for_it() -> None:
    chat, ended = Chat(), asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    waiting = asyncio.create_task(typing(chat.request(0.0), work()))
    await chat.seen.wait()
    waiting.cancel()
    await ended.wait()
    with pytest.raises(asyncio.CancelledError):
        await waiting

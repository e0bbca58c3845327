"""What was asked, and what the bot's messages show of it; buttons and replies depend on it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.model import AnswerMessage
from bot.model.asked import AnsweredQuestion
from bot.services.asked import day_of, record
from bot.store.questions import (
    KEPT_DAYS,
    alert_in,
    answer_message_of,
    answers_to,
    forget_answer_messages,
    lately_alerted,
    lately_shown,
    put_answer_message,
    put_typed,
    typed_by,
)
from retrieval.store import Database

KEPT = KEPT_DAYS * 24 * 60 * 60
"""Seconds after which what was shown is deleted; its buttons only say so then."""
FRESH = 24 * 60 * 60
"""Seconds for which words without a subject of their own may be about what was shown last."""


class Inquiries:
    """The use cases; ``clock`` returns Unix time in seconds. All raise ArchiveUnavailable."""

    def __init__(self, database: Database, timezone: ZoneInfo, clock: Callable[[], int]) -> None:
        self._database = database
        self._timezone = timezone
        self._clock = clock

    async def keep(
        self, messages: Sequence[AnswerMessage], asked: AnsweredQuestion | None = None
    ) -> None:
        """Store what messages show from now on, and what was asked; delete what is too old."""
        now = self._clock()
        async with self._database.transaction() as transaction:
            await forget_answer_messages(transaction, now - KEPT)
            for message in messages:
                await put_answer_message(transaction, replace(message, shown_at=now))
            if asked is not None:
                await record(transaction, asked, day_of(now, self._timezone))

    async def of_message(self, chat_id: int, message_id: int) -> AnswerMessage | None:
        """Return what a message of the bot shows; None if it shows no answer, or is too old."""
        async with self._database.reading() as view:
            found = await answer_message_of(view, chat_id, message_id)
        return found if found and found.shown_at >= self._clock() - KEPT else None

    async def of_question(self, chat_id: int, question_id: int) -> list[AnswerMessage]:
        """Return the answers to a message, the last one first."""
        async with self._database.reading() as view:
            return await answers_to(view, chat_id, question_id)

    async def lately(
        self, chat_id: int, thread_id: int | None, to: int | None = None
    ) -> list[AnswerMessage]:
        """Return what a chat, or a topic of it, was shown not long ago, the newest first.

        Alerts are among it. With ``to`` it is only what that user asked for.
        """
        since = self._clock() - FRESH
        async with self._database.reading() as view:
            shown = await lately_shown(view, chat_id, thread_id, since, to=to)
            if to is None:
                shown += await lately_alerted(view, chat_id, thread_id, since)
        return sorted(shown, key=lambda one: (one.shown_at, one.message_id), reverse=True)

    async def alert_in(self, chat_id: int, message_id: int) -> AnswerMessage | None:
        """Return the alert that a message of the bot's is; None for any other, or an old one."""
        async with self._database.reading() as view:
            found = await alert_in(view, chat_id, message_id)
        return found if found and found.shown_at >= self._clock() - KEPT else None

    async def typed(self, user_id: int, words: str) -> int:
        """Store what somebody typed inline; return its number."""
        async with self._database.transaction() as transaction:
            return await put_typed(transaction, user_id, words, self._clock())

    async def typed_by(self, user_id: int, number: int) -> str | None:
        """Return what that person typed under a number; None for anybody else's."""
        async with self._database.reading() as view:
            return await typed_by(view, user_id, number)

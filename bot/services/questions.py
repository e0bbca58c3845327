"""What was asked, and what the bot's messages show of it; buttons and replies depend on it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.model import AnswerMessage
from bot.store.questions import (
    KEPT_DAYS,
    answer_message_of,
    answers_to,
    forget_answer_messages,
    last_answer_message,
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

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock

    async def keep(self, messages: Sequence[AnswerMessage]) -> None:
        """Store what messages show from now on; delete what is too old."""
        now = self._clock()
        async with self._database.transaction() as transaction:
            await forget_answer_messages(transaction, now - KEPT)
            for message in messages:
                await put_answer_message(transaction, replace(message, shown_at=now))

    async def of_message(self, chat_id: int, message_id: int) -> AnswerMessage | None:
        """Return what a message of the bot shows; None if it shows no answer, or is too old."""
        async with self._database.reading() as view:
            found = await answer_message_of(view, chat_id, message_id)
        return found if found and found.shown_at >= self._clock() - KEPT else None

    async def of_question(self, chat_id: int, question_id: int) -> list[AnswerMessage]:
        """Return the answers to a message, the last one first."""
        async with self._database.reading() as view:
            return await answers_to(view, chat_id, question_id)

    async def last(self, chat_id: int, *, answers: bool = False) -> AnswerMessage | None:
        """Return what a chat was shown last, if not long ago; no story in full if ``answers``."""
        async with self._database.reading() as view:
            return await last_answer_message(view, chat_id, self._clock() - FRESH, answers=answers)

    async def typed(self, user_id: int, words: str) -> int:
        """Store what somebody typed inline; return its number."""
        async with self._database.transaction() as transaction:
            return await put_typed(transaction, user_id, words, self._clock())

    async def typed_by(self, user_id: int, number: int) -> str | None:
        """Return what that person typed under a number; None for anybody else's."""
        async with self._database.reading() as view:
            return await typed_by(view, user_id, number)

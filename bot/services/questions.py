"""What was asked, and what the bot's messages show of it: what their buttons and replies go by."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.model import AnswerMessage
from bot.store.questions import (
    KEPT_DAYS,
    forget_showings,
    last_showing,
    put_showing,
    put_typed,
    showing_for,
    showing_of,
    typed_by,
)
from retrieval.store import Database

KEPT = KEPT_DAYS * 24 * 60 * 60
"""Seconds after which what was shown is forgotten, and its buttons do nothing but say so."""
FRESH = 24 * 60 * 60
"""Seconds for which words without a subject of their own may be about what was shown last."""


class Inquiries:
    """The use cases; ``clock`` gives seconds of Unix time. All raise ArchiveUnavailable."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock

    async def keep(self, showings: Sequence[AnswerMessage]) -> None:
        """Keep what messages show from now on; what is too old is forgotten."""
        now = self._clock()
        async with self._database.transaction() as connection:
            await forget_showings(connection, now - KEPT)
            for showing in showings:
                await put_showing(connection, replace(showing, shown_at=now))

    async def of_message(self, chat_id: int, message_id: int) -> AnswerMessage | None:
        """Return what a message of the bot's shows; None if it shows no answer, or is too old."""
        async with self._database.reading() as view:
            found = await showing_of(view, chat_id, message_id)
        return found if found and found.shown_at >= self._clock() - KEPT else None

    async def of_question(self, chat_id: int, question_id: int) -> AnswerMessage | None:
        """Return the answer to a message, or None."""
        async with self._database.reading() as view:
            return await showing_for(view, chat_id, question_id)

    async def last(self, chat_id: int, *, answers: bool = False) -> AnswerMessage | None:
        """Return what a chat was shown last, if not long ago; no story in full if ``answers``."""
        async with self._database.reading() as view:
            return await last_showing(view, chat_id, self._clock() - FRESH, answers=answers)

    async def typed(self, user_id: int, words: str) -> int:
        """Keep what somebody typed inline; give its number."""
        async with self._database.transaction() as connection:
            return await put_typed(connection, user_id, words, self._clock())

    async def typed_by(self, user_id: int, number: int) -> str | None:
        """Return what that person typed under a number; None for anybody else's."""
        async with self._database.reading() as view:
            return await typed_by(view, user_id, number)

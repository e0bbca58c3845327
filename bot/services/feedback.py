"""Votes on answers and errors reported in stories, for the bot's admins."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher

from bot.model import AnswerMessage, Complaint, Misprint, Outcome, ReportedAt, Vote, VoteCount
from bot.services.titles import title_of
from bot.store.chats import chat_of
from bot.store.feedback import (
    mark_answered,
    mark_told,
    misprint_of,
    misprints,
    put_misprint,
    put_vote,
    settle_misprint,
    tally_of,
    unanswered_misprints,
    untold_misprints,
    votes,
)
from retrieval.analysis import bigrams, compact_text
from retrieval.archive import Archive
from retrieval.store import Database

NAME = "feedback.jsonl"
"""What the export is called."""


@dataclass(frozen=True, slots=True)
class AllFeedback:
    """All feedback, the oldest first."""

    votes: tuple[Vote, ...]
    misprints: tuple[Misprint, ...]

    @property
    def open(self) -> tuple[Misprint, ...]:
        """The reported errors that are not settled."""
        return tuple(one for one in self.misprints if not one.settled)

    def lines(self) -> bytes:
        """Return it as lines of JSON: ``{"vote": …}`` and ``{"misprint": …}``."""
        rows = [{"vote": asdict(one)} for one in self.votes]
        rows += [{"misprint": asdict(one)} for one in self.misprints]
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode(
            "utf-8", "replace"
        )


class Feedback:
    """The use cases; ``clock`` returns Unix time in seconds. All raise ArchiveUnavailable."""

    def __init__(self, database: Database, archive: Archive, clock: Callable[[], int]) -> None:
        self._database = database
        self._archive = archive
        self._clock = clock

    async def vote(
        self, message: AnswerMessage, user_id: int, *, good: bool, why: Complaint | None = None
    ) -> VoteCount:
        """Store a vote on an answer, in place of the person's last; return all votes on it."""
        async with self._database.transaction() as transaction:
            await put_vote(transaction, message, user_id, good=good, why=why, now=self._clock())
            return await tally_of(transaction, message.chat_id, message.message_id)

    async def report(self, article_id: int, said: str, made_by: int | None, at: ReportedAt) -> None:
        """Store an error that somebody reports in a story. Raises ArticleUnknown."""
        stored = await self._archive.article(article_id)
        paragraphs = await self._archive.paragraphs(stored.id)
        shown = most_like(said, [one.shown for one in paragraphs])
        printed = next((one.printed for one in paragraphs if one.shown == shown), "")
        async with self._database.transaction() as transaction:
            await put_misprint(
                transaction, stored.id, said, printed, made_by=made_by, at=at, now=self._clock()
            )

    async def given(self) -> AllFeedback:
        """Return all feedback."""
        async with self._database.reading() as view:
            return AllFeedback(tuple(await votes(view)), tuple(await misprints(view)))

    async def misprint(self, number: int) -> Misprint | None:
        """Return a reported error, or None."""
        async with self._database.reading() as view:
            return await misprint_of(view, number)

    async def leave(self, number: int) -> None:
        """Settle a reported error without a correction."""
        async with self._database.transaction() as transaction:
            await settle_misprint(transaction, number, Outcome.LEFT)

    async def untold(self) -> list[Misprint]:
        """Return the open errors that the admins were not told of, the oldest first."""
        async with self._database.reading() as view:
            return await untold_misprints(view)

    async def told(self, numbers: Collection[int]) -> None:
        """Record that the admins were told of errors."""
        async with self._database.transaction() as transaction:
            await mark_told(transaction, numbers)

    async def unanswered(self) -> list[tuple[Misprint, ReportedAt | None]]:
        """Return the settled errors whose reporter was not told, with where they were reported."""
        async with self._database.reading() as view:
            return await unanswered_misprints(view)

    async def answered(self, number: int, *, answered: bool = True) -> bool:
        """Record that a reporter was told, or after all was not; return whether that is new."""
        async with self._database.transaction() as transaction:
            return await mark_answered(transaction, number, answered=answered)

    async def title(self, article_id: int) -> str:
        """Return a story's headline; empty where it has none, or is gone."""
        return await title_of(self._archive, article_id)

    async def language(self, chat_id: int) -> str | None:
        """Return the language of a chat, None where none is known."""
        async with self._database.reading() as view:
            chat = await chat_of(view, chat_id)
        return None if chat is None else chat.language


def most_like(said: str, paragraphs: Sequence[str]) -> str:
    """Return the paragraph that has the longest piece of what was said, or else most of its pairs.

    The first of equals; empty where there is none.
    """
    words = compact_text(said)
    pairs = _pairs(words)

    def alike(paragraph: str) -> tuple[int, int]:
        text = compact_text(paragraph)
        piece = SequenceMatcher(None, words, text, autojunk=False).find_longest_match()
        return piece.size, len(pairs & _pairs(text))

    return max(paragraphs, key=alike, default="")


def _pairs(text: str) -> set[str]:
    return {pair for _, pair in bigrams(text)}

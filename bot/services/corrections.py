"""Corrections of texts: proposed by an admin, made once confirmed, undone while they are the last.

A correction, and that it was undone, is recorded in the transaction that does it. So what is
confirmed twice, or in two chats, is done once.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from bot.model import Misprint, Outcome, Proposal, ProposalState
from bot.services.correction_words import NotUnderstood, understood
from bot.store.corrections import (
    keep_message,
    made_of,
    proposal_of,
    put_proposal,
    settle_proposal,
)
from bot.store.feedback import misprint_of, reopen_misprint, settle_misprint
from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown, ParagraphChanged
from retrieval.store import Correction, Database, Transaction


class ProposalGone(Exception):
    """There is no such proposal any more, or what it answers was settled otherwise."""


@dataclass(frozen=True, slots=True)
class OtherCorrection:
    """A correction that was made, the message that shows it, and whether it can be undone now."""

    proposal: Proposal
    message_id: int
    undo: bool


class Corrections:
    """The use cases; ``clock`` returns Unix time in seconds. All raise ArchiveUnavailable."""

    def __init__(self, database: Database, archive: Archive, clock: Callable[[], int]) -> None:
        self._database = database
        self._archive = archive
        self._clock = clock

    async def reads(self, misprint: Misprint) -> str:
        """Return the paragraph of a reported error as it should read by now.

        Raises ArticleUnknown.
        """
        paragraphs = await self._archive.paragraphs(misprint.article_id)
        texts = (one.text for one in paragraphs if misprint.printed in (one.printed, one.shown))
        return next(texts, misprint.printed)

    async def propose(
        self, misprint: Misprint, said: str, made_by: int
    ) -> Proposal | NotUnderstood:
        """Store what an admin says as a proposal; return it, or why it is none.

        Raises ArticleUnknown.
        """
        paragraphs = await self._archive.paragraphs(misprint.article_id)
        reported = (misprint.printed in (one.printed, one.shown) for one in paragraphs)
        meant = next((at for at, is_it in enumerate(reported) if is_it), 0)
        texts = [one.text for one in paragraphs]
        found = await asyncio.to_thread(understood, said, texts, meant)
        if isinstance(found, NotUnderstood):
            return found
        proposal = Proposal(
            *(0, misprint.id, misprint.article_id, paragraphs[found.paragraph].printed),
            *(found.before, found.after, made_by),
        )
        async with self._database.transaction() as transaction:
            number = await put_proposal(transaction, proposal, now=self._clock())
        return replace(proposal, id=number)

    async def get(self, number: int) -> Proposal:
        """Return a proposal by its number. Raises ProposalGone."""
        async with self._database.reading() as view:
            proposal = await proposal_of(view, number)
        if proposal is None:
            raise ProposalGone
        return proposal

    async def shown_in(self, proposal: Proposal, message_id: int) -> None:
        """Record which message shows a proposal, in the private chat of who made it."""
        async with self._database.transaction() as transaction:
            await keep_message(transaction, proposal.id, message_id)

    async def others(self, proposal: Proposal, current: int) -> list[OtherCorrection]:
        """Return the other corrections made of the same paragraph, after one was made or undone.

        ``current`` is the number of the correction that the paragraph reads by, 0 for none.
        """
        async with self._database.reading() as view:
            made = await made_of(view, proposal.article_id, proposal.printed)
        return [
            OtherCorrection(one, message_id, one.correction.number == current)
            for one, message_id in made
            if one.id != proposal.id and one.correction is not None
        ]

    async def confirm(self, proposal: Proposal, made_by: int) -> Proposal:
        """Make the correction that is proposed; return the proposal.

        Does nothing to one that was settled. Raises ParagraphChanged where the paragraph was
        corrected meanwhile, ProposalGone where another admin has settled the error, and
        ArticleUnknown; the proposal waits no more then.
        """
        if proposal.state is not ProposalState.WAITING:
            return proposal
        try:
            await self._archive.correct(
                *(proposal.article_id, proposal.printed, proposal.after, made_by),
                record=partial(_made, proposal),
            )
        except (ParagraphChanged, ProposalGone, ArticleUnknown):
            await self.drop(proposal)
            raise
        return await self.get(proposal.id)

    async def drop(self, proposal: Proposal) -> Proposal:
        """Drop a proposal that waits; return it. The error stays open."""
        async with self._database.transaction() as transaction:
            waiting = (ProposalState.WAITING,)
            await settle_proposal(transaction, proposal.id, ProposalState.DROPPED, of=waiting)
        return await self.get(proposal.id)

    async def undo(self, proposal: Proposal) -> Proposal:
        """Undo the correction that was proposed, and open the error again; return the proposal.

        Does nothing where it was not made. Raises ParagraphChanged where the paragraph was
        corrected again since.
        """
        if proposal.state is ProposalState.MADE and proposal.correction is not None:
            await self._archive.undo_correction(proposal.correction, partial(_undone, proposal))
        return await self.get(proposal.id)


async def _made(proposal: Proposal, transaction: Transaction, correction: Correction) -> None:
    if correction.before != proposal.before:
        raise ParagraphChanged
    number = proposal.misprint_id
    if number is not None:
        misprint = await misprint_of(transaction, number)
        if misprint is not None and misprint.settled:
            raise ProposalGone
        await settle_misprint(transaction, number, Outcome.CORRECTED)
    made, waiting = ProposalState.MADE, (ProposalState.WAITING,)
    if not await settle_proposal(transaction, proposal.id, made, of=waiting, correction=correction):
        raise ProposalGone


async def _undone(proposal: Proposal, transaction: Transaction, _: Correction) -> None:
    if proposal.misprint_id is not None:
        await reopen_misprint(transaction, proposal.misprint_id)
    undone, made = ProposalState.UNDONE, (ProposalState.MADE,)
    await settle_proposal(transaction, proposal.id, undone, of=made)

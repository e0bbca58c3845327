"""Corrections of texts: asked of the bot's admins, shown, and made once they confirm."""

from contextlib import suppress

from bot.access.admins import check_bot_admin, is_bot_admin
from bot.access.bookkeeping import beside_the_answer
from bot.access.desk import show_list_again, with_way_back
from bot.access.request import NotHeard, Request
from bot.access.rights import NotAllowed
from bot.access.taps import on_tap
from bot.messages.corrections import proposal_screen, several_text
from bot.messages.feedback import correct_again_text, correct_text, to_correct
from bot.messages.feedback_keys import Correct, OnProposal, ProposalAct
from bot.messages.screen import Screen
from bot.messages.texts import texts_for
from bot.model import Misprint, Proposal, ProposalState
from bot.services.correction_words import NotUnderstood, Why
from bot.services.corrections import ProposalGone
from bot.telegram.calls import CallFailed
from retrieval.errors import ArticleUnknown, ParagraphChanged


async def decide(request: Request, key: Correct) -> str | None:
    """Ask an admin for the right words, or settle the error without them.

    Return what to answer, None where the admin was asked. Raises NotAllowed, ArticleUnknown.
    """
    check_bot_admin(request)
    misprint = await request.services.feedback.misprint(key.misprint_id)
    texts = request.texts.feedback
    if misprint is None or misprint.settled:
        return texts.gone
    if not key.wanted:
        await request.services.feedback.leave(misprint.id)
        await show_list_again(request)
        return texts.dropped
    reads = await request.services.corrections.reads(misprint)
    await request.ask_back(correct_text(misprint, reads, request.texts))
    return None


async def propose(request: Request) -> None:
    """Show what an admin's reply to `decide` makes of the text, to be confirmed."""
    replied, texts = request.replied, request.texts
    number = to_correct(replied.text or "") if replied is not None else None
    if number is None or not is_bot_admin(request) or request.user_id is None:
        return
    misprint = await request.services.feedback.misprint(number)
    if misprint is None or misprint.settled:
        await request.say(texts.feedback.gone)
        return
    try:
        found = await request.services.corrections.propose(
            misprint, request.utterance.words, request.user_id
        )
    except ArticleUnknown:
        await request.say(texts.feedback.gone)
        return
    if isinstance(found, NotUnderstood):
        await _ask_again(request, misprint, found)
    else:
        there = await request.reply(await _screen(request, found), quoting=True)
        with beside_the_answer("where a proposal is shown"):
            await request.services.corrections.shown_in(found, there.message_id)


async def act(request: Request, key: OnProposal) -> str:
    """Do what a button under a proposal stands for, and show it; return what to answer.

    Raises NotAllowed.
    """
    check_bot_admin(request)
    corrections, texts = request.services.corrections, request.texts
    try:
        proposal = await corrections.get(key.proposal_id)
        match key.act:
            case ProposalAct.CONFIRM:
                return await _confirm(request, proposal)
            case ProposalAct.DROP:
                proposal = await corrections.drop(proposal)
            case ProposalAct.UNDO:
                return await _undo(request, proposal)
    except ProposalGone:
        raise NotAllowed(texts.feedback.gone) from None
    await _change(request, proposal)
    return _said(proposal, request)


async def _confirm(request: Request, proposal: Proposal) -> str:
    corrections, texts = request.services.corrections, request.texts
    try:
        proposal = await corrections.confirm(proposal, proposal.made_by)
        said = _said(proposal, request)
        if proposal.correction is not None:
            await _show_others(request, proposal, proposal.correction.number)
    except ParagraphChanged:
        proposal, said = await corrections.get(proposal.id), texts.corrections.changed_since
    except (ProposalGone, ArticleUnknown):
        proposal, said = await corrections.get(proposal.id), texts.feedback.gone
    await _change(request, proposal)
    return said


async def _undo(request: Request, proposal: Proposal) -> str:
    try:
        correction = proposal.correction
        proposal = await request.services.corrections.undo(proposal)
        former = correction.former if correction is not None else None
        await _show_others(request, proposal, former.number if former is not None else 0)
    except ParagraphChanged:
        await _change(request, proposal, undo=False)
        return request.texts.corrections.no_undo
    await _change(request, proposal)
    return _said(proposal, request)


async def _change(request: Request, proposal: Proposal, *, undo: bool = True) -> None:
    """Show a proposal in the tapped message, which keeps its way back to the desk if it has one."""
    screen = await _screen(request, proposal, undo=undo)
    await request.change(with_way_back(request, screen))


async def _show_others(request: Request, proposal: Proposal, current: int) -> None:
    """Show under other corrections of the paragraph whether they can be undone by now."""
    for one in await request.services.corrections.others(proposal, current):
        admin = one.proposal.made_by
        texts = texts_for(await request.services.feedback.language(admin))
        title = await request.services.feedback.title(proposal.article_id)
        screen = proposal_screen(one.proposal, title, texts, undo=one.undo)
        with suppress(CallFailed, NotHeard):  # it can wait: a tap says what is so
            await request.aside(admin).change(screen, one.message_id, within=0)


async def _screen(request: Request, proposal: Proposal, *, undo: bool = True) -> Screen:
    title = await request.services.feedback.title(proposal.article_id)
    return proposal_screen(proposal, title, request.texts, undo=undo)


async def _ask_again(request: Request, misprint: Misprint, found: NotUnderstood) -> None:
    own = request.texts.corrections
    why = {
        Why.UNCLEAR: own.unclear,
        Why.NOWHERE: own.nowhere.format(words=found.words),
        Why.SEVERAL: several_text(found.words, found.places, request.texts),
        Why.SAME: own.same,
    }[found.why]
    await request.ask_back(correct_again_text(misprint, why))


def _said(proposal: Proposal, request: Request) -> str:
    own = request.texts.corrections
    return {
        ProposalState.WAITING: own.not_changed,
        ProposalState.DROPPED: own.not_changed,
        ProposalState.MADE: own.confirmed,
        ProposalState.UNDONE: own.taken_back,
    }[proposal.state]


BUTTONS = (on_tap(Correct, decide), on_tap(OnProposal, act))

"""A proposed correction as a message: before and after, the changed words marked."""

from collections.abc import Callable, Sequence

from bot.messages.catalogue import Texts
from bot.messages.feedback_keys import OnProposal, ProposalAct
from bot.messages.markup import (
    ELLIPSIS,
    Markup,
    joined,
    marked,
    plain,
    prefix,
    shorten,
    struck,
    underlined,
)
from bot.messages.screen import Screen, button
from bot.model import Proposal, ProposalState
from retrieval.analysis import word_diff
from retrieval.model import Span

_TITLE_UNITS = 60
_UNITS = 1500  # of a paragraph
_BESIDE = 120  # characters beside the changed words, of a paragraph that is longer
_MARKS = 20  # in a paragraph; underlined words count twice


def proposal_screen(proposal: Proposal, title: str, texts: Texts, *, undo: bool = True) -> Screen:
    """Return a proposal as it stands, with what can be done with it.

    ``undo`` tells whether a correction that was made may still be undone.
    """
    own, state = texts.corrections, proposal.state
    head = {
        ProposalState.WAITING: own.proposed,
        ProposalState.DROPPED: own.dropped,
        ProposalState.MADE: own.made,
        ProposalState.UNDONE: own.undone,
    }[state]
    first = plain(head.format(title=shorten(title, _TITLE_UNITS) or texts.untitled))
    diff = word_diff(proposal.before, proposal.after)
    parts = [
        first,
        plain(own.before + "\n") + _shown(proposal.before, diff.removed, struck),
        plain(own.after + "\n") + _shown(proposal.after, diff.added, underlined),
    ]
    acts: dict[ProposalState, tuple[tuple[str, ProposalAct], ...]] = {
        ProposalState.WAITING: (
            (own.confirm, ProposalAct.CONFIRM),
            (own.drop, ProposalAct.DROP),
        ),
        ProposalState.MADE: ((own.undo, ProposalAct.UNDO),) if undo else (),
    }
    row = tuple(button(label, OnProposal(act, proposal.id)) for label, act in acts.get(state, ()))
    settled = state in (ProposalState.DROPPED, ProposalState.UNDONE)
    text = first if settled else joined(parts, "\n\n")
    return Screen(text, (row,) if row else ())


def several_text(words: str, places: Sequence[str], texts: Texts) -> str:
    """Return what says that words stand several times, and where."""
    own, words = texts.corrections, shorten(words, _TITLE_UNITS)
    lines = [f"{at}. …{shorten(place, _TITLE_UNITS)}…" for at, place in enumerate(places, 1)]
    return "\n".join(
        (
            own.several.format(words=words, count=len(places)),
            *lines[:_MARKS],
            own.several_how.format(words=words),
        )
    )


def _shown(text: str, spans: Sequence[Span], mark: Callable[[str], Markup]) -> Markup:
    """Return a paragraph with its changed words marked; of a long one what stands beside them."""
    start, end = 0, len(text)
    if end > _UNITS // 2 and spans:  # a character has two units at most
        start, end = max(0, spans[0].start - _BESIDE), min(end, spans[-1].end + _BESIDE)
    piece = prefix(text[start:end], _UNITS)
    end = start + len(piece)
    here = [Span(a - start, min(b, end) - start) for a, b in spans if a < end]
    before = plain(ELLIPSIS if start else "")
    after = plain(ELLIPSIS if end < len(text) else "")
    return before + marked(piece, here, _MARKS, mark) + after

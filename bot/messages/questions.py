"""An `Answer` as one message: the stories that answer, or a kind word and the nearest headlines.

A story is a `card`, and a page has few of them. In a group the best one is and the others are
headlines, so that an answer does not push the talk away.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.messages.cards import card
from bot.messages.catalogue import Texts
from bot.messages.headlines import (
    PAGE_SIZE,
    TITLE_UNITS,
    choice,
    headline,
    issue_rows,
    listing,
    noted,
    part_of,
    read_buttons,
    start_of,
    turns,
)
from bot.messages.issues import dates_screen, issue_screen, papers_screen
from bot.messages.keys import Suggested, TurnTo
from bot.messages.labels import MOST_WIDE, width
from bot.messages.markup import MAX_ENTITIES, MAX_UNITS, joined, plain, shorten
from bot.messages.screen import Button, Screen, button, rows_of
from retrieval.model import Answer, AnswerKind, Citation, Order, Remark, RemarkKind

CARDS = 3
"""Stories on a page of what answers."""

_QUOTES = 2  # of a card
_MARGIN = 100  # units for numbers, line ends and the count below


def answer_screen(  # noqa: PLR0913 (what an answer is shown by)
    answer: Answer,
    texts: Texts,
    bot: str,
    *,
    group: bool,
    lead: str = "",
    order: Order | None = None,
) -> Screen:
    """Return the message that shows a page of an answer, ``lead`` first.

    A page has `size_of` hits, each a story. ``order`` is how they are ordered, None where there is
    no choice; ``bot`` is the bot's username, for links.
    """
    match answer.kind:
        case AnswerKind.DATES if answer.issues:
            return dates_screen(answer, texts, lead=lead)
        case AnswerKind.PAPERS if answer.papers:
            return papers_screen(answer, texts, lead=lead)
    if answer.front is not None:
        return issue_screen(answer, texts, bot, lead=lead)
    if answer.kind is AnswerKind.LISTING and not _is_searched(answer):
        return listing(answer, texts, bot, lead=lead)
    screen = (
        _cards(answer, texts, bot, 1 if group else CARDS, lead, order)
        if answer.hits
        else _nothing(answer, texts, bot, lead)
    )
    return _with_suggestions(screen, answer, texts)


def size_of(answer: Answer) -> int:
    """Return how many hits make a page of an answer."""
    listed = answer.kind is AnswerKind.LISTING and not _is_searched(answer)
    return PAGE_SIZE if listed else CARDS


def articles_of(answer: Answer) -> tuple[int, ...]:
    """Return the stories that `answer_screen` shows, in the order of their numbers."""
    if answer.hits:
        size = PAGE_SIZE if answer.front is not None else size_of(answer)
        return tuple(hit.citation.article_id for hit in answer.hits[:size])
    return tuple(one.article_id for one in _distinct(answer.nearest))


def _nothing(answer: Answer, texts: Texts, bot: str, lead: str) -> Screen:
    if not answer.remarks:
        answer = replace(answer, remarks=(Remark(RemarkKind.NO_ANSWER),))
    nearest = _distinct(answer.nearest)
    note_above = noted(answer, texts, lead)
    screen = (
        choice(note_above, texts.nearest, nearest, texts, bot) if nearest else Screen(note_above)
    )
    return Screen(screen.text, (*screen.rows, *issue_rows(answer.issues)))


def _with_suggestions(screen: Screen, answer: Answer, texts: Texts) -> Screen:
    """Return a message with a button for each question that its answer suggests."""
    own, others = texts.answers, suggestions(answer)
    labels = [own.ask_suggested.format(question=other) for other in others]
    if all(width(label) <= MOST_WIDE for label in labels):
        rows = [(button(label, Suggested(at)),) for at, label in enumerate(labels)]
        return Screen(screen.text, (*screen.rows, *rows))
    lines = "\n".join(f"{at}. {shorten(one, TITLE_UNITS)}" for at, one in enumerate(others, 1))
    numbered = rows_of(
        button(own.ask_numbered.format(number=at + 1), Suggested(at)) for at in range(len(others))
    )
    return Screen(joined([screen.text, plain(lines)], "\n\n"), (*screen.rows, *numbered))


def suggestions(answer: Answer) -> tuple[str, ...]:
    """Return what an answer suggests to ask instead, the likeliest first; maybe nothing."""
    return next((r.values for r in answer.remarks if r.kind is RemarkKind.SUGGESTION), ())


def _is_searched(answer: Answer) -> bool:
    """Return whether a listing is short and has words to show: 景静 食品, unlike 记者 景静."""
    return (
        answer.own is None
        and answer.total <= CARDS
        and any(hit.snippet.highlights for hit in answer.hits)
    )


def _cards(  # noqa: PLR0913, PLR0917 (`answer_screen`'s)
    answer: Answer, texts: Texts, bot: str, whole: int, lead: str, order: Order | None
) -> Screen:
    shown, start = answer.hits[:CARDS], start_of(answer)
    note_above = noted(answer, texts, lead)
    heads = [headline(hit.citation, texts, start + at, bot) for at, hit in enumerate(shown, 1)]
    room = MAX_UNITS - _MARGIN - note_above.units - sum(head.units for head in heads)
    marks = (MAX_ENTITIES - sum(head.entities for head in heads)) // whole - _QUOTES
    parts = [note_above]
    for at, (hit, head) in enumerate(zip(shown, heads, strict=True)):
        left = min(whole, len(shown)) - at
        one = card(head, hit, room // left, marks) if left > 0 else head
        room -= one.units - head.units
        parts.append(one)
    if page := part_of(answer, CARDS, texts):
        parts.append(plain(f"{texts.found.format(total=answer.total)} {page}"))
    rows = rows_of(read_buttons([hit.citation for hit in shown], texts, start))
    turning = turns(answer, CARDS, texts, order or Order.RELEVANCE)
    return Screen(joined(parts, "\n\n"), (*rows, *turning, *_ordering(answer, texts, order)))


def _ordering(answer: Answer, texts: Texts, order: Order | None) -> tuple[tuple[Button, ...], ...]:
    """Return a row with the button that orders the hits otherwise; none where it can't."""
    if order is None or answer.total <= 1:
        return ()
    if order is Order.NEWEST:
        return ((button(texts.answers.by_relevance, TurnTo(0, Order.RELEVANCE)),),)
    return ((button(texts.answers.by_newest, TurnTo(0, Order.NEWEST)),),)


def _distinct(cited: Sequence[Citation]) -> list[Citation]:
    return list({one.article_id: one for one in cited}.values())

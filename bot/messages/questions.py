"""An `Answer` as one message: the passages that answer, or a kind word and the nearest headlines.

In a private chat every hit of a page is quoted. In a group the best one is and the others are
headlines, so that an answer does not push the talk away. Matches are bold; a long passage is a
quote that opens when it is tapped.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.messages.catalogue import Texts
from bot.messages.headlines import (
    PAGE_SIZE,
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
from bot.messages.markup import (
    ELLIPSIS,
    MAX_ENTITIES,
    MAX_UNITS,
    Markup,
    joined,
    marked,
    plain,
    prefix,
    quote,
    units,
)
from bot.messages.screen import Button, Screen, button, rows_of
from retrieval.model import Answer, AnswerKind, Citation, Hit, Order, Remark, RemarkKind

SHOWN = 5
LONG_UNITS = 200
LONG_LINES = 4
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

    A page has `size_of` hits. ``order`` is how they are ordered, None where there is no choice;
    ``bot`` is the bot's username, for links.
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
    if answer.hits:
        return _passages(answer, texts, bot, 1 if group else SHOWN, lead, order)
    return _nothing(answer, texts, bot, lead)


def size_of(answer: Answer) -> int:
    """Return how many hits make a page of an answer."""
    listed = answer.kind is AnswerKind.LISTING and not _is_searched(answer)
    return PAGE_SIZE if listed else SHOWN


def articles_of(answer: Answer, *, group: bool) -> tuple[int, ...]:
    """Return the stories that `answer_screen` shows, in the order of their numbers."""
    if size_of(answer) == PAGE_SIZE or answer.front is not None:
        return tuple(hit.citation.article_id for hit in answer.hits[:PAGE_SIZE])
    if answer.hits:
        shown = _shown(answer.hits, 1 if group else SHOWN)
        return tuple(hit.citation.article_id for hit in shown)
    return tuple(one.article_id for one in _distinct(answer.nearest))


def _nothing(answer: Answer, texts: Texts, bot: str, lead: str) -> Screen:
    if not answer.remarks:
        answer = replace(answer, remarks=(Remark(RemarkKind.NO_ANSWER),))
    nearest = _distinct(answer.nearest)
    note_above = noted(answer, texts, lead)
    screen = (
        choice(note_above, texts.nearest, nearest, texts, bot) if nearest else Screen(note_above)
    )
    screen = Screen(screen.text, (*screen.rows, *issue_rows(answer.issues)))
    other = suggestion(answer)
    if other is None:
        return screen
    ask = button(texts.answers.ask_suggested.format(question=other), Suggested())
    return Screen(screen.text, (*screen.rows, (ask,)))


def suggestion(answer: Answer) -> str | None:
    """Return what an answer suggests to ask instead, or None."""
    return next((r.values[0] for r in answer.remarks if r.kind is RemarkKind.SUGGESTION), None)


def _is_searched(answer: Answer) -> bool:
    """Return whether a listing is short and has words to show: 景静 食品, unlike 记者 景静."""
    return (
        answer.own is None
        and answer.total <= SHOWN
        and any(hit.snippet.highlights for hit in answer.hits)
    )


def _passages(  # noqa: PLR0913, PLR0917 (`answer_screen`'s)
    answer: Answer, texts: Texts, bot: str, in_full: int, lead: str, order: Order | None
) -> Screen:
    shown, start = _shown(answer.hits, in_full), start_of(answer)
    note_above = noted(answer, texts, lead)
    heads = [headline(hit.citation, texts, start + at, bot) for at, hit in enumerate(shown, 1)]
    room = MAX_UNITS - _MARGIN - note_above.units - sum(head.units for head in heads)
    marks = (MAX_ENTITIES - sum(head.entities for head in heads) - in_full) // in_full
    parts = [note_above]
    for at, (hit, head) in enumerate(zip(shown, heads, strict=True)):
        left = min(in_full, len(shown)) - at
        if left > 0:
            body = quoted(hit, room // left, marks)
            room -= body.units
            parts.append(joined([head, body], "\n"))
        else:
            parts.append(head)
    if page := part_of(answer, SHOWN, texts):
        count = texts.answers.hits.format(total=answer.total)
        parts.append(plain(f"{count} {page}"))
    rows = rows_of(read_buttons([hit.citation for hit in shown], texts, start))
    turning = turns(answer, SHOWN, texts, order or Order.RELEVANCE)
    return Screen(joined(parts, "\n\n"), (*rows, *turning, *_ordering(answer, texts, order)))


def _ordering(answer: Answer, texts: Texts, order: Order | None) -> tuple[tuple[Button, ...], ...]:
    """Return a row with the button that orders the hits otherwise; none where it can't."""
    if order is None or answer.total <= 1:
        return ()
    if order is Order.NEWEST:
        return ((button(texts.answers.by_relevance, TurnTo(0, Order.RELEVANCE)),),)
    return ((button(texts.answers.by_newest, TurnTo(0, Order.NEWEST)),),)


def _shown(hits: Sequence[Hit], quoted: int) -> list[Hit]:
    """Return the hits to show; below the quoted ones no headline that stands there already."""
    shown = list(hits[:quoted])
    shown_ids = {hit.citation.article_id for hit in shown}
    for hit in hits[quoted:]:
        if hit.citation.article_id not in shown_ids:
            shown_ids.add(hit.citation.article_id)
            shown.append(hit)
    return shown[:SHOWN]


def quoted(hit: Hit, room: int, marks: int) -> Markup:
    """Return the passage, quoted from where it answers on, matches in bold, in ``room`` units.

    … stands where the passage has more, before or behind.
    """
    snippet, passage = hit.snippet, hit.passage.text
    start = passage.find(snippet.text)
    text = passage[start:] if start >= 0 else snippet.text
    shown = prefix(text, room - 2 * len(ELLIPSIS))
    body = plain(ELLIPSIS) if start > 0 else Markup()
    body += marked(shown, snippet.highlights, marks)
    if len(shown) < len(text):
        body += plain(ELLIPSIS)
    if not shown.strip():
        return Markup()
    long = units(shown) > LONG_UNITS or shown.count("\n") >= LONG_LINES
    return quote(body, expandable=long)


def _distinct(cited: Sequence[Citation]) -> list[Citation]:
    return list({one.article_id: one for one in cited}.values())

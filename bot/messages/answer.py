"""An `Answer` as one message: the passages that answer, or a kind word and the nearest headlines.

In a private chat every hit is quoted. In a group the best one is and the others are headlines, so
that an answer does not push the talk away. Matches are bold; a long passage is a quote that opens
when it is tapped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.messages.catalogue import Texts
from bot.messages.headlines import choice, headline, listing, noted, read_buttons
from bot.messages.keys import Asked
from bot.messages.markup import (
    ELLIPSIS,
    MAX_ENTITIES,
    MAX_UNITS,
    Markup,
    bold,
    joined,
    plain,
    prefix,
    quote,
    units,
)
from bot.messages.screen import Screen, rows_of
from retrieval.model import Answer, AnswerKind, Citation, Hit, Remark, RemarkKind, Span, merged

SHOWN = 5
LONG_UNITS = 200
LONG_LINES = 4
_MARGIN = 100  # units for numbers, line ends and the count below


def answer_screen(
    answer: Answer, asked: Asked, texts: Texts, *, group: bool, lead: str = ""
) -> Screen:
    """Return the message that shows ``answer``, ``lead`` first.

    ``asked`` is how a button under it finds the answer again.
    """
    if answer.kind is AnswerKind.LISTING and not _is_searched(answer):
        return listing(answer, asked, texts, lead=lead)
    if answer.answered and answer.hits:
        return _passages(answer, texts, 1 if group else SHOWN, lead)
    if not answer.remarks and not answer.answered:
        answer = replace(answer, remarks=(Remark(RemarkKind.NO_ANSWER),))
    nearest = _distinct(answer.nearest)
    said = noted(answer, texts, lead)
    if not nearest:
        return Screen(said)
    return choice(said, texts.nearest, nearest, texts)


def _is_searched(answer: Answer) -> bool:
    """Tell whether a listing is short and has words to show: 景静 食品, unlike 记者 景静."""
    return len(answer.hits) <= SHOWN and any(hit.snippet.highlights for hit in answer.hits)


def _passages(answer: Answer, texts: Texts, in_full: int, lead: str) -> Screen:
    shown = _shown(answer.hits, in_full)
    note_above = noted(answer, texts, lead)
    heads = [headline(hit.citation, texts, number) for number, hit in enumerate(shown, 1)]
    room = MAX_UNITS - _MARGIN - note_above.units - sum(head.units for head in heads)
    marks = (MAX_ENTITIES - 2 * len(heads)) // in_full
    parts = [note_above]
    for at, (hit, head) in enumerate(zip(shown, heads, strict=True)):
        left = min(in_full, len(shown)) - at
        if left > 0:
            body = quoted(hit, room // left, marks)
            room -= body.units
            parts.append(joined([head, body], "\n"))
        else:
            parts.append(head)
    hidden = answer.total - len(shown)
    if hidden > 0:
        parts.append(plain(texts.more.format(count=hidden)))
    buttons = read_buttons([hit.citation for hit in shown], texts)
    return Screen(joined(parts, "\n\n"), rows_of(buttons))


def _shown(hits: Sequence[Hit], quoted: int) -> list[Hit]:
    """Return the hits to show; below the quoted ones no headline that stands there already."""
    shown = list(hits[:quoted])
    told = {hit.citation.article_id for hit in shown}
    for hit in hits[quoted:]:
        if hit.citation.article_id not in told:
            told.add(hit.citation.article_id)
            shown.append(hit)
    return shown[:SHOWN]


def quoted(hit: Hit, room: int, marks: int) -> Markup:
    """Quote the passage from where it answers on, its matches in bold, within ``room`` units.

    … stands where the passage has more, before or behind.
    """
    snippet, passage = hit.snippet, hit.passage.text
    start = passage.find(snippet.text)
    text = passage[start:] if start >= 0 else snippet.text
    shown = prefix(text, room - 2 * len(ELLIPSIS))
    body = plain(ELLIPSIS) if start > 0 else Markup()
    for stretch, matches in _stretches(shown, snippet.highlights, marks):
        body += bold(stretch) if matches else plain(stretch)
    if len(shown) < len(text):
        body += plain(ELLIPSIS)
    if not shown.strip():
        return Markup()
    long = units(shown) > LONG_UNITS or shown.count("\n") >= LONG_LINES
    return quote(body, expandable=long)


def _stretches(text: str, spans: Sequence[Span], most: int) -> Iterator[tuple[str, bool]]:
    """Yield the text in stretches that match or do not; the first ``most`` matches only."""
    at = 0
    for start, end in merged(spans)[:most]:
        if at < len(text) and start < end:
            yield text[at:start], False
            yield text[start:end], True
            at = end
    yield text[at:], False


def _distinct(cited: Sequence[Citation]) -> list[Citation]:
    return list({one.article_id: one for one in cited}.values())

"""A story that answers, as a card: its headline and byline, the sentence that answers, the rest.

The sentence is quoted by itself, with what is asked for in bold (the sum, the time, the name) or,
where that can't be told by its form, with what matches. What else of the story answers lies below,
in the order of print, in a quote that opens when it is tapped.
"""

from collections.abc import Iterable, Iterator, Sequence

from bot.messages.markup import (
    ELLIPSIS,
    Markup,
    joined,
    marked,
    plain,
    prefix,
    quote,
    units,
)
from bot.messages.rows import as_lines
from retrieval.model import Hit, Span

FOLDED_UNITS = 500
"""Of the rest of a story; whoever wants more reads it in full."""


def card(head: Markup, hit: Hit, room: int, marks: int) -> Markup:
    """Return a story's card below its ``head``; ``room`` units and ``marks`` are for the rest."""
    sentence = _quoted(sentence_of(hit), room - 1, marks)
    left = min(FOLDED_UNITS, room - sentence.units - 2)
    rest = sorted(_within(_rest_of(hit), left)) if sentence else []
    below = quote(plain(as_lines("\n".join(text for _, text in rest))[0]), expandable=True)
    return joined([head, sentence, below if rest else Markup()], "\n")


def sentence_of(hit: Hit) -> tuple[str, tuple[Span, ...]]:
    """Return the sentence that answers, and what is to be marked in it."""
    snippet = hit.snippet
    start, end = snippet.sentence or Span(0, len(snippet.text))
    return snippet.text[start:end], _cut(snippet.facts or snippet.highlights, start, end)


def _quoted(sentence: tuple[str, tuple[Span, ...]], room: int, marks: int) -> Markup:
    text, spans = as_lines(*sentence)
    shown = prefix(text, max(0, room - len(ELLIPSIS)))
    if not shown.strip():
        return Markup()
    more = ELLIPSIS if len(shown) < len(text) else ""
    return quote(marked(shown + more, _cut(spans, 0, len(shown)), marks), expandable=False)


def _rest_of(hit: Hit) -> Iterator[tuple[int, str]]:
    """Yield what else of the story answers, each with where it stands, the best first."""
    passage, shown = hit.passage, _place(hit)
    if shown is not None:
        yield passage.span.start + shown.end, passage.text[shown.end :]
        yield passage.span.start, passage.text[: shown.start]
    for other in hit.further:
        yield other.passage.span.start, other.passage.text


def _place(hit: Hit) -> Span | None:
    """Return where in its passage the sentence stands that is shown; None if it doesn't."""
    snippet, passage = hit.snippet.text, hit.passage.text
    printed, before = snippet, 0
    if snippet not in passage:
        printed = snippet.removeprefix(ELLIPSIS)
        before = len(snippet) - len(printed)
        printed = printed.removesuffix(ELLIPSIS)
    at = passage.find(printed)
    if at < 0:
        return None
    start, end = hit.snippet.sentence or Span(0, len(snippet))
    after = before + len(printed)
    return Span(at + max(start, before) - before, at + min(end, after) - before)


def _within(parts: Iterable[tuple[int, str]], room: int) -> Iterator[tuple[int, str]]:
    """Yield the parts that fit ``room`` units, and of the first that does not, a beginning."""
    for at, text in parts:
        whole = text.strip()
        shown = prefix(whole, max(0, room - len(ELLIPSIS) - 1))
        if not whole:
            continue
        if shown != whole:
            if shown.strip():
                yield at, shown + ELLIPSIS
            return
        yield at, shown
        room -= units(shown) + 1


def _cut(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return what of spans lies in ``[start, end)``, counted from there."""
    inside = (Span(max(first, start), min(last, end)) for first, last in spans)
    return tuple(Span(first - start, last - start) for first, last in inside if first < last)

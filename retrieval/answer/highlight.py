"""A passage as a reader should see it: the best sentence first, the matches marked.

The view is cut at sentence ends. Only a sentence that is itself too long is cut, at its clauses,
and only such a cut shows as an ellipsis; all else is verbatim.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from retrieval.analysis.normalise import compact_text
from retrieval.analysis.sentences import clauses, sentences
from retrieval.answer.facts import FactFinder, nearest
from retrieval.answer.marks import Matched
from retrieval.model import Snippet, Span

WIDTH = 160
SENTENCE = 100
"""Code points up to which a sentence goes on after its semicolons."""
SHORT = 20
"""Code points of a sentence that says little without the next, unless it holds the fact."""

ELLIPSIS = "…"
_KNOWN = 0.25


def snippet(  # noqa: PLR0913 (what is marked, and how much is shown)
    text: str,
    weights: Mapping[str, float],
    names: Collection[str] = (),
    facts: FactFinder | None = None,
    *,
    headline: str = "",
    width: int = WIDTH,
) -> Snippet:
    """Cut a view of at most about `width` code points out of a passage, and mark what matched.

    `weights` are those of the query's terms: the sentence with the most weight answers, and comes
    first unless all of the passage fits. `names` are marked whole and weigh as much as the heaviest
    term; a fact weighs as much as all that matches. A passage of blanks gives an empty
    snippet.
    """
    matched = Matched.of(text, weights, names)
    worth = {
        term: weight * (_KNOWN if term in headline else 1.0) for term, weight in weights.items()
    }
    most = max(worth.values(), default=1.0)
    matches = [
        (Span(token.start, token.end), token.text, worth[token.text]) for token in matched.terms
    ]
    matches += [
        (span, name, most * (_KNOWN if compact_text(name) in headline else 1.0))
        for span, name in ((span, text[slice(*span)]) for span in matched.wholes)
    ]
    told = facts.of(text, matches, most) if facts is not None else []
    total = _weight(Span(0, len(text)), matches)
    if facts is not None and facts.decides:
        total += most
    weighed = [*matches, *((fact, "", total) for fact in told)]
    spans = list(sentences(text))
    if not spans:
        return Snippet("")
    weigh = [_weight(span, weighed) for span in spans] if weighed else [0.0]
    at = weigh.index(max(weigh))
    best, view = spans[at], _view(text, spans, at, weighed, width)
    before = ELLIPSIS if _is_inside(spans, view.start) else ""
    after = ELLIPSIS if _is_inside(spans, view.end) else ""
    shift = len(before) - view.start
    answering = [one for one in told if best.start <= one.start and one.end <= best.end]
    shown = before + text[view.start : view.end] + after
    whole = _finished(text, spans[at:], view, 0 if answering else SHORT)
    cut = whole.start < view.start or view.end < whole.end
    return Snippet(
        shown,
        _inside(matched.marks, view, shift),
        _inside(nearest(text, answering, matches), view, shift),
        Span(0, len(shown)) if cut else Span(whole.start + shift, whole.end + shift),
    )


def _inside(spans: Iterable[Span], view: Span, shift: int) -> tuple[Span, ...]:
    """Return what of spans lies in a view, each moved by ``shift``."""
    cut = (Span(max(s, view.start), min(e, view.end)) for s, e in spans)
    return tuple(Span(s + shift, e + shift) for s, e in cut if s < e)


_Match = tuple[Span, str, float]


def _finished(text: str, spans: Sequence[Span], view: Span, least: int) -> Span:
    """Return the first sentence with what goes on after a semicolon, as far as that is short.

    One that is shorter than ``least`` goes on with the next.
    """
    start, end = spans[0]
    for following in spans[1:]:
        inside = following.end <= view.end and following.end - start <= SENTENCE
        if not inside or (text[end - 1] not in ";；" and end - start >= least):
            break
        end = following.end
    return Span(start, end)


def _view(
    text: str, spans: Sequence[Span], best: int, matches: Sequence[_Match], width: int
) -> Span:
    """Return what to show of a text around its best sentence, one of ``spans``."""
    whole = Span(spans[0].start, spans[-1].end)
    if whole.end - whole.start <= width:
        return whole
    if spans[best].end - spans[best].start > width:
        return _widest(list(clauses(text, spans[best])), matches, width)
    last = best
    while last + 1 < len(spans) and spans[last + 1].end - spans[best].start <= width:
        last += 1
    first = best
    # At the passage's end little may be left to see: then what comes before is shown, too.
    while spans[last].end - spans[first].start < width // 3 and first > 0:
        if spans[last].end - spans[first - 1].start > width:
            break
        first -= 1
    return Span(spans[first].start, spans[last].end)


def _widest(parts: Sequence[Span], matches: Sequence[_Match], width: int) -> Span:
    """Return the heaviest run of clauses that fits, as long as possible; the first of equals."""
    choices = []
    last = 0
    for first, part in enumerate(parts):
        last = max(last, first)
        while last + 1 < len(parts) and parts[last + 1].end - part.start <= width:
            last += 1
        end = min(parts[last].end, part.start + width)
        choices.append(Span(part.start, end))
    return max(choices, key=lambda span: (_weight(span, matches), -span.start))


def _weight(span: Span, matches: Sequence[_Match]) -> float:
    """Return the weight of the terms in a span, each counted once."""
    if not matches:
        return 0.0
    inside = {
        term: weight
        for (start, end), term, weight in matches
        if span.start <= start <= end <= span.end
    }
    return sum(inside.values())


def _is_inside(spans: Sequence[Span], at: int) -> bool:
    return any(start < at < end for start, end in spans)

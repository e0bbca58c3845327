"""A passage as a reader should see it: the sentence that answers first, what matched marked."""

from collections.abc import Callable, Collection, Iterable, Mapping

from retrieval.analysis.analyzer import Token, tokens
from retrieval.analysis.normalise import compact
from retrieval.analysis.sentences import sentences
from retrieval.model import Snippet, Span

WIDTH = 160
ELLIPSIS = "…"


def snippet(
    text: str,
    weights: Mapping[str, float],
    names: Collection[str] = (),
    *,
    width: int = WIDTH,
) -> Snippet:
    """Cut a view of about `width` code points out of a passage, and mark what matched.

    `weights` say how much each term of the query tells (0 or absent: it is not marked); `names`
    are marked whole. The view is verbatim but for an ellipsis where it leaves something out.
    """
    found = [token for token in tokens(text) if weights.get(token.text, 0) > 0]
    marks = _merged([*_marks(found), *_named(text, names)])
    view = _view(text, found, weights, width)
    return _cut(text, view, marks)


def _marks(found: list[Token]) -> Iterable[Span]:
    """Words where there are any; bigrams only where no word of the query stands."""
    covered = {at for token in found if token.is_word for at in range(token.start, token.end)}
    for token in found:
        if token.is_word or not covered.issuperset(range(token.start, token.end)):
            yield Span(token.start, token.end)


def _named(text: str, names: Collection[str]) -> Iterable[Span]:
    line = compact(text)
    for name in names:
        key = compact(name).text
        at = line.text.find(key) if key else -1
        while at >= 0:
            yield line.printed(at, at + len(key))
            at = line.text.find(key, at + len(key))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _view(text: str, found: list[Token], weights: Mapping[str, float], width: int) -> Span:
    """Choose the best sentence, and as many after and then before it as the width allows."""
    spans = list(sentences(text))
    if not spans:
        return Span(0, 0)

    def told(span: Span) -> float:
        inside = {t.text for t in found if span.start <= t.start and t.end <= span.end}
        return sum(weights[term] for term in inside)

    best = _first_best(range(len(spans)), lambda at: told(spans[at]))
    first = last = best
    while last + 1 < len(spans) and spans[last + 1].end - spans[first].start <= width:
        last += 1
    while first > 0 and spans[last].end - spans[first - 1].start <= width:
        first -= 1
    return Span(spans[first].start, spans[last].end)


def _first_best(among: range, value: Callable[[int], float]) -> int:
    return max(among, key=lambda at: (value(at), -at))


def _cut(text: str, view: Span, marks: list[Span]) -> Snippet:
    before = ELLIPSIS if text[: view.start].strip() else ""
    after = ELLIPSIS if text[view.end :].strip() else ""
    shift = len(before) - view.start
    inside = (Span(max(s, view.start), min(e, view.end)) for s, e in marks)
    return Snippet(
        before + text[view.start : view.end] + after,
        tuple(Span(s + shift, e + shift) for s, e in inside if s < e),
    )

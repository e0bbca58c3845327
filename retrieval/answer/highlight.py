"""A passage as a reader should see it: the best sentence first, the matches marked.

The view is cut at sentence ends. Only a sentence that is itself too long is cut, at its clauses,
and only such a cut shows as an ellipsis; all else is verbatim.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from retrieval.analysis import respelling, values
from retrieval.analysis.analyzer import Token, placed
from retrieval.analysis.normalise import HAN, Folded, compact, compact_text, fold
from retrieval.analysis.sentences import clauses, sentences
from retrieval.analysis.sizes import SIZE
from retrieval.analysis.words import cut_fast
from retrieval.answer.facts import FactFinder, nearest
from retrieval.model import Snippet, Span, merged

WIDTH = 160
SENTENCE = 100
"""Code points up to which a sentence goes on after its semicolons."""
SHORT = 20
"""Code points of a sentence that says little without the next, unless it holds the fact."""

ELLIPSIS = "…"
# Characters that tie words together: alone, or beside one other, they are no match to show.
_TIES = frozenset("的了着过是在有和与及或就都也还又把被对给从向到由为以于之其所而并等不一个这那")
_KNOWN = 0.25
_AT_HAND = 256  # passages whose tokens are kept: the same ones are shown again and again
_HAN = re.compile(f"[{HAN}]")


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
    found, named, marks = _matched(text, weights, names)
    worth = {
        term: weight * (_KNOWN if term in headline else 1.0) for term, weight in weights.items()
    }
    most = max(worth.values(), default=1.0)
    matches = [(Span(token.start, token.end), token.text, worth[token.text]) for token in found]
    matches += [
        (span, name, most * (_KNOWN if compact_text(name) in headline else 1.0))
        for span, name in ((span, text[slice(*span)]) for span in named)
    ]
    told = facts.of(text, matches, most) if facts is not None else []
    total = _weight(Span(0, len(text)), matches)
    if facts is not None and facts.decides:
        total += most
    weighed = [*matches, *((fact, "", total) for fact in told)]
    spans = list(sentences(text))
    if not spans:
        return Snippet("")
    at = max(range(len(spans)), key=lambda at: (_weight(spans[at], weighed), -at))
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
        _inside(marks, view, shift),
        _inside(nearest(text, answering, matches), view, shift),
        Span(0, len(shown)) if cut else Span(whole.start + shift, whole.end + shift),
    )


def _inside(spans: Iterable[Span], view: Span, shift: int) -> tuple[Span, ...]:
    """Return what of spans lies in a view, each moved by ``shift``."""
    cut = (Span(max(s, view.start), min(e, view.end)) for s, e in spans)
    return tuple(Span(s + shift, e + shift) for s, e in cut if s < e)


def marks_of(
    text: str, weights: Mapping[str, float], names: Collection[str] = ()
) -> tuple[Span, ...]:
    """Return the marks in a whole text that `snippet` makes in its view: in order, no overlaps."""
    return tuple(_matched(text, weights, names)[2])


_Match = tuple[Span, str, float]


def _matched(
    text: str, weights: Mapping[str, float], names: Collection[str]
) -> tuple[list[Token], list[Span], list[Span]]:
    """Return the terms in a text, the spans of the names, and the spans to mark."""
    folded, terms = _terms(text)
    found = sorted(
        (
            Token(term, *folded.printed(start, end), is_word)
            for term, start, end, is_word in terms
            if weights.get(term, 0.0) > 0
        ),
        key=lambda token: (token.start, not token.is_word, -token.end),
    )
    heads = {
        folded.printed(start, end).start
        for term, start, end, is_word in terms
        if is_word and _is_long(term)
    }
    named = [*_named(text, names), *_valued(text, weights)]
    return found, named, merged([*named, *_marks(found, heads)])


@lru_cache(maxsize=_AT_HAND)
def _terms(text: str) -> tuple[Folded, tuple[tuple[str, int, int, bool], ...]]:
    """Return a text folded, and its terms there; what is marked need not wait for jieba."""
    folded = fold(text)
    return folded, tuple(placed(folded.text, cut_fast))


def _named(text: str, names: Collection[str]) -> Iterator[Span]:
    line = compact(text)
    for name in names:
        key = compact(name).text
        at = line.text.find(key) if key else -1
        while at >= 0:
            yield line.printed(at, at + len(key))
            at = line.text.find(key, at + len(key))
        for start, end in respelling.standing(key, line.text):
            yield line.printed(start, end)


def _valued(text: str, weights: Mapping[str, float]) -> Iterator[Span]:
    """Yield the spans of what is written in another way than asked: numbers, words with hyphens."""
    numbered = any(term[0] in (values.MARK, SIZE) for term in weights)
    if not numbered and "-" not in text:
        return
    line = compact(text)
    found = [
        *values.hyphened(line.text),
        *(values.values(line.text, with_sizes=True) if numbered else ()),
    ]
    for term, start, end in found:
        if term in weights:
            yield line.printed(start, end)


def _marks(found: Sequence[Token], heads: Collection[int]) -> Iterator[Span]:
    """Yield the spans of words, of pairs outside of words, and of characters beside these.

    Characters alone are marked only where there is nothing else. `heads` are where
    the passage's longer words begin.
    """
    words = [token for token in found if _is_long_word(token)]
    covered = {at for token in words for at in range(token.start, token.end)}
    pairs = [
        token
        for token in found
        if not token.is_word
        and covered.isdisjoint(range(token.start, token.end))
        and _TIES.isdisjoint(token.text)
        and token.end - 1 not in heads  # no accident of two words' meeting
    ]
    edges = {edge for token in [*words, *pairs] for edge in (token.start, token.end)}
    characters = [
        token
        for token in found
        if token.is_word
        and not _is_long_word(token)
        and token.text not in _TIES
        and (not edges or token.start in edges or token.end in edges)
    ]
    for token in [*words, *pairs, *characters]:
        yield Span(token.start, token.end)


def _is_long_word(token: Token) -> bool:
    return token.is_word and _is_long(token.text)


def _is_long(term: str) -> bool:
    return len(term) > 1 or not _HAN.match(term)


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
    inside = {
        term: weight
        for (start, end), term, weight in matches
        if span.start <= start <= end <= span.end
    }
    return sum(inside.values())


def _is_inside(spans: Sequence[Span], at: int) -> bool:
    return any(start < at < end for start, end in spans)

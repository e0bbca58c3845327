"""A passage as a reader should see it: the best sentence first, the matches marked.

The view is cut at sentence ends. Only a sentence that is itself too long is cut, at its clauses,
and only such a cut shows as an ellipsis; all else is verbatim.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from retrieval.analysis import values
from retrieval.analysis.analyzer import Token, tokens
from retrieval.analysis.normalise import HAN, compact
from retrieval.analysis.sentences import clauses, sentences
from retrieval.analysis.words import cut_fast
from retrieval.model import Snippet, Span, merged

WIDTH = 160
ELLIPSIS = "…"
# Characters that tie words together: alone, or beside one other, they are no match to show.
_TIES = frozenset("的了着过是在有和与及或就都也还又把被对给从向到由为以于之其所而并等不一个这那")
_AT_HAND = 256  # passages whose tokens are kept: the same ones are shown again and again
_HAN = re.compile(f"[{HAN}]")


def snippet(
    text: str,
    weights: Mapping[str, float],
    names: Collection[str] = (),
    *,
    width: int = WIDTH,
) -> Snippet:
    """Cut a view of at most about `width` code points out of a passage, and mark what matched.

    `weights` are those of the query's terms: the sentence with the most weight comes first, unless
    all of the passage fits. `names` are marked whole and weigh as much as the heaviest term. A
    passage of blanks gives an empty snippet.
    """
    found, named, marks = _matched(text, weights, names)
    most = max(weights.values(), default=1.0)
    matches = [(Span(token.start, token.end), token.text, weights[token.text]) for token in found]
    matches += [(span, text[span.start : span.end], most) for span in named]
    view = _view(text, matches, width)
    before = ELLIPSIS if _inside_sentence(text, view.start) else ""
    after = ELLIPSIS if _inside_sentence(text, view.end) else ""
    shift = len(before) - view.start
    inside = (Span(max(s, view.start), min(e, view.end)) for s, e in marks)
    return Snippet(
        before + text[view.start : view.end] + after,
        tuple(Span(s + shift, e + shift) for s, e in inside if s < e),
    )


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
    printed = _tokens(text)
    found = [token for token in printed if weights.get(token.text, 0.0) > 0]
    heads = {token.start for token in printed if _is_long_word(token)}
    named = [*_named(text, names), *_valued(text, weights)]
    return found, named, merged([*named, *_marks(found, heads)])


@lru_cache(maxsize=_AT_HAND)
def _tokens(text: str) -> tuple[Token, ...]:
    return tokens(text, cut_fast)  # what is marked need not wait for jieba; rjieba cuts alike


def _named(text: str, names: Collection[str]) -> Iterator[Span]:
    line = compact(text)
    for name in names:
        key = compact(name).text
        at = line.text.find(key) if key else -1
        while at >= 0:
            yield line.printed(at, at + len(key))
            at = line.text.find(key, at + len(key))
        for start, end in values.standing(key, line.text):
            yield line.printed(start, end)


def _valued(text: str, weights: Mapping[str, float]) -> Iterator[Span]:
    """Yield the spans of what is written in another way than asked: numbers, words with hyphens."""
    numbered = any(term.startswith(values.MARK) for term in weights)
    if not numbered and "-" not in text:
        return
    line = compact(text)
    found = [*values.hyphened(line.text), *(values.values(line.text) if numbered else ())]
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
    return token.is_word and (len(token.text) > 1 or not _HAN.match(token.text))


def _view(text: str, matches: Sequence[_Match], width: int) -> Span:
    spans = list(sentences(text))
    if not spans:
        return Span(0, 0)
    whole = Span(spans[0].start, spans[-1].end)
    if whole.end - whole.start <= width:
        return whole
    best = max(range(len(spans)), key=lambda at: (_weight(spans[at], matches), -at))
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


def _inside_sentence(text: str, at: int) -> bool:
    return any(start < at < end for start, end in sentences(text))
